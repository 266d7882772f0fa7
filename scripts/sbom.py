"""What Dossier is made of: python scripts/sbom.py prints name, version and licence of each package; --json a CycloneDX
bill of materials. Read from what is installed here, of the packages in requirements.txt."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"
UNSAID = "not stated"
_OSI = "License :: OSI Approved :: "
_LONGEST = 60
"""Characters of a licence's name; some packages state the whole text instead."""


def packages() -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of each, in the order of requirements.txt."""
    for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            stated = metadata(name)
        except PackageNotFoundError:
            sys.exit(f"error: {name} is not installed: `make install` installs what requirements.txt names.")
        yield stated["Name"], stated["Version"], licence(stated)


def licence(stated: PackageMetadata) -> str:
    """By its SPDX expression, else by its classifiers, else as the package says it in a line."""
    if expression := stated.get("License-Expression"):
        return expression
    classified = [c.removeprefix(_OSI) for c in stated.get_all("Classifier") or [] if c.startswith(_OSI)]
    said = (stated.get("License") or "").strip().split("\n")[0]
    return " or ".join(classified) or (said if 0 < len(said) <= _LONGEST else UNSAID)


def bill() -> dict[str, object]:
    """As CycloneDX 1.6 has it."""
    components = [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
            "licenses": [{"license": {"name": said}}],
        }
        for name, version, said in packages()
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}


def main() -> None:
    parser = argparse.ArgumentParser(description="Name, version and licence of what Dossier is made of.")
    parser.add_argument("--json", action="store_true", help="a CycloneDX bill of materials")
    if parser.parse_args().json:
        print(json.dumps(bill(), indent=1))
    else:
        for name, version, said in packages():
            print(f"{name:30} {version:15} {said}")


if __name__ == "__main__":
    main()
