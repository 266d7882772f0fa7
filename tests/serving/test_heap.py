"""What glibc is told, seen in a process of its own: it cannot be taken back."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

_LOOK = """
import ctypes, json, os, sys, threading
from serving.heap import keep_small

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype, libc.malloc.restype, libc.free.argtypes = Info, ctypes.c_void_p, [ctypes.c_void_p]
libc.fopen.restype, libc.fclose.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
told = keep_small() if sys.argv[1] == "small" else None

libc.free(libc.malloc(20_000_000))  # the largest block seen freed: glibc's bound would follow it
before = libc.mallinfo2().hblks
held = libc.malloc(4_000_000)
apart = libc.mallinfo2().hblks - before

together = threading.Barrier(12)
def work():
    together.wait()
    block = libc.malloc(1_000)  # holds the heap that the thread was given
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()

file = libc.fopen(sys.argv[2].encode(), b"w")
libc.malloc_info(0, file)
libc.fclose(file)
print(json.dumps({"told": told, "apart": apart, "heaps": open(sys.argv[2]).read().count("<heap nr=")}))
"""

pytestmark = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc's own settings")


def _look(tmp_path: Path, how: str, **environment: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, how, str(tmp_path / "malloc.xml")], check=True, capture_output=True, text=True,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), **environment},
    )  # fmt: skip
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_threads_share_two_heaps_and_large_blocks_stand_apart(tmp_path: Path) -> None:
    assert _look(tmp_path, "small") == {"told": True, "apart": 1, "heaps": 2}


def test_without_it_each_thread_has_a_heap_and_large_blocks_stay_in_it(tmp_path: Path) -> None:
    found = _look(tmp_path, "as it comes")
    assert found["heaps"] > 2
    assert found["apart"] == 0


def test_what_the_environment_says_counts_first(tmp_path: Path) -> None:
    assert _look(tmp_path, "small", MALLOC_ARENA_MAX="4")["heaps"] == 4
