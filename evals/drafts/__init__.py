"""How well drafts are checked: labelled paragraphs against the documents that they were written over.

The files `*_a.yaml` are for development; of `*_b.yaml` figures alone are looked at (`--summary-only`). Labels:
borne_out; figure, speaker, attribution (stripped), certainty (planned or possible told as done), merged (people or
deeds put together), invented; no_statement.
"""
