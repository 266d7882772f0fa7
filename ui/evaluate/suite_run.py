"""A run on the page: figures, charts, what changed since the run before, and its prompts."""

from functools import partial
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from evals.errors import ResultsError
from evals.reports.compare import Comparison, compare
from evals.reports.report import report
from evals.reports.results import Result, Run
from ui.evaluate import case, charts, figures
from ui.plain import count, label, short

_ROWS = 14
_FILTERS = ("All", "Missed", "Better", "Worse")


def show(run: Run, earlier: Run | None) -> None:
    comparison = _compared(earlier, run)
    _warn(run)
    _headline(run, comparison)
    _charts(run, earlier if comparison else None)
    if comparison:
        _against(comparison)
    _prompts(run, comparison)
    case.show(run)


def downloads(run: Run, file: Path) -> None:
    """The report for people, and the file for programs."""
    st.download_button(
        "Report",
        data=partial(report, run),
        file_name=f"{file.stem}.html",
        mime="text/html",
        icon=":material/download:",
        on_click="ignore",
        help="A page that can be kept and passed on",
    )
    st.download_button(
        "JSON",
        data=partial(file.read_bytes),
        file_name=file.name,
        mime="application/json",
        on_click="ignore",
        help="What `python -m evals run --json` writes",
    )


def growing_table(run: Run) -> None:
    """The rows of a run that goes on, newest first."""
    _table(tuple(reversed(run.results)), None, key="growing", opens=False)


def _compared(earlier: Run | None, run: Run) -> Comparison | None:
    try:
        return compare(earlier, run) if earlier else None
    except ResultsError:  # no prompt in common: nothing to compare
        return None


def _warn(run: Run) -> None:
    if run.below:
        st.warning("Below the suite's thresholds: " + label("; ".join(run.below)), icon=":material/trending_down:")
    if run.notices:
        said = label(next(r.reply.notice for r in run.results if r.reply.notice) or "")
        st.warning(
            f"{count(run.notices, 'answer')} met a failure on the way. The first: {said}", icon=":material/error:"
        )


def _headline(run: Run, comparison: Comparison | None) -> None:
    s = run.summary
    st.caption(f"{label(figures.model(run.model))} · {count(s.total, 'prompt')}")
    with st.container(horizontal=True, key="figures"):
        _metric("Passed", f"{s.passed} of {s.total}", "passed", comparison)
        _metric("False answers", _rate(s.false_answer_rate), "false answers", comparison)
        _metric("False refusals", _rate(s.false_refusal_rate), "false refusals", comparison)
        _metric("Whole answer, median", _seconds(s.total_s.p50), "whole answer s", comparison)


def _metric(name: str, value: str, measure: str, comparison: Comparison | None) -> None:
    """With its change since the run before, in colour only where it is more than noise."""
    change = next((c for c in comparison.changes if c.name == measure), None) if comparison else None
    d = change.difference.value if change else None
    if change is None or d is None or (measure.endswith(" s") and round(d, 1) == 0):  # "-0.0 s" tells nobody anything
        st.metric(name, value, border=True)
        return
    delta = f"{d:+.1f} s" if measure.endswith(" s") else f"{100 * d:+.0f} points"
    colours: dict[str, Literal["green", "red"]] = {"better": "green", "worse": "red"}
    noise = ", noise" if change.verdict == "noise" else ""
    st.metric(
        name,
        value,
        delta=f"{delta}{noise}",
        delta_color=colours.get(change.verdict, "gray"),
        delta_arrow="off",
        border=True,
    )


def _charts(run: Run, earlier: Run | None) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Passed, by kind", anchor=False)
        charts.rates(figures.kinds(run, earlier), "Pass rate of every kind of prompt", legend=True)
    with right:
        errors = figures.errors(run, earlier)
        if errors:
            st.subheader("False answers and false refusals", anchor=False)
            charts.rates(errors, "Rates of false answers and of false refusals")
        times = figures.latencies(run)
        if times:
            st.subheader("Time, median and 95th percentile", anchor=False)
            charts.times(times, "Seconds to evidence, first word and whole answer")


def _against(comparison: Comparison) -> None:
    st.subheader("Against the run before", anchor=False)
    for title, results in (("Better", comparison.better), ("Worse", comparison.worse)):
        st.caption(f"{title}: {count(len(results), 'prompt')}")
        rows = st.container(gap=None)
        for result in results:
            rows.button(
                label(short(result.question, 110)),
                key=f"case-{title}-{result.suite}-{result.id}",
                type="tertiary",
                icon=":material/trending_up:" if title == "Better" else ":material/trending_down:",
                on_click=case.choose,
                args=(result,),
            )
    with st.expander("Every measure"):
        number, signed = (st.column_config.NumberColumn(format=f) for f in ("%.2f", "%+.2f"))
        st.dataframe(
            figures.changes(comparison),
            hide_index=True,
            column_config={
                "Before": number,
                "Now": number,
                "Difference": signed,
            },
        )
        st.caption(
            "The 95% interval of the difference, paired bootstrap over the prompts that both runs asked. "
            "A difference whose interval holds 0 is noise."
        )


def _prompts(run: Run, comparison: Comparison | None) -> None:
    st.subheader("Prompts", anchor=False)
    kinds = _FILTERS if comparison else _FILTERS[:2]
    wanted = st.segmented_control(
        "Show", kinds, default="All", required=True, label_visibility="collapsed", key="cases-shown"
    )
    kept = {
        "Missed": tuple(r for r in run.results if not r.passed),
        "Better": comparison.better if comparison else (),
        "Worse": comparison.worse if comparison else (),
    }.get(str(wanted), run.results)
    if kept:
        _table(kept, comparison, key=f"cases-{wanted}", opens=True)
    else:
        st.caption("None.")


def _table(results: tuple[Result, ...], comparison: Comparison | None, *, key: str, opens: bool) -> None:
    rows = figures.cases(results, comparison)
    config: dict[str, Any] = {
        "": st.column_config.TextColumn(width=30),
        "Question": st.column_config.TextColumn(width="large"),
        "Missed": st.column_config.TextColumn(width="large"),
        "Seconds": st.column_config.NumberColumn(format="%.1f"),
    }
    if opens:
        rows = [{"": row.pop(""), "Open": "Open", **row} for row in rows]
        config["Open"] = st.column_config.ButtonColumn(
            "", width=70, type="tertiary", on_click=_open, args=(key, results), key=f"{key}-open"
        )
    if comparison is None:
        for row in rows:
            del row["Change"]
    st.dataframe(
        rows,
        column_config=config,
        hide_index=True,
        height="content" if len(rows) <= _ROWS else 35 * (_ROWS + 1),
        key=key,
        alt="Prompts with what they missed",
    )


def _open(key: str, results: tuple[Result, ...]) -> None:
    case.choose(results[st.session_state[f"{key}-open"].row])


def _rate(value: float | None) -> str:
    return "not scored" if value is None else f"{value:.0%}"


def _seconds(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.1f} s"
