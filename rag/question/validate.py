"""Whether a question can be asked at all."""

from rag.errors import QuestionError

LONGEST_QUESTION = 4_000
"""Characters. Longer texts are documents: a model that reads 4,096 tokens cannot hold one and evidence as well."""


def validated(text: str, *, documents: int) -> str:
    """The question on one line. Raises QuestionError for an empty or too long one, or if there are no documents."""
    text = " ".join(text.replace("\0", " ").split())
    if not text:
        raise QuestionError("The question is empty.", hint="Type what you want to know.")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(text):,} characters; {LONGEST_QUESTION:,} is the most.",
            hint="Ask it shorter, or add the text to the library and ask about it.",
        )
    if documents == 0:
        raise QuestionError("The library is empty.", hint="Add documents: `python -m index add PATH`, or Library.")
    return text
