"""How the next question is answered: strictness, doubtful sentences and language; everybody's model.

Beside them stand the model in use and the number of documents, always.
"""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.background import preferences
from ui.background.models import Switch
from ui.background.preferences import Preferences
from ui.bound import bound
from ui.look import looking
from ui.plain import count, label

if TYPE_CHECKING:
    from rag.pipeline import Assistant

_UNSUPPORTED = {"flag": "Show, with a warning", "strike": "Leave out"}
_SAME = "Language of the question"
_LANGUAGES = [_SAME, "English", "Español", "Français", "Deutsch", "日本語", "한국어", "中文"]
_LOOK = 0.5
"""Seconds between two looks at a model that is being opened or changed."""


def chosen() -> Mapping[str, object]:
    """The options of `rag.pipeline.Options` that were chosen here."""
    kept = _preferences().model_dump(exclude_none=True, exclude={"understood"})
    return {field: value or None if field == "language" else value for field, value in kept.items()}


def understood() -> bool:
    """Whether this person has read what an answer's marks mean."""
    return bool(_preferences().understood)


def understand() -> None:
    _choose("understood", True)


def _preferences() -> Preferences:
    """This session's; at its beginning those that were kept last."""
    if "preferences" not in st.session_state:
        services = session.services()
        st.session_state["preferences"] = preferences.read(services.folder, services.person.id)
    found: Preferences = st.session_state["preferences"]
    return found


def _choose(field: str, value: object) -> None:
    st.session_state["preferences"] = _preferences().model_copy(update={field: "" if value == _SAME else value})
    try:
        services = session.services()
        preferences.write(services.folder, _preferences(), services.person.id)
    except OSError as error:
        st.toast(f"This holds until the page is closed: it cannot be kept ({label(str(error.strerror))}).")


def show(*, look: bool) -> None:
    """`look`: nothing else on the page looks again by itself, so that this may. Two would cut each other's runs off."""
    services = session.services()
    switch, assistant = services.models.state, services.ready
    with st.popover("Settings", icon=":material/tune:", type="tertiary"):
        if assistant:
            _model(assistant)
            _answers(assistant)
        else:
            st.caption("Starting the model…")
    changing = services.models.busy or assistant is None
    looking(_status, every=_LOOK if look and changing else None)(switch, opening=assistant is None)


def _status(then: Switch | None, *, opening: bool) -> None:
    services = session.services()
    if opening and not services.opening:
        st.rerun()  # the whole page, which also says what hindered it
    switch, assistant = services.models.state, services.ready
    if then and (switch is None or switch.failure) and switch is not then:
        st.rerun()
    if switch and switch.failure:
        st.caption(f":orange[:material/error: {label(switch.name)} failed] · {_in_use(assistant)}")
    elif switch:
        fetched = f" {switch.share:.0%} fetched" if switch.share is not None else ""
        st.caption(f"Changing to {label(switch.name)}…{label(fetched)}")
    else:
        st.caption(_in_use(assistant))


def _in_use(assistant: "Assistant | None") -> str:
    if assistant is None:
        return "Starting the model…"
    documents, _ = assistant.library.catalog.counts()
    model = label(assistant.model_name) if assistant.model else "quotations only, no model"
    return f"{model} · {count(documents, 'document')}"


def _model(assistant: "Assistant") -> None:
    models = session.services().models
    names = models.choices
    st.selectbox(
        "Model, for everybody",
        list(names),
        list(names).index(models.chosen),  # what is in use, whoever chose it
        format_func=lambda llm: "none: quotations only" if llm == "none" else names.get(llm, llm),
        disabled=models.busy or not session.may_everywhere(),
        **bound("model", models.chosen, _use_model),
    )
    switch = models.state
    if switch and switch.failure:
        st.error(
            f"{label(switch.failure.message)}\n\n{label(switch.failure.hint)} "
            f"{label(names[models.chosen])} goes on answering.",
            icon=":material/error:",
        )
    elif switch:
        st.caption("Changing the model. Questions asked now wait for it; a file that is not here is fetched first.")


def _use_model(llm: str) -> None:
    if session.may_everywhere():
        session.services().use_model(llm)


def _answers(assistant: "Assistant") -> None:
    options = asdict(assistant.options) | dict(chosen())
    strict, unsupported, language = options["abstain_threshold"], options["unsupported"], options["language"] or _SAME
    languages = list(dict.fromkeys([*_LANGUAGES, language]))
    st.slider(
        "When the evidence is thin", 0.0, 1.0, strict, step=0.05, format=" ",
        **bound("abstain_threshold", strict, partial(_choose, "abstain_threshold")),
    )  # fmt: skip
    with st.container(horizontal=True, key="ends"):
        st.caption("answers more")
        st.caption("declines more", text_alignment="right")
    st.segmented_control(
        "Sentences without support", list(_UNSUPPORTED), default=unsupported, format_func=_UNSUPPORTED.__getitem__,
        required=True, **bound("unsupported", unsupported, partial(_choose, "unsupported")),
    )  # fmt: skip
    st.selectbox(
        "Language of the answer", languages, languages.index(language),
        help="Sentences are checked against their passages by their words. In another language than that of your "
        "documents hardly one can be borne out, and the documents are quoted instead.",
        **bound("language", language, partial(_choose, "language")),
    )  # fmt: skip
