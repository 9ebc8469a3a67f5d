"""The bill of materials of a release (CycloneDX 1.6, JSON): all locked packages with sums, licences and who needs them.

    python benchmarks/sbom.py > interest.cdx.json

It is made of `requirements.lock` and `docs/licences.md` alone, so that the same lock gives the same bill. Each wheel
brings it along (PEP 770; see `hatch_build.py`).
"""

import json
import re
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCK, LICENCES = ROOT / "requirements.lock", ROOT / "docs" / "licences.md"
_PACKAGE = re.compile(r"([\w.-]+)==([^ ;]+)(?: ; ([^\\]+?))? \\")
_SUM = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_LICENCE = re.compile(r"^\| (\S+) \| ([^|]+?) \|$", re.MULTILINE)
_MODEL = re.compile(r"^\| (\S+) \| ([^|]+?) \| ([^|]+?) \|$", re.MULTILINE)
_OURSELVES = "interest (pyproject.toml)"


@dataclass(frozen=True)
class Locked:
    """A package of the lock."""

    name: str
    version: str
    condition: str
    """On which systems it is installed; "" for all."""
    sums: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def ref(self) -> str:
        """Its package URL."""
        return f"pkg:pypi/{self.name}@{self.version}"


def locked(text: str) -> Iterator[Locked]:
    """The packages of a lock that `uv pip compile --generate-hashes` wrote."""
    for block in re.split(r"\n(?=\S)", text):
        if found := _PACKAGE.match(block):
            via = re.split(r"# via", block)[-1]
            needed_by = tuple(line.strip(" #") for line in via.splitlines() if line.strip(" #") and "-c " not in line)
            name, version, condition = found.groups(default="")
            yield Locked(name, version, condition, tuple(_SUM.findall(block)), needed_by)


def bill(lock: str, licences: str, version: str) -> dict[str, Any]:
    """What a release is made of."""
    packages = list(locked(lock))
    said = {name.lower().replace("_", "-"): licence for name, licence in _LICENCE.findall(licences)}
    ourselves = {"type": "application", "bom-ref": "interest", "name": "interest", "version": version}
    models = [
        {"type": "machine-learning-model", "bom-ref": f"model:{name}", "name": name, "description": place,
         "licenses": [{"license": {"name": licence}}]}
        for name, place, licence in _MODEL.findall(licences) if name not in ("model", "---")
    ]  # fmt: skip
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, version + lock + licences)}",
        "version": 1,
        "metadata": {"component": {**ourselves, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [*(_component(package, said) for package in packages), *models],
        "dependencies": [
            {"ref": ref, "dependsOn": [package.ref for package in packages if name in package.needed_by]}
            for ref, name in (("interest", _OURSELVES), *((package.ref, package.name) for package in packages))
        ],
    }


def _component(package: Locked, licences: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "library", "bom-ref": package.ref, "name": package.name, "version": package.version,
        "purl": package.ref, "hashes": [{"alg": "SHA-256", "content": sum_} for sum_ in package.sums],
    }  # fmt: skip
    if licence := licences.get(package.name):
        found["licenses"] = [{"license": {"name": licence}}]
    if package.condition:
        found["properties"] = [{"name": "interest:installed-where", "value": package.condition}]
    return found


def written() -> str:
    """The bill of what is locked now, as a file has it."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    made = bill(LOCK.read_text("utf-8"), LICENCES.read_text("utf-8"), version)
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(written(), end="")
