"""What a wheel brings within the package: the app, its pages and settings, and the samples."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = ("app.py", "pages", ".streamlit/config.toml", "sample_data")


class WheelHook(BuildHookInterface):
    """Puts what stands beside the package into `interest/_app`, where `interest.config.app_folder` finds it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":  # an editable install finds them where they are
            build_data["force_include"] |= {name: f"interest/_app/{name}" for name in BESIDE}
