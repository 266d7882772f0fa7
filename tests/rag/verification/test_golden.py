"""What a change of a check does to verdicts is seen, one by one, before it is kept."""

from tests.rag.verification.golden import GOLDEN, line, rows

MAY_DIFFER = 0.02
"""Share of verdicts by meaning: the claim reader's arithmetic differs a little between processors."""
RENEW = "if this is meant, run: python -m tests.rag.verification.golden"


def test_checks_and_verdicts_are_those_that_were_written_down() -> None:
    was = {name: rest for name, *rest in map(_parts, GOLDEN.read_text(encoding="utf-8").splitlines())}
    now = {name: rest for name, *rest in map(_parts, map(line, rows()))}
    assert list(now) == list(was), RENEW
    changed = [f"{name}: {was[name]} -> {now[name]}" for name in now if now[name] != was[name]]
    by_a_check = [name for name in now if now[name][1:] != was[name][1:]]
    assert not by_a_check, "\n".join((RENEW, *changed))
    assert len(changed) <= MAY_DIFFER * len(now), "\n".join((RENEW, *changed))


def _parts(row: str) -> list[str]:
    return row.split(" | ", 3)
