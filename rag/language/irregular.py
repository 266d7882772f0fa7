"""Forms of irregular verbs, which no stemmer brings together: "brought" is "bring"."""

from rag.language import lexicon

_FORMS = [row.split() for row in lexicon.rows("verbs", "irregular")]
BASES = {past: base for base, *forms in _FORMS for past in forms}
"""Past forms → the verb."""
PASTS = {base: tuple(forms) for base, *forms in _FORMS}
"""The verb → its past forms."""
