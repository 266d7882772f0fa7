"""A state by its seat: a passage on what Japan pays that says "Tokyo" and "the Pentagon" speaks of nobody else."""

from rag.names import Name, missing, names

_STATES = {
    "United States": "Washington Pentagon",
    "United Kingdom": "London Westminster Whitehall",
    "European Union": "Brussels",
    "Japan": "Tokyo Kantei",
    "China": "Beijing Zhongnanhai",
    "Taiwan": "Taipei",
    "South Korea": "Seoul",
    "North Korea": "Pyongyang",
    "Russia": "Moscow Kremlin",
    "Ukraine": "Kyiv",
    "India": "Delhi",
    "Pakistan": "Islamabad",
    "Philippines": "Manila",
    "Indonesia": "Jakarta",
    "Vietnam": "Hanoi",
    "Thailand": "Bangkok",
    "Australia": "Canberra",
    "Germany": "Berlin",
    "France": "Paris",
    "Italy": "Rome",
    "Spain": "Madrid",
    "Poland": "Warsaw",
    "Turkey": "Ankara",
    "Iran": "Tehran",
    "Iraq": "Baghdad",
    "Syria": "Damascus",
    "Israel": "Jerusalem",
    "Egypt": "Cairo",
    "Canada": "Ottawa",
}
_SEATS = {seat: state for state, seats in _STATES.items() for seat in seats.split()}


def is_seat(name: Name, question: str) -> bool:
    """Whether a passage may say the name for a state that the question names."""
    states = [_SEATS[word] for word in name.tokens if word in _SEATS]
    return bool(states) and not any(missing(names(f"in {state}"), question) for state in states)
