"""Tokens, sentences and pairs of quotation marks."""
