"""Expectation by expectation: what a prompt asks of its answer, and whether the reply gives it."""

from collections.abc import Callable, Iterator, Sequence

from evals.errors import SuiteError
from evals.frozen import Frozen
from evals.suites.match import says, words
from evals.suites.reply import Cited, Reply
from evals.suites.rows import RowChecks
from evals.suites.suite import Prompt, Suite


class Check(Frozen):
    """One expectation. `detail` says what was found instead, or where."""

    name: str
    expected: str
    ok: bool
    detail: str


def check(prompt: Prompt, reply: Reply) -> list[Check]:
    """Every expectation of the prompt, in a fixed order. The prompt passes when all of them are met."""
    return [
        _answerable(prompt, reply),
        *(_must(entry, reply) for entry in prompt.must),
        *(_must_not(entry, reply) for entry in prompt.must_not),
        *([_cites(prompt.cites, reply)] if prompt.cites else []),
        *(_cites((entry,), reply) for entry in prompt.cites_all),
        *(_quote(entry, reply) for entry in prompt.quote),
        *(_rows(prompt.rows, reply) if prompt.rows else ()),
    ]


def check_documents(suites: Sequence[Suite], names: Sequence[tuple[str, str]]) -> None:
    """Raises SuiteError if a suite expects a document that is not among `names`: (file name, title) pairs."""
    for suite in suites:
        for prompt, wanted in _expected_documents(suite):
            if not any(is_document(wanted, file, title) for file, title in names):
                raise SuiteError(
                    f"{suite.file}, prompt {prompt.id}, field cites: no document begins with {wanted!r}.",
                    hint="Add the document with `python -m index add`, or correct the beginning of its name.",
                )


def is_document(beginning: str, file: str, title: str) -> bool:
    """True if the file name or the title begins like this."""
    start = beginning.casefold()
    return file.casefold().startswith(start) or title.casefold().startswith(start)


def _expected_documents(suite: Suite) -> Iterator[tuple[Prompt, str]]:
    for prompt in suite.prompts:
        rows = prompt.rows.documents if prompt.rows else ()
        yield from ((prompt, wanted) for wanted in (*prompt.cites, *prompt.cites_all, *rows))


def _answerable(prompt: Prompt, reply: Reply) -> Check:
    expected = "an answer" if prompt.answerable else "declined"
    detail = reply.outcome.value + (f": {reply.missing}" if reply.missing else "")
    return Check(name="answerable", expected=expected, ok=reply.declined is not prompt.answerable, detail=detail)


def _must(entry: str, reply: Reply) -> Check:
    ok = says(reply.text, entry)
    return Check(name="must", expected=entry, ok=ok, detail="said" if ok else "not said")


def _must_not(entry: str, reply: Reply) -> Check:
    ok = not says(reply.text, entry)
    return Check(name="must_not", expected=entry, ok=ok, detail="not said" if ok else "said")


def _cites(beginnings: Sequence[str], reply: Reply) -> Check:
    ok = _any_citation(reply, lambda c: any(is_document(wanted, c.file, c.title) for wanted in beginnings))
    cited = dict.fromkeys(citation.file or citation.title for citation in reply.citations)
    detail = f"cited {', '.join(cited)}" if cited else "nothing cited"
    return Check(name="cites", expected=" or ".join(beginnings), ok=ok, detail=detail)


def _quote(passage: str, reply: Reply) -> Check:
    wanted = " ".join(words(passage))
    ok = _any_citation(reply, lambda c: f" {wanted} " in f" {' '.join(words(c.quote))} ")
    detail = "among the cited passages" if ok else "in no cited passage"
    return Check(name="quote", expected=passage, ok=ok, detail=detail)


def _rows(wanted: RowChecks, reply: Reply) -> Iterator[Check]:
    """Every expectation of the rows of a briefing; none is met by an answer that is no briefing."""
    found = reply.briefing
    rows = found.rows if found else ()
    text = " \n ".join(row.statement for row in rows)
    days = {row.day for row in rows}
    cited = found.cited if found else ()

    def checked(expected: str, ok: bool, detail: str) -> Check:
        return Check(name="rows", expected=expected, ok=ok and found is not None, detail=detail)

    if wanted.read_as:
        yield checked(f"read as {wanted.read_as}", bool(found and found.kind is wanted.read_as), _kind(reply))
    for day in wanted.days:
        yield checked(f"a row of {day}", day in days, f"{len(rows)} rows")
    for document in wanted.documents:
        yield checked(f"a row from {document}", any(is_document(document, c, c) for c in cited), ", ".join(cited))
    for entry in wanted.says:
        yield checked(f"a row that says {entry}", says(text, entry), f"{len(rows)} rows")
    for entry in wanted.never:
        yield checked(f"no row that says {entry}", not says(text, entry), f"{len(rows)} rows")
    if wanted.least is not None:
        yield checked(f"at least {wanted.least} rows", len(rows) >= wanted.least, f"{len(rows)} rows")
    if wanted.most is not None:
        yield checked(f"at most {wanted.most} rows", len(rows) <= wanted.most, f"{len(rows)} rows")
    if wanted.count is not None:
        yield checked(f"exactly {wanted.count} documents", len(cited) == wanted.count, f"{len(cited)} documents")


def _kind(reply: Reply) -> str:
    return f"read as {reply.briefing.kind}" if reply.briefing else "no briefing"


def _any_citation(reply: Reply, wanted: Callable[[Cited], bool]) -> bool:
    return any(wanted(citation) for citation in reply.citations)
