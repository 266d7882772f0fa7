"""Each check's row of the table is what there would be without it."""

from dataclasses import replace

from evals.bench.halves import held_out
from evals.bench.stages import checks
from tests.evals.bench.conftest import write_set

DEED = "The mill was sold to Ada Brook in 1911."


def values(found):
    return {name: metric.estimate.value for name, metric in found.metrics.items()}


def test_a_claim_with_a_changed_number_stands_without_the_check_of_numbers_alone(options, tmp_path):
    passage = "The mill grinds 40 sacks of corn. Its wheel is old, and its owner is tired of the noise."
    rows = [
        {"id": "1", "claim": "The mill can grind 40 sacks of corn.", "evidence": [passage], "label": "supported"},
        {"id": "2", "claim": "The mill can grind 47 sacks of corn.", "evidence": [passage], "label": "unsupported"},
    ]
    asked = replace(options, folder=write_set(tmp_path / "deeds", claims=rows), systems=("numbers", "quotations"))
    whole, numbers, quotations = checks.run(asked)
    assert [f.system for f in (whole, numbers, quotations)] == ["all", "without numbers", "without quotations"]
    assert values(whole)["f1"] == 1.0
    assert values(numbers)["fires"] == 0.5
    assert values(numbers)["stops_right"] == 0.0
    assert values(quotations)["fires"] == 0.0
    assert values(quotations)["f1"] == 1.0


def test_sentences_of_documents_are_edited_the_same_way_each_time(options, tmp_path):
    names = [name for name in map(str, range(9)) if not held_out(name)]
    told = "In {} Ada Brook did sell the old mill to Olaf Holm of Lund."
    texts = [told.format(1900 + int(n)) for n in names]
    corpus = [{"id": n, "text": text} for n, text in zip(names, texts, strict=True)]
    asked = replace(options, folder=write_set(tmp_path / "mills", corpus=corpus))
    made = checks.claims(asked)
    assert made == checks.claims(asked)
    kinds = {claim.kind for claim in made}
    assert {"as it stands", "exchanged", "swapped", "denied"} <= kinds
    assert all(claim.right is (claim.kind == "as it stands") for claim in made)
    own = dict(zip(names, texts, strict=True))
    assert all((claim.text == own[claim.id]) is claim.right for claim in made)


def test_no_two_checks_share_a_name():
    assert len(set(checks.SYSTEMS)) == len(checks.SYSTEMS)
