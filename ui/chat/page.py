"""The chat: a conversation, the question box, and the source panel beside them."""

from dataclasses import replace
from functools import partial

import streamlit as st

from rag.conversation.exchange import Exchange, Rating, State
from rag.types import Answer, BriefingKind
from serving.people import Role
from ui import components, failing, filters, session
from ui.answer.briefing import progress
from ui.answer.view import exchange_data
from ui.background.suggestions import Turn
from ui.chat import briefing_export, pinning, rating, reading, rewording, settings, sidebar, start
from ui.chat.asking import ASKED, ask, is_live
from ui.look import looking
from ui.plain import count
from ui.sources import source_panel

_LOOK = 0.2
"""Seconds between two looks at an answer in the making; each answer more in the making makes it as much longer, else
looking at many would leave no time for answering them."""
_LOOK_AFTER = 0.5
"""Seconds between two looks for questions to suggest, as much longer with each answer in the making."""
_BOX = "question"
"""The session's name for what was just typed into the question box."""
_MARGIN = 0.02
"""How far below what was believed of the evidence the threshold goes when it is asked again more readily."""


def page() -> None:
    with failing.told(typed=st.session_state.get(_BOX)):
        _page()


def _page() -> None:
    st.session_state.clicked = False
    conversation = session.conversation()
    sidebar.show(conversation)
    exchanges = tuple(_current(e) for e in conversation.exchanges) if conversation else ()
    for exchange in exchanges:
        _show(exchange, exchanges, last=exchange is exchanges[-1])
    briefing = exchanges[-1].answer.briefing if exchanges and exchanges[-1].answer else None
    if briefing and briefing.rows and not is_live(exchanges[-1]):
        briefing_export.show(briefing, exchanges[-1].id)
    if "to-ask" in st.session_state:
        text, kind = st.session_state.pop("to-ask")
        ask(text, kind=kind)
        st.rerun()
    if not exchanges:
        start.show()
    _bottom(exchanges[-1] if exchanges else None)
    source_panel.show(exchanges)
    if conversation and sidebar.deleting(conversation):
        sidebar.confirm(conversation)
    elif rewording.KEY in st.session_state:
        rewording.show(exchanges)
    elif "pinning" in st.session_state:
        pinning.show(exchanges)
    elif "rated" in st.session_state:
        rating.show(exchanges)
    elif "thumb" in st.session_state:
        from ui.chat import thumbs  # what it imports takes seconds, and a chat without thumbs needs none of it

        thumbs.show(exchanges)


def _show(exchange: Exchange, exchanges: tuple[Exchange, ...], *, last: bool) -> None:
    # Finished ones stand in a fragment as well: a look that comes late finds the same place, and nothing jumps.
    generations = session.services().generations
    live = exchange.state is State.ANSWERING and generations.get(exchange.id) is not None
    suggestions = _suggestions(exchange, exchanges) if last else ()
    others = generations.running
    again = _LOOK * max(1, others) if live else _LOOK_AFTER * (1 + others) if suggestions is None else None
    looking(_exchange, every=again)(exchange, exchanges, live=live, last=last, suggestions=suggestions)


def _exchange(
    exchange: Exchange,
    exchanges: tuple[Exchange, ...],
    *,
    live: bool,
    last: bool,
    suggestions: tuple[str, ...] | None,
) -> None:
    """Looks at an answer in the making; the whole page runs again when it ends, and after every click."""
    if st.session_state.pop("clicked", False):
        st.rerun()
    if not live:
        if suggestions is None and _suggestions(exchange, exchanges) is not None:
            st.rerun()
        _mount(exchange, live=False, last=last, suggestions=suggestions or ())
        return
    generation = session.services().generations.get(exchange.id)
    if generation is None or generation.draft.state is not State.ANSWERING:
        st.rerun()
    seen = f"seen-{exchange.id}"
    draft = generation.wait(st.session_state.get(seen, -1), _LOOK)
    st.session_state[seen] = draft.version
    doing = progress(draft.briefing) or _stage(draft.before) if draft.evidence is None else ""
    _mount(replace(exchange, answer=draft.as_answer()), live=True, text=draft.text, last=last, doing=doing)


def _suggestions(exchange: Exchange, exchanges: tuple[Exchange, ...]) -> tuple[str, ...] | None:
    """What can be asked next; None while that is being found."""
    services, answer = session.services(), exchange.answer
    assistant = services.ready
    if answer is None or exchange.state is not State.DONE or assistant is None:
        return ()
    asked = [e.question for e in exchanges]

    def find(turn: Turn) -> tuple[str, ...]:
        from rag.suggestions.suggest import follow_ups

        threshold = assistant.options.abstain_threshold
        return follow_ups(
            answer, assistant.library, threshold=threshold, asked=asked, filters=exchange.filters, turn=turn
        )

    return services.suggestions.get(exchange.id, find)


def _current(exchange: Exchange) -> Exchange:
    """What an answer in the making has come to: it may be a moment ahead of the disk."""
    generation = session.services().generations.get(exchange.id)
    if generation is None or exchange.state is not State.ANSWERING:
        return exchange
    draft = generation.draft
    return replace(exchange, state=draft.state, answer=draft.as_answer(), failure=draft.failure)


def _mount(
    exchange: Exchange,
    *,
    live: bool,
    text: str = "",
    last: bool = False,
    suggestions: tuple[str, ...] = (),
    doing: str = "",
) -> None:
    opened = session.opened_source()
    key = f"exchange-{exchange.id}"
    components.exchange(
        key=key,
        data=exchange_data(
            exchange,
            live=live,
            text=text,
            open_key=opened[1] if opened and opened[0] == exchange.id else None,
            last=last,
            new=st.session_state.get(ASKED) == exchange.id,
            suggestions=suggestions,
            progress=doing,
        ),
        on_open_change=partial(source_panel.open_citation, key, exchange.id),
        on_stop_change=partial(_stop, exchange.id),
        on_kind_change=failing.clicked(partial(_read_as, key, exchange)),
        on_ask_change=failing.clicked(partial(_ask_next, key)),
        on_offer_change=failing.clicked(partial(_take_offer, key, exchange)),
        on_act_change=failing.clicked(partial(_act, key, exchange)),
        on_look_change=_look,
    )


def _stage(before: int | None) -> str:
    """What an answer waits for before anything is found."""
    services = session.services()
    if services.ready is None:
        return "Opening the library and starting the model…"
    if services.models.busy:
        return "Waiting for the other model…"
    if before is not None:
        return f"Waiting for its turn: {count(before, 'question')} before it…" if before else "Next in turn…"
    documents, _ = services.ready.library.catalog.counts()
    return f"Looking through {count(documents, 'document')}…"


def _look() -> None:
    """The browser has heard nothing for seconds: the whole page runs again."""
    st.session_state.clicked = True


def _bottom(last: Exchange | None) -> None:
    busy = last is not None and is_live(last)
    with st.bottom:
        text = st.chat_input(
            "Stop the answer to ask something else" if busy else "Ask your documents", disabled=busy, key=_BOX
        )
        with st.container(key="focus"):
            components.focus(key="focus-box", data={"free": not busy})
        with st.container(horizontal=True, vertical_alignment="center", key="status"):
            filters.show()
            settings.show(look=not busy)
            if last and not busy and not settings.understood():
                reading.show(last, settings.understand)
    if text and text.strip():
        ask(text.strip())
        st.rerun()


def _ask_next(key: str) -> None:
    wanted = st.session_state[key].get("ask")
    if wanted:
        st.session_state.clicked = True
        session.close_source()
        ask(str(wanted))


def _read_as(key: str, exchange: Exchange) -> None:
    """The question once more, as another kind."""
    wanted = st.session_state[key].get("kind")
    if wanted:
        st.session_state.clicked = True
        session.close_source()
        ask(exchange.question, replacing=exchange, kind=BriefingKind(wanted))


def _take_offer(key: str, exchange: Exchange) -> None:
    """What was offered below a question that was declined."""
    match st.session_state[key].get("offer"), exchange.answer:
        case "lift", _:
            filters.clear()
            ask(exchange.question, replacing=exchange)
        case "readily", Answer(belief=float() as belief):
            # A little below it: the same evidence may be weighed a hair differently when it is found again.
            ask(exchange.question, replacing=exchange, abstain_threshold=max(0.0, belief - _MARGIN))
        case "briefing", _:
            ask(exchange.question, replacing=exchange, kind=BriefingKind.LIST)
        case _:
            return
    st.session_state.clicked = True


def _act(key: str, exchange: Exchange) -> None:
    """What a button below an answer is for. A thumb is noted by one click, and the same again takes it back; making a
    test prompt of it is a step of its own."""
    state, rated = st.session_state, exchange.rating
    match state[key].get("act"):
        case "again":
            session.close_source()
            ask(exchange.question, replacing=exchange)
        case "edit":
            rewording.begin(exchange)
        case "pin":
            pinning.begin(exchange)
        case "test" if rated and session.may(Role.EDITOR):
            state.thumb = (exchange.id, rated.good)
        case "up" | "down" as direction:
            good = direction == "up"
            taken_back = rated is not None and rated.good == good
            session.services().conversations.rate(exchange.id, None if taken_back else Rating(good=good))
            if not good and not taken_back:
                state.rated = exchange.id
        case _:
            return
    state.clicked = True


def _stop(exchange_id: str) -> None:
    generation = session.services().generations.get(exchange_id)
    if generation:
        st.session_state.clicked = True
        generation.stop()
