"""onnxruntime reports to its makers unless it is told not to before it is imported."""

import subprocess
import sys

import pytest

ENTRIES = ["index.embed", "index.__main__", "rag.models.readers", "rag.__main__", "evals.__main__", "ui.server"]


@pytest.mark.parametrize("module", ENTRIES)
def test_telemetry_is_off_before_onnxruntime_is_imported(module):
    watch = (
        "import sys, os, importlib, builtins\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'onnxruntime':\n"
        "            print(os.environ.get('ORT_DISABLE_TELEMETRY'), flush=True)\n"
        "            os._exit(0)\n"  # what is imported after it is not looked at, and takes most of the time
        "sys.meta_path.insert(0, Watch())\n"
        f"importlib.import_module({module!r})\n"
        "import onnxruntime\n"
    )
    environment = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == ["1"]
