"""The figures of a run as lines of a name and a value, for the terminal and for the page."""

from evals.reports.results import Summary


def lines(summary: Summary) -> list[tuple[str, str]]:
    """In the order in which they are shown; kinds are indented by two spaces."""
    s = summary
    shown = [
        ("passed", f"{s.passed} of {s.total}"),
        ("declined rightly", f"{s.declined_rightly} of {s.unanswerable} unanswerable"),
        ("false answers, false refusals", f"{_rate(s.false_answer_rate)}, {_rate(s.false_refusal_rate)}"),
    ]
    shown += [(f"  {kind}", f"{count.passed} of {count.total}") for kind, count in s.by_kind.items()]
    timed = (("evidence", s.evidence_s), ("first token", s.first_token_s), ("whole answer", s.total_s))
    shown += [(f"{name}, p50 and p95", f"{seconds(t.p50)}, {seconds(t.p95)}") for name, t in timed]
    return [*shown, ("tokens, prompt and answer", f"{number(s.prompt_tokens)}, {number(s.completion_tokens)}")]


def seconds(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f} s"


def number(value: float | None) -> str:
    return "not counted" if value is None else f"{value:.0f}"


def _rate(value: float | None) -> str:
    return "not scored" if value is None else f"{value:.2f}"
