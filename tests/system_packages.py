"""Chromium and a Chinese font for the browser tests, from the system's package manager where it gives them."""

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def main() -> None:
    if any(shutil.which(name) for name in BROWSERS) and _has_chinese_font():
        return
    command = _command()
    if command is None:
        sys.stderr.write(
            "No Chromium found: the browser tests will be skipped. Install Chromium or Chrome to run them.\n"
        )
        return
    for step in command:
        if subprocess.run(step, check=False).returncode:
            sys.stderr.write(f"{' '.join(step)} failed: browser tests may be skipped, Chinese may show as boxes.\n")
            return


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return sys.platform != "linux"  # macOS and Windows bring one
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout.strip())


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
        install = [*sudo, "apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"]
        return [[*sudo, "apt-get", "update", "-qq"], install]
    if shutil.which("brew"):
        return [["brew", "install", "--cask", "chromium"]]
    return None


if __name__ == "__main__":
    main()
