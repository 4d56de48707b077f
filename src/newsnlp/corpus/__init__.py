"""Across articles: who is who in many of them, and how often each is quoted."""
