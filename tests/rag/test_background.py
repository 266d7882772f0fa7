"""Work in a thread whose progress is looked at."""

import threading
from dataclasses import dataclass

from rag.background import Background


@dataclass(frozen=True)
class Steps:
    done: int = 0
    ended: bool = False


class Walk(Background[Steps]):
    def __init__(self) -> None:
        super().__init__(Steps(), "walk")
        self.go = threading.Event()

    def _work(self) -> None:
        self._see(done=1)
        self.go.wait(30)
        self._see(done=2, ended=True)

    def stop(self) -> Steps | None:
        return self._see(lambda steps: not steps.ended, ended=True)


def test_whoever_waits_sees_what_the_thread_tells() -> None:
    walk = Walk()
    assert walk.sight == Steps()
    walk.start()
    assert walk._wait(lambda steps: steps.done == 1, 30) == Steps(done=1)
    assert walk._wait(lambda steps: steps.done == 2, 0.01) == Steps(done=1)
    walk.go.set()
    walk.join(30)
    assert walk.sight == Steps(done=2, ended=True)


def test_what_has_ended_is_not_ended_again() -> None:
    walk = Walk()
    assert walk.stop() == Steps(ended=True)
    assert walk.stop() is None
    assert walk.sight == Steps(ended=True)
