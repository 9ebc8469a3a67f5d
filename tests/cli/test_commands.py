"""The list of commands says of each what the command itself says, without importing any."""

import subprocess
import sys

import typer

from interest.cli import COMMANDS, app


def test_what_stands_in_the_list_is_the_help_of_the_whole_command():
    group = typer.main.get_command(app)
    with group.make_context("interest", [], resilient_parsing=True) as context:
        assert group.list_commands(context) == list(COMMANDS)
        for name in COMMANDS:
            _, whole, rest = group.resolve_command(context, [name, "a", "b"])
            assert rest == ["a", "b"]
            assert whole.help and whole.help.split() == group.get_command(context, name).help.split()
        assert group.get_command(context, "nothing") is None


def test_importing_the_package_imports_nothing_that_takes_time():
    code = "import sys, interest; print({'numpy', 'pandas', 'torch', 'interest.study'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_every_public_name_can_be_had():
    code = "import interest; print([name for name in interest.__all__ if getattr(interest, name, None) is None])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
