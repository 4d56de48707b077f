"""Mentions of posts, professions, titles and statuses, and who holds them."""
