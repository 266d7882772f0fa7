"""One prompt of a run, opened: question, answer with verdicts and quotes, and expectation by expectation."""

import streamlit as st

from evals.reports.results import Result, Run
from evals.suites.check import Check
from evals.suites.reply import Cited, Reply, Said
from rag.types import Outcome
from ui.evaluate.figures import expectation, model
from ui.plain import UNKNOWN, count, label

_KEY = "case"


def choose(result: Result) -> None:
    """It is shown when the page runs next, until it is closed."""
    st.session_state[_KEY] = (result.suite, result.id)


def show(run: Run) -> None:
    """The chosen one, if it is of this run."""
    chosen = st.session_state.get(_KEY)
    result = next((r for r in run.results if (r.suite, r.id) == chosen), None)
    if result:
        _case(result)


def _close() -> None:
    st.session_state.pop(_KEY, None)


@st.dialog("Test prompt", width="medium", on_dismiss=_close)
def _case(result: Result) -> None:
    with st.container(key="case"):
        for earlier in result.history:
            st.caption(f"Asked before: {label(earlier)}")
        st.header(label(result.question), anchor=False)
        facts = [result.id, result.kind, model(result.reply.model)]
        if result.reply.timing.total_s is not None:
            facts.append(f"{result.reply.timing.total_s:.1f} s")
        st.caption(label(" · ".join(facts)))
        _reply(result.reply)
        st.subheader("Expectations", anchor=False)
        for check in result.checks:
            _check(check)
        if result.notes:
            st.caption(f"Note: {label(result.notes)}")
        _evidence(result.reply)


def _reply(reply: Reply) -> None:
    if reply.standalone != reply.question:
        st.caption(f"Read as: {label(reply.standalone)}")
    if reply.notice:
        st.warning(label(reply.notice), icon=":material/error:")
    if reply.outcome is Outcome.DECLINED:
        st.info(f"Declined. {label(reply.missing or '')}", icon=":material/do_not_disturb_on:")
    for sentence in reply.sentences:
        _sentence(sentence)
    if not reply.sentences and reply.text:
        st.markdown(label(reply.text))


def _sentence(sentence: Said) -> None:
    st.markdown(label(sentence.text))
    for citation in sentence.citations:
        st.markdown(f"> “{label(citation.quote)}”  \n> :small[{_origin(citation)}]")
    verdict = label(" · ".join(filter(None, [sentence.support or "not checked", sentence.reason])))
    failed = "".join(f" · {label(marker)} names no source" for marker in sentence.failed_markers)
    colour = "orange" if sentence.flagged or failed else "gray"
    st.markdown(f":{colour}[:small[{verdict}{failed}]]")


def _origin(citation: Cited) -> str:
    parts = (citation.title, citation.source or UNKNOWN, citation.published or "undated")
    return rf"\[{citation.number}\] {label(' · '.join(parts))}"


def _check(check: Check) -> None:
    icon = ":green[:material/check_circle:]" if check.ok else ":red[:material/cancel:]"
    detail = "" if check.ok and check.name != "cites" else f"  \n:small[{label(check.detail)}]"
    field, expected = expectation(check)
    st.markdown(f"{icon} {field} **{label(expected)}**{detail}")


def _evidence(reply: Reply) -> None:
    if not reply.evidence:
        return
    with st.expander(f"{count(len(reply.evidence), 'passage')} given"):
        for read in reply.evidence:
            st.markdown(f"**{label(read.title)}**  \n{label(read.text)}")
