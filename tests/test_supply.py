"""What is installed and how it is run for others: licences known, sums for all packages, nothing as root."""

import json
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_all_licences_are_listed_and_allowed() -> None:
    licences = runpy.run_path(str(ROOT / "benchmarks" / "licences.py"))
    found = licences["packages"]()
    assert len(found) > 80
    assert licences["not_allowed"](found) == {}
    others = {"a": "GNU Affero General Public License v3", "b": "", "c": "MIT"}
    assert licences["not_allowed"](others).keys() == {"a", "b"}
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    assert [name for name in found if f"| {name} |" not in listed] == []


def test_the_lock_has_all_packages_with_sums_and_the_pinned_versions() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==([^ ]+) [^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE))
    assert len(locked) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in project["dependencies"]}
    assert wanted <= locked.keys()
    pinned = dict(re.findall(r"^([\w.-]+)==([^ ;\n]+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
    assert {name: locked[name] for name in wanted if name in pinned} == {
        name: pinned[name] for name in wanted & pinned.keys()
    }


def test_the_bill_of_materials_is_that_of_the_lock() -> None:
    made = runpy.run_path(str(ROOT / "benchmarks" / "sbom.py"))
    bill = json.loads(made["written"]())
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert made["written"]() == made["written"]()
    packages = {part["purl"]: part for part in bill["components"] if part["type"] == "library"}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert set(packages) == {
        f"pkg:pypi/{name}@{at}" for name, at in re.findall(r"^([\w.-]+)==([^ ]+)", lock, re.MULTILINE)
    }
    sums = [one["content"] for part in packages.values() for one in part["hashes"]]
    assert sorted(sums) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))
    licences = runpy.run_path(str(ROOT / "benchmarks" / "licences.py"))
    installed = {name.lower().replace("_", "-").replace(".", "-") for name in licences["packages"]()}
    named = {part["name"] for part in packages.values() if "licenses" in part}
    assert {part["name"] for part in packages.values()} & installed <= named
    assert {part["name"] for part in bill["components"] if part["type"] == "machine-learning-model"} == {
        name for name, *_ in licences["MODELS"]
    }
    # Whoever needs something, and what they need, is there; and all are needed by somebody.
    needs = {part["ref"]: set(part["dependsOn"]) for part in bill["dependencies"]}
    assert needs.keys() == {"interest", *packages}
    assert set().union(*needs.values()) == packages.keys()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(needs["interest"]) == len(project["dependencies"])


def test_holes_that_are_known_fail_and_what_was_not_asked_is_said() -> None:
    verdict = runpy.run_path(str(ROOT / "benchmarks" / "audit.py"))["verdict"]
    sound = {"name": "a", "version": "1", "vulns": []}
    holed = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
    unknown = {"name": "c", "skip_reason": "not found"}
    assert verdict([sound]) == (0, ["1 of 1 packages were checked; 0 known holes."])
    code, said = verdict([sound, holed, unknown])
    assert code == 1
    assert said == [
        "b 2: PYSEC-1, mended in 3", "2 of 3 packages were checked; 1 known holes.",
        "Not checked: 1, since the advisories can't be reached or don't know them.",
    ]  # fmt: skip


def test_the_container_is_no_root_and_reads_only() -> None:
    image, compose = (ROOT / "Dockerfile").read_text("utf-8"), (ROOT / "compose.yaml").read_text("utf-8")
    assert re.search(r"^USER 10001$", image, re.MULTILINE)
    assert image.rindex("USER 10001") < image.rindex("CMD")
    assert "HEALTHCHECK" in image
    assert "--require-hashes" in image
    for word in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges", 'expose: ["8501"]', "INTEREST_USER_HEADER"):
        assert word in compose
    assert "8501:" not in compose  # nobody gets past the proxy
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", image, re.MULTILINE)
    allowed = {
        line[1:].split("/")[0] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[0] == "!"
    }
    assert {name for line in copied for name in line.split()} <= allowed


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    assert subprocess.run([hadolint, str(ROOT / "Dockerfile")], check=False).returncode == 0
