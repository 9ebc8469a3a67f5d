"""What tests need beside Python: Chromium and a Chinese font, and on Debian PostgreSQL, from the package manager."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

POSTGRESQL = Path("/usr/lib/postgresql")
"""Where Debian puts the programs of the server, in a folder a version."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def main() -> None:
    if any(shutil.which(name) for name in BROWSERS) and _has_chinese_font() and _has_postgresql():
        return
    command = _command()
    if command is None:
        sys.stderr.write(
            "No Chromium found: the browser tests will be skipped. Install Chromium or Chrome to run them.\n"
        )
        return
    for step in command:
        if subprocess.run(step, check=False).returncode:
            sys.stderr.write(
                f"{' '.join(step)} failed: tests with a browser or with PostgreSQL may be skipped, Chinese may show as "
                "boxes.\n"
            )
            return


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return sys.platform != "linux"  # macOS and Windows bring one
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip())


def postgresql() -> Path | None:
    """The folder with the programs of a PostgreSQL server; None where there is none."""
    folders = sorted(POSTGRESQL.glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


def _has_postgresql() -> bool:
    return postgresql() is not None or not shutil.which("apt-get")  # elsewhere its test is skipped


def _works(command: list[str]) -> bool:
    return bool(shutil.which(command[0])) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _command() -> list[list[str]] | None:
    if shutil.which("apt-get"):
        if os.geteuid() == 0:
            sudo = []
        elif (
            shutil.which("sudo")
            and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
        ):
            sudo = ["sudo", "-n"]
        else:
            return None
        install = [*sudo, "apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk", "postgresql"]
        return [[*sudo, "apt-get", "update", "-qq"], install]
    if shutil.which("brew"):
        return [["brew", "install", "--cask", "chromium"]]
    return None


if __name__ == "__main__":
    main()
