"""All forms of a verb meet under one root."""

import pytest

from rag.language.grammar.verbs import past, root


@pytest.mark.parametrize(
    "forms",
    [
        "send sends sent sending",
        "withdraw withdrew withdrawn withdrawing",
        "enter enters entered entering",
        "station stations stationed stationing",
        "reveal revealed",
        "restore restored restoring",
        "implement implemented",
        "sue sues sued suing",
        "die dies died dying",
        "tie ties tied tying",
        "free frees freed freeing",
        "flee flees fled fleeing",
        "go goes went gone going",
        "carry carries carried carrying",
        "supply supplies supplied supplying",
        "try tries tried trying",
        "exceed exceeds exceeded exceeding",
        "focus focuses focused focusing",
        "comment comments commented commenting",
        "signal signals signalled signaled signalling",
        "prove proved proven proving",
    ],
)
def test_forms_of_one_verb_share_a_root(forms: str) -> None:
    assert len({root(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("found", "founded"),
        ("lay", "lead"),
        ("send", "sand"),
        ("comment", "come"),
        ("repeal", "reply"),
        ("appeal", "apply"),
        ("sign", "signal"),
        ("carry", "care"),
        ("imply", "implement"),
    ],
)
def test_other_verbs_keep_their_own(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_only_a_past_is_a_past() -> None:
    assert past("sent")
    assert past("sailed")
    assert not past("need")
    assert not past("send")
