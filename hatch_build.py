"""What a wheel brings within the package: the app, its pages and settings, and the samples; and what it is made of."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = ("app.py", "pages", ".streamlit/config.toml", "sample_data")
BILL = "benchmarks/sbom.py"
"""Makes the bill of materials; not there where a container is built, which needs none."""


class WheelHook(BuildHookInterface):
    """Puts what stands beside the package into `interest/_app`, where `interest.config.app_folder` finds it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":  # an editable install finds them where they are
            build_data["force_include"] |= {name: f"interest/_app/{name}" for name in BESIDE}
            if (script := Path(self.root, BILL)).is_file():
                bill = Path(self.directory, "interest.cdx.json")  # beside the wheel as well
                bill.parent.mkdir(parents=True, exist_ok=True)
                bill.write_text(runpy.run_path(str(script))["written"](), "utf-8")
                build_data["sbom_files"].append(str(bill))
