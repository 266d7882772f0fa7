"""The Evaluate page: choose a suite, run it with the present assistant, watch it, read what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from evals.errors import EvalError
from evals.progress import spoken
from evals.reports.archive import new_file, runs_of
from evals.reports.results import load
from evals.runs.basis import basis
from evals.runs.job import Job, Runner, Sight, Stage
from evals.suites.documents import file_names
from evals.suites.shelf import Shelved, shelf
from index.errors import IndexingError
from rag.errors import AnswerError
from serving.people import Role
from ui import failing, session
from ui.evaluate import suite_run
from ui.evaluate.figures import when
from ui.evaluate.present import Present
from ui.look import looking
from ui.plain import count, label, plain, short

if TYPE_CHECKING:
    from rag.pipeline import Assistant

_LOOK = 0.5
"""Seconds between two looks at a run."""
_RUNS = 30
_RUN: dict[str, Any] = {"icon": ":material/play_arrow:", "width": "stretch", "type": "primary"}
_STOP: dict[str, Any] = {"icon": ":material/stop:", "width": "stretch"}


def page() -> None:
    st.set_page_config(layout="wide")
    st.header("Evaluate", anchor=False)
    with failing.told():
        session.require(Role.EDITOR)
        with st.spinner("Opening the library…"):
            assistant = session.services().assistant()
        with st.container(key="evaluate"):
            _page(assistant)


@st.cache_resource(show_spinner=False)
def _runner(data: str) -> Runner:
    """One a library: whoever opens its page sees the same run."""
    return Runner()


def _page(assistant: "Assistant") -> None:
    if assistant.library.catalog.counts()[0] == 0:
        st.info(
            "The library is empty: there is nothing yet that answers could be checked against.", icon=":material/inbox:"
        )
        if st.button("Add documents", type="primary", icon=":material/library_add:"):
            st.switch_page(st.session_state["library-page"])
        return
    suites = shelf(assistant.library)
    job = _runner(str(assistant.library.data)).job
    sight = job.sight if job else None
    chosen = _choose(suites, assistant, job)
    mine = sight if sight and sight.suite.file == str(chosen.path) else None
    if job and mine and mine.live:
        looking(_watch, every=_LOOK)(job)
        return
    if mine:
        _ended(mine)
    if chosen.error:
        st.error(f"{label(chosen.error.message)}\n\n{label(chosen.error.hint)}", icon=":material/rule:")
    if chosen.suite:
        _results(assistant.library.data, chosen.suite.name)


def _choose(suites: tuple[Shelved, ...], assistant: "Assistant", job: Job | None) -> Shelved:
    """The suite, and the button that runs it, or stops what runs."""
    live = job is not None and job.sight.live
    kept = job.sight.suite.file if job and live else st.session_state.get("suite-kept")
    known = {str(s.path): s for s in suites}
    first = next((name for name, s in known.items() if not s.error), next(iter(known)))
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    path = left.selectbox(
        "Test prompts",
        list(known),
        index=list(known).index(kept if kept in known else first),
        format_func=lambda path: _name(known[path]),
        key="suite",
        disabled=live,
    )
    chosen = known[path]
    st.session_state["suite-kept"] = path  # Streamlit forgets widgets while another page is open
    with right:
        if job and live:
            stopping = job.sight.stage is Stage.STOPPING
            st.button("Stop", key="stop-suite", disabled=stopping, on_click=job.stop, **_STOP)
        else:
            prompts = len(chosen.suite.prompts) if chosen.suite else 0
            name = f"Run {count(prompts, 'prompt')}" if prompts else "Run"
            hindered = chosen.error is not None
            st.button(
                name,
                key="run-suite",
                disabled=hindered,
                on_click=failing.clicked(_start),
                args=(chosen, assistant),
                **_RUN,
            )
    if chosen.suite and chosen.suite.about:
        st.caption(label(short(chosen.suite.about, 240)))
    return chosen


def _name(shelved: Shelved) -> str:
    if shelved.suite is None:
        return str(plain(f"{shelved.path.name} · cannot be read"))
    parts = [shelved.suite.name, count(len(shelved.suite.prompts), "prompt")]
    parts += ["yours"] if shelved.own else []
    parts += ["does not fit this library"] if shelved.error else []
    return str(plain(" · ".join(parts)))


def _start(chosen: Shelved, assistant: "Assistant") -> None:
    session.require(Role.EDITOR)
    if chosen.suite:
        services, library = session.services(), assistant.library
        file = new_file(library.data, chosen.suite.name)
        rests_on = basis(library, services.models.settings)
        _runner(str(library.data)).start(
            Job(chosen.suite, Present(services), file_names(library), file, basis=rests_on)
        )
        st.session_state.pop("suite-run", None)


def _watch(job: Job) -> None:
    """The run so far; the whole page runs again when it ends."""
    sight = job.sight
    if not sight.live:
        st.rerun()
    total = len(sight.suite.prompts)
    done = f"{sight.done} of {count(total, 'prompt')}"
    to_go = f" · about {spoken(max(1, job.left))} left" if job.left is not None else ""
    stopping = sight.stage is Stage.STOPPING
    st.progress(sight.done / total, "Stopping after this answer…" if stopping else done + to_go)
    if sight.asking:
        st.caption(f"Asking: {label(short(sight.asking.question, 160))}")
    if sight.run:
        suite_run.growing_table(sight.run)


def _ended(sight: Sight) -> None:
    """How the last run ended, where it did not end well."""
    if sight.stage is Stage.STOPPED:
        st.info(
            f"Stopped after {sight.done} of {count(len(sight.suite.prompts), 'prompt')}. Finished rows are kept.",
            icon=":material/stop_circle:",
        )
    elif sight.error:
        message, hint = _said(sight.error)
        st.error(f"{label(message)} Finished rows are kept.\n\n{label(hint)}", icon=":material/error:")


def _said(error: Exception) -> tuple[str, str]:
    if isinstance(error, AnswerError | IndexingError | EvalError):
        return error.message, error.hint
    if isinstance(error, OSError):
        return f"The results could not be written: {error.strerror}.", "Make room on the disk, then run again."
    return "Something went wrong inside Dossier.", "Run it again; the log has the details."


def _results(data: Path, suite: str) -> None:
    files = runs_of(data, suite)[:_RUNS]
    if not files:
        with st.container(key="no-runs"):
            st.subheader("Not run yet", anchor=False)
            st.write(
                "A run asks every prompt and checks the answer against what the prompt expects: what it has to say, "
                "which documents it has to cite, and when it has to decline."
            )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="run-bar"):
        file = st.selectbox("Run", files, format_func=when, key="suite-run") or files[0]
        downloads = st.container(horizontal=True, width="content")
    try:
        run = load(file)
        earlier = next((load(f) for f in files[files.index(file) + 1 :]), None)
    except EvalError as error:
        st.error(f"{label(error.message)}\n\n{label(error.hint)}", icon=":material/error:")
        return
    with downloads:
        suite_run.downloads(run, file)
    suite_run.show(run, earlier)
