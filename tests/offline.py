"""Runs a command where there is no route anywhere: python -m tests.offline NAMES COMMAND…

To be called through `unshare --map-root-user --net --mount`. Every name that anything looks up is written to the file
NAMES, whichever library asks for it: the machine's own name server is one in this process, which knows no name.
"""

import fcntl
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1
_NO_SUCH_NAME = 0x8183
"""Flags of an answer: recursion was asked for and is done, and there is no such name."""


def main(arguments: list[str]) -> int:
    """The command's exit status."""
    names, *command = arguments
    with socket.socket() as some:  # the loopback device is down at first
        fcntl.ioctl(some, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _IFF_UP))
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    _instead("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n", "/etc/resolv.conf")
    _instead("hosts: files dns\n", "/etc/nsswitch.conf")
    threading.Thread(target=_answer, args=(server, Path(names)), daemon=True).start()
    return subprocess.run(command, check=False).returncode


def _instead(text: str, path: str) -> None:
    """Puts a file of ours in the place of one of the machine's, for what runs in here."""
    with tempfile.NamedTemporaryFile("w", delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    subprocess.run(["mount", "--bind", file.name, str(Path(path).resolve())], check=True)


def _answer(server: socket.socket, names: Path) -> None:
    while True:
        asked, sender = server.recvfrom(4096)
        with names.open("a", encoding="utf-8") as log:
            log.write(f"{_name(asked[12:])}\n")
        server.sendto(asked[:2] + struct.pack(">H", _NO_SUCH_NAME) + asked[4:], sender)


def _name(question: bytes) -> str:
    """The labels at its beginning, each behind its length, joined by dots."""
    labels = []
    while question and (length := question[0]):
        labels.append(question[1 : length + 1].decode("ascii", "replace"))
        question = question[length + 1 :]
    return ".".join(labels)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
