"""Draws how a library's costs grow: python scripts/growth.py FIGURES.json … PICTURE.svg

The files are what `python -m evals bench DIR --stage scale --json FILE` wrote; of a size in several the last one holds.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from evals.scale.curves import drawn


def main(*files: str) -> None:
    *read, picture = map(Path, files)
    sizes: dict[float, dict[str, float]] = {}
    for file in read:
        for system in json.loads(file.read_text("utf-8"))["systems"]:
            values = {name: m["value"] for name, m in system["metrics"].items() if m["value"] is not None}
            sizes.setdefault(values["chunks"], {}).update(values)
    picture.write_text(drawn(list(sizes.values())), "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
