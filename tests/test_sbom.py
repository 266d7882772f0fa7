"""What Dossier is made of is known, with a licence that lets it be passed on."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts" / "sbom.py"
sbom = runpy.run_path(str(SCRIPT))


def test_every_package_states_a_licence_and_none_binds_what_is_built_on_it() -> None:
    found = list(sbom["packages"]())
    assert len(found) > 100
    assert [name for name, _, said in found if said == sbom["UNSAID"]] == []
    choices = {name: re.split(r"\bOR\b|\bor\b", said) for name, _, said in found}
    bound = [name for name, any_of in choices.items() if all(re.search(r"(?<!L)GPL", one) for one in any_of)]
    assert bound == []


def test_the_bill_of_materials_is_one_of_cyclonedx() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--json"], capture_output=True, text=True, check=True)
    bill = json.loads(done.stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    streamlit = next(c for c in bill["components"] if c["name"] == "streamlit")
    assert streamlit["purl"] == f"pkg:pypi/streamlit@{streamlit['version']}"
