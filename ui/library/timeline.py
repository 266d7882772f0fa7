"""When the documents were published, and by whom: one small chart."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from index.catalog import Entry
from ui.plain import UNKNOWN, count, plain, short

MONTHS = 36
"""Up to so many months there is a bar a month, beyond that one a year."""

SOURCES = 5
"""So many sources have a colour of their own; the others share one."""

_COLOURS = ["#3f7d9c", "#b8802e", "#6b8c5b", "#a8667a", "#7f74a8", "#84847e"]
"""Calm ones, each at 3:1 or better on the light page and on the dark one."""

OTHERS = "other sources"


def by_month(entries: Sequence[Entry]) -> bool:
    """Whether the dated documents lie close enough together for a bar a month."""
    days = sorted(e.published for e in entries if e.published)
    return not days or (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month < MONTHS


def bars(entries: Sequence[Entry]) -> list[tuple[date, str, int]]:
    """(first day of the month or year, source, documents), in order of time."""
    frequent = [s for s, _ in Counter(e.source or UNKNOWN for e in entries if e.published).most_common(SOURCES + 1)]
    named = frequent if len(frequent) <= SOURCES else frequent[:SOURCES]
    month = by_month(entries)
    found: Counter[tuple[date, str]] = Counter()
    for entry in entries:
        if entry.published:
            source = entry.source or UNKNOWN
            start = entry.published.replace(day=1) if month else entry.published.replace(day=1, month=1)
            found[start, source if source in named else OTHERS] += 1
    return [(start, source, number) for (start, source), number in sorted(found.items())]


def show(entries: Sequence[Entry]) -> None:
    """Nothing where there is no time to show: fewer than two months or years."""
    found = bars(entries)
    if len({start for start, _, _ in found}) < 2:
        return
    import altair as alt  # takes half a second, which an empty library need not wait for

    month = by_month(entries)
    ink = "#c9c6bf" if st.context.theme.type == "dark" else "#5a5e64"  # Streamlit's own is too pale for AA on paper
    rows = [
        {"when": f"{start}T00:00", "source": short(plain(source), 40), "documents": n} for start, source, n in found
    ]
    chart = (
        alt.Chart({"values": rows})
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X("when:T", timeUnit="yearmonth" if month else "year", title=None)
            .axis(format="%b %Y" if month else "%Y", grid=False, labelOverlap=True, tickCount=8)
            .scale(nice=False),
            y=alt.Y("documents:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3, format="d")),
            color=alt.Color(
                "source:N", title=None, legend=alt.Legend(orient="top", columns=2, labelLimit=150, symbolType="square")
            ).scale(range=_COLOURS),
            tooltip=[
                alt.Tooltip("when:T", timeUnit="yearmonth" if month else "year", title="Published"),
                alt.Tooltip("source:N", title="Source"),
                alt.Tooltip("documents:Q", title="Documents"),
            ],
        )
        .properties(height=240)
        .configure_axis(labelColor=ink)
        .configure_legend(labelColor=ink)
    )
    st.altair_chart(chart, alt=f"Documents by {'month' if month else 'year'} of publication and by source")


def undated(entries: Sequence[Entry]) -> str:
    """Those that the chart leaves out, in words; empty if there are none."""
    number = sum(e.published is None for e in entries)
    return f"{count(number, 'document')} without a date" if number else ""
