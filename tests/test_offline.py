"""Nothing leaves the machine: add, ask, evaluate and the app work without a route, and look no name up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALONE = ["unshare", "--map-root-user", "--net", "--mount"]
SUITE = """
name: offline
prompts:
  - {id: a, kind: fact, question: "On which day was the treaty of 1960 signed?", must: ["Jan. 19"]}
"""
APP = """
import http.client, os, socket, subprocess, sys, time
port = 8571
app = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "ui/server.py", f"--server.port={port}"])
def get(path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    return connection.getresponse().status
for _ in range(600):
    try:
        status = get("/_stcore/health")
        break
    except OSError:
        time.sleep(0.2)
assert status == 200 and get("/") == 200
# A page of another site that tries to connect: Streamlit once asked for its outside address then.
foreign = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": "http://elsewhere.example",
           "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13"}
assert get("/_stcore/stream", **foreign) in (400, 403)
time.sleep(3)
assert app.poll() is None
app.terminate()
app.wait(20)
"""


def _alone(names: Path, *command: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ALONE, sys.executable, "-m", "tests.offline", str(names), sys.executable, *command],
        cwd=ROOT, env=os.environ | {"DOSSIER_DATA": str(data), "DOSSIER_LLM": "none"},
        capture_output=True, text=True, check=False, timeout=250,
    )  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _may_be_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The trap works: a name that is looked up is caught, and what is not there is not reached."""
    folder = tmp_path_factory.mktemp("trap")
    look = "import socket\ntry:\n    socket.getaddrinfo('caught.example', 80)\nexcept OSError:\n    print('nowhere')"
    try:
        done = _alone(folder / "names", "-c", look, data=folder)
    except FileNotFoundError:
        pytest.skip("this machine has no unshare")
    if done.returncode:
        pytest.skip(f"this machine lends no network of one's own: {done.stderr[-200:]}")
    assert done.stdout == "nowhere\n"
    assert "caught.example" in (folder / "names").read_text()


@pytest.mark.slow
@pytest.mark.timeout(900)  # four programs start, on a machine that may be busy
def test_nothing_is_looked_up_by_what_people_run(tmp_path: Path) -> None:
    suite, names, data = tmp_path / "suite.yaml", tmp_path / "names", tmp_path / "data"
    suite.write_text(SUITE, encoding="utf-8")
    for command in (
        ["-m", "index", "add", "corpus"],
        ["-m", "rag", "On which day was the treaty of 1960 signed?"],
        ["-m", "evals", "run", str(suite)],
        ["-c", APP],
    ):
        done = _alone(names, *command, data=data)
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    looked_up = names.read_text() if names.exists() else ""
    assert looked_up == ""
