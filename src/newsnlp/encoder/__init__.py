"""newsnlp's own encoder: one pass over an article for names, roles, quotes and who goes with what."""
