"""A thumb on an answer becomes a test prompt: a dialog that says what the next answer has to do.

The chat leaves the exchange and whether its answer was good in `st.session_state.thumb`, until the dialog is closed.
"""

from collections.abc import Sequence

import streamlit as st

from evals.errors import SuiteError
from evals.suites.append import append
from evals.suites.check import check
from evals.suites.documents import file_names
from evals.suites.from_chat import ABOUT, FILE, flagged, propose, read_documents
from evals.suites.reply import from_answer
from evals.suites.shelf import own_suites
from evals.suites.suite import Prompt
from rag.conversation.exchange import Exchange
from rag.types import Answer, Usage
from serving.people import Role
from ui import failing, session
from ui.plain import label, plain, short

_KEY = "thumb"
_ANSWERS, _DECLINES = "Answer", "Say that the documents do not answer it"


def show(exchanges: Sequence[Exchange]) -> None:
    chosen, good = st.session_state.get(_KEY, (None, False))
    at = next((i for i, e in enumerate(exchanges) if e.id == chosen and e.answer), None)
    if at is not None:
        _dialog(exchanges[at], [e.question for e in exchanges[:at]], good=good)


def _close() -> None:
    st.session_state.pop(_KEY, None)


@st.dialog("Make this a test prompt", width="medium", on_dismiss=_close)
def _dialog(exchange: Exchange, earlier: list[str], *, good: bool) -> None:
    library = session.services().assistant().library
    answer = exchange.answer
    if answer is None:
        return
    files = file_names(library)
    proposed = propose(exchange, earlier, files, good=good)
    st.markdown(f"**{label(short(exchange.question, 300))}**")
    why = st.text_input("Why?", placeholder="A word is enough", key=f"why-{exchange.id}-{good}")
    fields = _good(proposed, exchange.id) if good else _bad(answer, read_documents(answer, files), exchange.id)
    prompt = Prompt.model_validate(proposed.model_dump() | fields | {"notes": why.strip()})
    missed = [c for c in check(prompt, from_answer(answer, Usage(), files)) if not c.ok]
    if good and missed:
        st.caption(f":orange[This very answer would fail it: {label(missed[0].expected)} ({label(missed[0].detail)}).]")
    if not good and not missed:
        st.caption("This very answer would pass. Say what has to stand, or what must not.")
    if st.button("Save as a test prompt", type="primary", key="save-prompt"):
        _save(prompt)


def _good(proposed: Prompt, key: str) -> dict[str, object]:
    if not proposed.answerable:
        st.write("The documents do not answer this, and the answer has to say so again.")
        return {}
    cites = st.multiselect(
        "Has to cite one of", [plain(c) for c in proposed.cites], default=[plain(c) for c in proposed.cites],
        key=f"cites-{key}",
    )  # fmt: skip
    quote = st.text_area("Has to quote", value="\n".join(proposed.quote), height=100, key=f"quote-{key}")
    must = st.text_input("Has to say", placeholder="A figure or a name; | parts alternatives", key=f"must-{key}-good")
    return {
        "cites": tuple(c for c in proposed.cites if plain(c) in cites),
        "quote": _lines(quote),
        "must": _lines(must),
    }


def _bad(answer: Answer, documents: Sequence[str], key: str) -> dict[str, object]:
    wanted = st.radio("What should it have done?", (_ANSWERS, _DECLINES), key=f"wanted-{key}")
    if wanted == _DECLINES:
        return {"answerable": False}
    must = st.text_area("Has to say", placeholder="One a line; | parts alternatives", height=100, key=f"must-{key}-bad")
    must_not = st.text_area("Must not say", placeholder="One a line", height=68, key=f"must-not-{key}")
    for sentence in flagged(answer)[:2]:
        st.caption(f"Flagged in this answer: “{label(short(sentence, 160))}”")
    cites = st.multiselect("Has to cite one of", [plain(d) for d in documents], key=f"cites-{key}-bad")
    return {
        "must": _lines(must),
        "must_not": _lines(must_not),
        "cites": tuple(d for d in documents if plain(d) in cites),
    }


def _lines(text: str) -> tuple[str, ...]:
    """Its lines; a "|" with nothing beside it parts nothing."""
    parted = ("|".join(filter(None, (part.strip() for part in line.split("|")))) for line in text.splitlines())
    return tuple(line for line in parted if line)


def _save(prompt: Prompt) -> None:
    session.require(Role.EDITOR)
    path = own_suites(session.services().assistant().library.data) / FILE
    try:
        saved = append(prompt, path, about=ABOUT)
    except SuiteError as error:
        failing.show(error)
        return
    except OSError as error:
        st.error(f"{label(str(path))} cannot be written: {label(str(error.strerror))}.", icon=":material/error:")
        return
    _close()
    st.toast(f"Saved as {label(saved.id)}. Run it on the Evaluate page.", icon=":material/check:")
    st.rerun()
