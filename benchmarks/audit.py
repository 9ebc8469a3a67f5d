"""Whether holes are known in the locked packages: asks the advisories of the Python index by pip-audit.

    make audit
    python benchmarks/audit.py [LOCK]     # with pip-audit installed

Exit code 1 where one is known. Where the advisories can't be reached nothing is known of them: that is said, and is no
failure, so that a machine with nothing but a mirror of packages can run it.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"


def verdict(packages: Sequence[Mapping[str, Any]]) -> tuple[int, list[str]]:
    """The exit code, and what there is to say of what pip-audit found.

    Packages that the service does not know are skipped by pip-audit, which then says that there are no known holes.
    """
    skipped = [package for package in packages if "skip_reason" in package]
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'none'}"
        for package in packages for hole in package.get("vulns", ())
    ]  # fmt: skip
    checked = len(packages) - len(skipped)
    said = [f"{checked} of {len(packages)} packages were checked; {len(holes)} known holes."]
    if skipped:
        said.append(f"Not checked: {len(skipped)}, since the advisories can't be reached or don't know them.")
    return (1 if holes else 0), [*holes, *said]


def main(lock: str = str(LOCK)) -> int:
    """Ask, and print what is known."""
    asked = [sys.executable, "-m", "pip_audit", "--requirement", lock, "--disable-pip", "--require-hashes"]
    done = subprocess.run([*asked, "--format", "json", "--progress-spinner", "off"], capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "pip-audit said nothing")
        print(f"Not checked: {reason.strip()}")
        return 0
    code, said = verdict(packages)
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
