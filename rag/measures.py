"""The nouns of measures, of which "metre" and "meter" are one."""

from collections.abc import Iterable

from rag.words import stem

_MEASURES = frozenset(
    stem(w)
    for w in """metre meter centimetre centimeter kilometre kilometer km mile foot feet inch yard tonne ton kilogram kg
    pound ounce gram hectare acre litre liter gallon barrel second minute hour day week month year decade degree celsius
    fahrenheit watt megawatt gigawatt knot""".split()
)
_SPELLINGS = {
    stem(one): stem(other)
    for one, other in (
        ("metre", "meter"),
        ("centimetre", "centimeter"),
        ("kilometre", "kilometer"),
        ("km", "kilometer"),
        ("foot", "feet"),
        ("ton", "tonne"),
        ("kg", "kilogram"),
        ("litre", "liter"),
    )
}


def measures(nouns: Iterable[str]) -> frozenset[str]:
    """The measures among some stems, each under one spelling."""
    return frozenset(_SPELLINGS.get(noun, noun) for noun in nouns if noun in _MEASURES)
