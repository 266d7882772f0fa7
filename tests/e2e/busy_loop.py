"""The app on a machine so busy that the server hears of what its pages have drawn only after a while.

Every event of a run reaches the server's loop a moment late, in order; what browsers send is heard at once. On two
cores with ten readers that happens by itself, now and then.
"""

from pathlib import Path
from typing import Any

from streamlit.runtime.app_session import AppSession
from streamlit.starlette import App

_LATE = 0.15
_hear = AppSession._on_scriptrunner_event


def _hear_late(self: AppSession, *args: Any, **kwargs: Any) -> None:
    loop = self._event_loop
    loop.call_soon_threadsafe(loop.call_later, _LATE, lambda: _hear(self, *args, **kwargs))


AppSession._on_scriptrunner_event = _hear_late  # type: ignore[method-assign]

app = App(Path(__file__).parent.parent.parent / "app.py")
