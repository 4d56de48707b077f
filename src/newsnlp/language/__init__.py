"""Words: tags, tagger, morphology."""
