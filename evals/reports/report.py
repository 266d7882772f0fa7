"""A run as one self-contained HTML page: no script, no remote file, and every text escaped.

Documents and models are not trusted: whatever they say is shown as text, and links are not made of it.
"""

from collections.abc import Iterable
from html import escape

from evals.reports.results import Result, Run
from evals.reports.summary_lines import lines, number, seconds
from evals.suites.check import Check
from evals.suites.reply import Cited, Reply, Said


def report(run: Run) -> str:
    """The page."""
    title = escape(f"{', '.join(run.suites)} · {run.model}")
    body = "".join(_prompt(result) for result in run.results)
    return _PAGE.format(title=title, started=escape(run.started), style=_STYLE, summary=_summary(run), body=body)


def _summary(run: Run) -> str:
    below = "".join(f'<p class="bad">Below the threshold: {escape(line)}</p>' for line in run.below)
    notices = f'<p class="bad">{run.notices} replies carry a notice of a failure on the way.</p>' if run.notices else ""
    judge = (
        f"<p class='soft'>Graded by {escape(run.judge)}; its word is no part of these figures.</p>" if run.judge else ""
    )
    return f"<table>{_rows(lines(run.summary))}</table>{below}{notices}{judge}"


def _prompt(result: Result) -> str:
    mark, kind = ("✓", "ok") if result.passed else ("✗", "bad")
    opened = "" if result.passed else " open"
    head = f'<span class="{kind}">{mark}</span> {escape(result.id)} · {escape(result.question)}'
    history = "".join(f"<p class='soft'>before: {escape(question)}</p>" for question in result.history)
    notes = f"<p class='soft'>{escape(result.notes)}</p>" if result.notes else ""
    return (
        f"<details{opened}><summary>{head}</summary>{history}{notes}{_reply(result.reply)}"
        f"<h4>Expectations</h4><table>{''.join(_check(c) for c in result.checks)}</table>"
        f"<h4>Evidence given</h4>{_evidence(result.reply)}{_times(result.reply)}{_grade(result)}</details>"
    )


def _reply(reply: Reply) -> str:
    notice = f'<p class="bad">{escape(reply.notice)}</p>' if reply.notice else ""
    missing = f"<p>{escape(reply.missing)}</p>" if reply.missing else ""
    standalone = (
        "" if reply.standalone == reply.question else f"<p class='soft'>read as: {escape(reply.standalone)}</p>"
    )
    sentences = "".join(_sentence(said) for said in reply.sentences) or f"<p>{escape(reply.text)}</p>"
    return f"{standalone}{notice}<p class='soft'>{escape(reply.outcome.value)}</p>{sentences}{missing}"


def _sentence(said: Said) -> str:
    verdict = f"{said.support}: {said.reason}" if said.support else "not verified"
    failed = "".join(f' <span class="bad">{escape(marker)} names no evidence</span>' for marker in said.failed_markers)
    kind = "bad" if said.flagged else "ok"
    quotes = "".join(_citation(citation) for citation in said.citations) or "<li class='soft'>no citation</li>"
    return f'<p>{escape(said.text)}{failed}<br><span class="{kind}">{escape(verdict)}</span></p><ul>{quotes}</ul>'


def _citation(cited: Cited) -> str:
    origin = " · ".join(part for part in (cited.title, cited.file, cited.source, cited.published) if part)
    return f"<li>[{cited.number}] {escape(origin)}<blockquote>{escape(cited.quote)}</blockquote></li>"


def _check(check: Check) -> str:
    mark, kind = ("✓", "ok") if check.ok else ("✗", "bad")
    cells = (check.name, check.expected, check.detail)
    return f'<tr><td class="{kind}">{mark}</td>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _evidence(reply: Reply) -> str:
    items = "".join(f"<li><b>{escape(read.title)}</b> {escape(read.text)}</li>" for read in reply.evidence)
    return f"<ul>{items}</ul>" if items else "<p class='soft'>none</p>"


def _times(reply: Reply) -> str:
    t = reply.timing
    parts = [
        f"evidence {seconds(t.evidence_s)}",
        f"first token {seconds(t.first_token_s)}",
        f"whole answer {seconds(t.total_s)}",
        f"verification {seconds(t.verify_s)}",
        f"tokens {number(t.prompt_tokens)} / {number(t.completion_tokens)}",
        f"by {reply.model}",
    ]
    return f"<p class='soft'>{escape(' · '.join(parts))}</p>"


def _grade(result: Result) -> str:
    """The judge's word, apart from the expectations."""
    if result.grade is None:
        return ""
    grade = result.grade
    said = f"a judge says: correct {_word(grade.correct)}, grounded {_word(grade.grounded)}. {grade.why}"
    return f"<p class='soft'>{escape(said)}</p>"


def _word(value: bool | None) -> str:
    return "not graded" if value is None else "yes" if value else "no"


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)


_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
details { border-top: 1px solid #ddd; padding: .5rem 0; } summary { cursor: pointer; }
td { padding: .1rem .8rem .1rem 0; vertical-align: top; }
blockquote { margin: .2rem 0 .4rem; padding-left: .8rem; border-left: 3px solid #ccc; color: #444; }
.ok { color: #176f2c; } .bad { color: #b3261e; } .soft { color: #666; }
"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title><style>{style}</style></head>
<body><h1>{title}</h1><p class="soft">{started}</p>{summary}{body}</body></html>
"""
