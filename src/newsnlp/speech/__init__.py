"""Reported speech: what is said, the cue, and the phrase that names the speaker."""
