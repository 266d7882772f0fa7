"""A name has to stand in the passage or in its origin."""

from rag.types import Support
from rag.verification.checks.names import find
from rag.verification.pair import Pair


def test_a_name_of_the_origin_is_known_and_an_invented_one_is_an_objection() -> None:
    assert find(Pair("On ice, Lund Post reported trouble.", "Ice caused trouble.", "Lund Post")) is None
    found = find(Pair("On ice, Olaf Holm slipped.", "A man slipped on ice.", "Lund Post"))
    assert found is not None
    assert found.at_best is Support.UNSUPPORTED
