"""What all commands share: what goes wrong is one line on stderr and exit code 2; help, Ctrl-C, closed pipes."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

import interest
from interest.config import studies_folder

WRITER = "user007"
RUN = [sys.executable, "-c", "import sys; from interest.cli import main; sys.exit(main())"]


def test_a_study_is_a_folder_or_a_saved_name(ask, small_study_folder, monkeypatch):
    by_folder = ask("tree", small_study_folder)
    shutil.copytree(small_study_folder, studies_folder() / "mine")
    assert ask("tree", "mine") == by_folder
    monkeypatch.chdir(small_study_folder.parent)
    assert ask("tree", "small") == by_folder


def test_an_unknown_study_names_those_there_are(complain, small_study_folder):
    shutil.copytree(small_study_folder, studies_folder() / "mine")
    assert "'nothing'" in complain("tree", "nothing")
    assert "(mine)" in complain("tree", "nothing")


def test_a_folder_without_a_study(complain, tmp_path):
    assert "study.json" in complain("tree", tmp_path)


def test_a_damaged_study(complain, small_study_folder):
    (small_study_folder / "tree.json").write_text("{", "utf-8")
    assert "damaged" in complain("tree", small_study_folder)


def test_ctrl_c_is_quiet(run, monkeypatch, tmp_path):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(interest, "build", interrupted)
    result = run("build", "x.csv", "--out", tmp_path / "out")
    assert (result.code, result.out, result.err) == (130, "", "")
    assert not (tmp_path / "out").exists()


def test_the_package_is_the_command(ask):
    said = subprocess.run([sys.executable, "-m", "interest", "--help"], capture_output=True, text=True)
    assert (said.returncode, said.stdout, said.stderr) == (0, ask("--help"), "")
    assert subprocess.run([sys.executable, "-m", "interest", "tree", "nothing"], capture_output=True).returncode == 2


def test_help_names_all_commands(ask):
    text = ask("--help")
    assert text == ask()
    commands = "build samples tree user recommend search train evaluate export report edit app"
    for command in commands.split():
        assert command in text
        assert "Usage" in ask(command, "--help")
    assert ask("--version") == f"{interest.__version__}\n"


def test_usage_errors(complain):
    assert "'nothing'" in complain("nothing")
    assert "--nothing" in complain("--nothing")
    assert "STUDY" in complain("tree")
    assert "--level" in complain("tree", "x", "--level", "leaf")


def test_help_is_fast():
    heavy = "{'torch', 'sklearn', 'umap', 'jieba', 'scipy', 'streamlit', 'plotly', 'transformers', 'pandas', 'numpy'}"
    code = f"import sys; from interest.cli import main; main(['--help']); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_a_reader_who_leaves_is_no_error(small_study_folder):
    for command in (["tree"], ["user", WRITER]):
        reading, writing = os.pipe()
        os.close(reading)
        arguments = [*RUN, command[0], str(small_study_folder), *command[1:]]
        done = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, text=True)
        os.close(writing)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_from_a_terminal(tmp_path):
    os.mkfifo(tmp_path / "begun")
    # A build that never ends, and says that it has begun.
    never = f"import interest; interest.build = lambda *_, **__: open({str(tmp_path / 'begun')!r}).read()"
    arguments = [*RUN[:-1], f"{never}; {RUN[-1]}", "build", "any.csv", "--out", str(tmp_path / "out")]
    with (
        subprocess.Popen(
            arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
        ) as program,
        (tmp_path / "begun").open("wb"),  # waits until the program reads, which then waits for more
    ):
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=60) == ("", "")
    assert program.returncode == 130
