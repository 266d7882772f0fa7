"""The charts of a run, in the colours of the theme."""

from typing import TYPE_CHECKING

import streamlit as st

from ui.evaluate.figures import BEFORE, NOW, Row

if TYPE_CHECKING:
    import altair as alt

_BAR = 14
_STEP = 30
_LINE = "#85898d"  # 3:1 and more on our light and our dark paper


_INK = {"light": "#55595e", "dark": "#b9b6af"}  # Streamlit's own labels are too pale for AA


def rates(rows: list[Row], alt_text: str, *, legend: bool = False) -> None:
    """A bar for each name; where there was a run before, a tick says what it had."""
    import altair as alt

    runs = [run for run in (NOW, BEFORE) if any(row["run"] == run for row in rows)]
    base = _base(rows).encode(
        x=alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5)),
        color=alt.Color(
            "run:N", sort=runs, title=None, legend=alt.Legend(orient="bottom") if legend and runs[1:] else None
        ),
        tooltip=[alt.Tooltip("name", title=" "), alt.Tooltip("said", title="Passed"), alt.Tooltip("run", title="Run")],
    )
    bars = base.transform_filter(alt.datum.run == NOW).mark_bar(size=_BAR, cornerRadiusEnd=3)
    ticks = base.transform_filter(alt.datum.run == BEFORE).mark_tick(thickness=3, size=_BAR + 8)
    _show(bars + ticks, alt_text)


def times(rows: list[Row], alt_text: str) -> None:
    """A bar up to the median, a line on to the 95th percentile."""
    import altair as alt

    base = _base(rows).encode(tooltip=[alt.Tooltip("name", title=" "), alt.Tooltip("said", title="Half under")])
    bars = base.mark_bar(size=_BAR, cornerRadiusEnd=3).encode(
        x=alt.X("p50:Q", title=None, axis=alt.Axis(labelExpr="datum.label + ' s'", tickCount=5))
    )
    lines = base.mark_rule(strokeWidth=2, color=_LINE).encode(x="p50:Q", x2="p95:Q")
    ends = base.mark_tick(thickness=3, size=_BAR, color=_LINE).encode(x="p95:Q")
    _show(lines + bars + ends, alt_text)


def _base(rows: list[Row]) -> "alt.Chart":
    import altair as alt
    import pandas as pd

    names = list(dict.fromkeys(str(row["name"]) for row in rows))
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False, grid=False))
    return alt.Chart(pd.DataFrame(rows), height=alt.Step(_STEP)).encode(y=y)


def _show(chart: "alt.LayerChart", alt_text: str) -> None:
    ink = _INK[st.context.theme.type or "light"]
    chart = chart.configure_axis(labelColor=ink).configure_legend(labelColor=ink)
    st.altair_chart(chart, width="stretch", alt=alt_text)
