"""The documents of the library in a table; finding, looking at, asking about and removing some."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Literal
from zlib import crc32

import streamlit as st

from index.catalog import Entry
from index.types import Filters
from rag.types import BriefingKind
from serving.people import Role
from ui import filters, session
from ui.answer.cards import parts
from ui.library import document_edit
from ui.plain import count, day, label, plain, short

if TYPE_CHECKING:
    from index.library import Library
    from index.progress import OnProgress, Report
    from rag.retrieval.fulltext import Passage

_ROWS = 25
_TABLE = 2_000
"""Documents in the table, the newest: a browser is sent all of them at each click."""
_LONGEST = 200_000
"""Characters of a document that a preview shows: some hundred pages, and a browser stays quick."""

_STATES = {"ready": "Ready", "pending": "Being added", "removing": "Being removed", "stale": "Being changed"}
_NOT_WHOLE = "Not read whole"
_ASKING = {"Ask about it": ":material/forum:", "Summarise it": ":material/short_text:"}
_SHORTEST = 2
"""Characters from which on words are looked for in the texts."""
_HITS = 10
"""Documents whose passages are shown below the table when words are looked for..."""
_AROUND = 120
"""...with so many characters before and after the first of them."""


def show(entries: Sequence[Entry], library: "Library") -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="documents-bar"):
        wanted = st.text_input(
            "Find documents",
            placeholder="Find by words of the text, title, source, author, tag or file",
            label_visibility="collapsed",
            icon=":material/search:",
        )
        buttons = st.container(horizontal=True, gap="small", width="content", key="documents-actions")
    hits = _hits(wanted, library)
    within = {hit.document_id for hit in hits}
    matching = [e for e in entries if wanted.casefold() in _findable(e) or e.id in within]
    if not matching:
        st.caption("No document matches that.")
        return
    shown = matching[:_TABLE]
    if len(shown) < len(matching):
        st.caption(f"The newest {len(shown):,} of {len(matching):,} documents. Words above find the others.")
    with st.container(key="documents-table"):
        event = st.dataframe(
            [_row(entry) for entry in shown],
            column_config={
                "Title": st.column_config.TextColumn(width=270),
                "Source": st.column_config.TextColumn(width=130),
                "Author": st.column_config.TextColumn(width=115),
                "Tags": st.column_config.ListColumn(width=120),
                "Published": st.column_config.DateColumn(format="D MMM YYYY"),
                "Passages": st.column_config.NumberColumn(width=75),
                "Added": st.column_config.DatetimeColumn(format="D MMM YYYY"),
            },
            hide_index=True,
            height="content" if len(shown) <= _ROWS else 640,
            selection_mode="multi-row",
            on_select="rerun",
            key=f"documents-{crc32(','.join(e.id for e in shown).encode())}",  # other rows, no selection
            placeholder="—",
            alt="The documents of the library",
        )
    chosen = [shown[i] for i in event["selection"]["rows"] if i < len(shown) and shown[i].state == "ready"]
    with buttons:
        _button("Preview", ":material/visibility:", chosen, len(chosen) == 1)
        about, summary = (_button(name, icon, chosen, len(chosen) == 1, None) for name, icon in _ASKING.items())
        if session.may(Role.EDITOR):
            _button("Edit", ":material/edit:", chosen, bool(chosen))
            _button("Remove", ":material/delete:", chosen, bool(chosen))
    if about or summary:
        _to_chat(chosen[0], summary)
    _found(hits, {e.id: e for e in matching})
    _dialog(entries, library)


def _findable(entry: Entry) -> str:
    whole = _NOT_WHOLE if entry.losses else ""
    return " ".join((entry.title, entry.source or "", entry.author or "", whole, *entry.tags, *entry.paths)).casefold()


def _hits(wanted: str, library: "Library") -> "list[Passage]":
    if len(wanted.strip()) < _SHORTEST:
        return []
    from rag.retrieval.fulltext import full_text

    return full_text(wanted, library)


def _found(hits: "Sequence[Passage]", shown: Mapping[str, Entry]) -> None:
    """The passages with the words that were looked for, these marked."""
    listed = [hit for hit in hits if hit.document_id in shown]
    if not listed:
        return
    st.subheader("In the text", anchor=False)
    for hit in listed[:_HITS]:
        entry = shown[hit.document_id]
        more = f" · {count(hit.more, 'more passage')}" if hit.more else ""
        said = f"{escape(plain(entry.title))} <small>{escape(plain(entry.source or ''))}{more}</small>"
        st.html(f'<div class="hit"><strong>{said}</strong><p>{_marked(hit)}</p></div>')
    if len(listed) > _HITS:
        st.caption(f"and {count(len(listed) - _HITS, 'more document')}: add a word to narrow it.")


def _marked(hit: "Passage") -> str:
    first = hit.found[0][0]
    start = hit.text.find(" ", first - _AROUND, first) + 1 if first > _AROUND else 0
    last = hit.text.rfind(" ", hit.found[0][1], first + 2 * _AROUND)
    end = last if last > 0 and len(hit.text) > first + 2 * _AROUND else min(len(hit.text), first + 2 * _AROUND)
    cut = parts(hit.text[start:end], [(a - start, b - start) for a, b in hit.found if start <= a and b <= end])
    words = "".join(f"<mark>{escape(plain(p['text']))}</mark>" if p["found"] else escape(plain(p["text"])) for p in cut)
    return f"{'… ' if start else ''}{words}{' …' if end < len(hit.text) else ''}"


def _to_chat(entry: Entry, summary: bool) -> None:
    """A new conversation about this document alone, begun with its summary if that is wanted."""
    session.go_to(None)
    filters.only(Filters(documents=(entry.id,)))
    if summary:
        st.session_state["to-ask"] = (f"Summarise “{entry.title}”", BriefingKind.SUMMARY)
    st.switch_page(st.session_state["chat-page"])


def _row(entry: Entry) -> dict[str, object]:
    return {
        "Title": plain(entry.title),
        "Source": plain(entry.source),
        "Author": plain(entry.author),
        "Tags": plain(entry.tags),
        "Published": entry.published,
        "Passages": entry.chunks,
        "State": _NOT_WHOLE if entry.losses and entry.state == "ready" else _STATES[entry.state],
        "Added": entry.added,
    }


def _open(name: str, ids: list[str]) -> None:
    st.session_state["library-dialog"] = (name, ids)


def _close() -> None:
    st.session_state.pop("library-dialog", None)


def _button(
    name: str, icon: str, chosen: Sequence[Entry], usable: bool, act: "Callable[..., None] | None" = _open
) -> bool:
    return st.button(
        name,
        icon=icon,
        disabled=not usable,
        key=f"documents-{name.split()[0].lower()}",
        help=None if usable else "Choose a document in the table first",
        on_click=act,
        args=(name, [entry.id for entry in chosen]),
    )


def _dialog(entries: Sequence[Entry], library: "Library") -> None:
    """The open one. It is kept in the session, so that the page may run again under it."""
    name, ids = st.session_state.get("library-dialog", ("", []))
    chosen = [e for e in entries if e.id in ids]
    if not chosen:
        return _close()
    edited = "Edit document" if len(chosen) == 1 else f"Edit {count(len(chosen), 'document')}"
    title = {"Preview": label(short(chosen[0].title, 90)), "Edit": edited, "Remove": "Remove documents"}[name]
    bodies: dict[str, Callable[..., None]] = {
        "Preview": _preview, "Edit": partial(document_edit.show, start=_start), "Remove": _remove,
    }  # fmt: skip
    width: Literal["medium", "small"] = "medium" if name == "Preview" else "small"
    st.dialog(title, width=width, on_dismiss=_close)(bodies[name])(chosen, library)
    return None


def _preview(chosen: Sequence[Entry], library: "Library") -> None:
    document = library.catalog.document(chosen[0].id)
    if document is None:
        st.info("It has just left the library.")
        return
    st.html(f'<dl class="facts">{"".join(map(_fact, _facts(chosen[0])))}</dl>')
    with st.container(height=460, key="document"):
        st.html(f'<div class="document">{escape(plain(document.text[:_LONGEST]))}</div>')
    if len(document.text) > _LONGEST:
        st.caption(f"The first {_LONGEST:,} of {len(document.text):,} characters.")


def _facts(entry: Entry) -> list[tuple[str, str]]:
    facts = [
        ("Source", entry.source or "unknown"),
        ("Author", entry.author or ""),
        ("Published", day(entry.published)),
        ("Tags", ", ".join(entry.tags)),
        *(("Not read", str(loss)) for loss in entry.losses),
        ("Address", entry.url or ""),
        ("Files" if len(entry.paths) > 1 else "File", "\n".join(entry.paths)),
    ]
    return [(name, value) for name, value in facts if value]


def _fact(fact: tuple[str, str]) -> str:
    return f"<dt>{fact[0]}</dt><dd>{escape(plain(fact[1]))}</dd>"


def _remove(chosen: Sequence[Entry], library: "Library") -> None:
    for entry in chosen[:10]:
        st.write(label(entry.title))
    if len(chosen) > 10:
        st.caption(f"and {len(chosen) - 10} more")
    st.caption("Earlier answers keep the passages they cite. The files themselves stay where they are.")
    if st.button(f"Remove {count(len(chosen), 'document')}", type="primary", key="confirm-remove"):
        remove([entry.id for entry in chosen], library, f"Removing {count(len(chosen), 'document')}")


def remove(ids: list[str], library: "Library", name: str) -> None:
    """Takes them out beside the page."""
    _start(name, partial(_removed, ids, library))


def _start(name: str, work: "Callable[[OnProgress], Report]") -> None:
    session.change(name, work)
    _close()
    st.rerun()


def _removed(ids: list[str], library: "Library", on_progress: "OnProgress") -> "Report":
    from index.build import remove
    from index.progress import Report

    return Report(removed=remove(ids, library, on_progress))
