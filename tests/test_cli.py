"""Commands do what they say; what goes wrong is one line on stderr and exit code 2."""

import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import interest
from interest.cli import main
from interest.cli.sample_studies import sample_folders
from interest.config import studies_folder
from interest.study import open_study
from interest.users.training import Settings

WRITER = "user007"
RUN = [sys.executable, "-c", "import sys; from interest.cli import main; sys.exit(main())"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, fake_encoder) -> Callable[..., SimpleNamespace]:
    """Runs a command line with the fake encoder: .code, .out, .err."""
    monkeypatch.setattr("interest.encoders.transformer.TransformerEncoder", lambda name: fake_encoder)

    def run(*arguments: object) -> SimpleNamespace:
        code = main([str(argument) for argument in arguments])
        return SimpleNamespace(code=code, **capsys.readouterr()._asdict())

    return run


@pytest.fixture
def ask(run) -> Callable[..., str]:
    """Runs a command line that has to work, and gives its output."""

    def ask(*arguments: object) -> str:
        result = run(*arguments)
        assert (result.code, result.err) == (0, "")
        return result.out

    return ask


@pytest.fixture
def complain(run) -> Callable[..., str]:
    """Runs a command line that has to fail, and gives its one line on stderr."""

    def complain(*arguments: object) -> str:
        result = run(*arguments)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("interest: ")
        assert result.err.count("\n") == 1
        return result.err

    return complain


# Finding a study


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


# Building


def test_build_saves_a_study(run, planted_frame, tmp_path):
    planted_frame(n_users=20, statements=6).to_csv(tmp_path / "posts.csv", index=False)
    result = run("build", tmp_path / "posts.csv", "--out", tmp_path / "out", "--name", "Posts")
    assert (result.code, result.err) == (0, "")
    study = interest.open_study(tmp_path / "out")
    assert result.out.startswith(f"Posts: {len(study.statements)} statements of 20 users in ")
    assert str(tmp_path / "out") in result.out


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, small_study) -> list[SimpleNamespace]:
    """The calls of `interest.build`, which gives the small study instead."""
    calls = []

    def build(data: object, **options: object) -> interest.Study:
        calls.append(SimpleNamespace(data=data, **options))
        return small_study

    monkeypatch.setattr(interest, "build", build)
    return calls


def test_build_passes_its_options_on(ask, built, tmp_path):
    out = ask(
        "build", "a.csv", "b.csv", "--out", "trial", "--items", "i.csv", "--interactions", "taken.csv",
        "--encoder", "english", "--categories", 5, "--topics", 9, "--seed", 3, "--ignore", "shop", "--ignore", "app",
        "--column", "text=body", "--column", "label=", "--day-first", "--quiet",
    )  # fmt: skip
    assert out == ""
    (call,) = built
    assert call.data == [Path("a.csv"), Path("b.csv")]
    assert (call.items, call.interactions) == (Path("i.csv"), Path("taken.csv"))
    assert (call.encoder, call.categories, call.topics, call.seed) == ("english", 5, 9, 3)
    assert list(call.ignore) == ["shop", "app"]
    assert call.columns == {"text": "body", "label": None}
    assert call.day_first is True
    assert call.name == "trial"
    assert (studies_folder() / "trial" / "study.json").is_file()


def test_one_folder_is_passed_as_such(ask, built, tmp_path):
    ask("build", tmp_path, "--out", tmp_path / "out")
    assert built[0].data == tmp_path


def test_build_complains_of_input(complain, tmp_path):
    assert "there is no such file" in complain("build", tmp_path / "no.csv", "--out", tmp_path / "out")
    assert "--out" in complain("build", tmp_path / "no.csv")
    assert "role=name" in complain("build", "x.csv", "--out", tmp_path / "out", "--column", "text")
    assert not (tmp_path / "out").exists()


def test_build_looks_first_whether_it_can_save(complain, built, tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").write_text("x", "utf-8")
    for place in ("file", "full", "file/below"):
        assert str(tmp_path / place) in complain("build", "x.csv", "--out", tmp_path / place)
    assert not built
    assert (tmp_path / "full" / "other.txt").read_text("utf-8") == "x"


def test_ctrl_c_is_quiet(run, monkeypatch, tmp_path):
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(interest, "build", interrupted)
    result = run("build", "x.csv", "--out", tmp_path / "out")
    assert (result.code, result.out, result.err) == (130, "", "")
    assert not (tmp_path / "out").exists()


# Samples


@pytest.fixture
def sample(tmp_path: Path, planted_frame, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of samples with one sample, from which the small study could have been built."""
    folder = tmp_path / "sample_data" / "planted"
    folder.mkdir(parents=True)
    planted_frame().to_csv(folder / "posts.csv", index=False)
    (folder / "README.md").write_text("# Planted", "utf-8")
    monkeypatch.setattr("interest.cli.sample_studies.SAMPLES_FOLDER", folder.parent)
    return folder


def test_samples_are_built_once(ask, built, sample):
    assert ask("samples") == "planted: built\n"
    assert ask("samples") == "planted: up to date\n"
    assert [call.data for call in built] == [sample]
    assert (studies_folder() / "planted" / "study.json").is_file()


def test_samples_are_built_again_when_their_data_change(ask, built, sample):
    ask("samples")
    (sample / "README.md").write_text("# Other words", "utf-8")
    assert ask("samples") == "planted: up to date\n"
    (sample / "items.csv").write_text("item_id,text\n1,lawn mower\n", "utf-8")
    assert ask("samples") == "planted: built\n"


def test_samples_are_built_again_when_the_format_changes(ask, built, sample):
    ask("samples")
    about = studies_folder() / "planted" / "study.json"
    about.write_text(json.dumps({**json.loads(about.read_text("utf-8")), "format": 0}), "utf-8")
    assert ask("samples") == "planted: built\n"
    assert ask("samples") == "planted: up to date\n"


def test_samples_leave_what_was_built_by_hand(ask, built, sample, small_study, planted_frame):
    small_study.save(studies_folder() / "planted")
    assert ask("samples") == "planted: up to date\n"
    (studies_folder() / ".samples.json").unlink()
    planted_frame(seed=1).to_csv(sample / "posts.csv", index=False)
    assert "stays as it is" in ask("samples")
    assert not built


def test_samples_may_be_missing(complain, monkeypatch, tmp_path):
    monkeypatch.setattr("interest.cli.sample_studies.SAMPLES_FOLDER", tmp_path / "sample_data")
    assert str(tmp_path / "sample_data") in complain("samples")


def test_the_samples_of_the_repository_are_found():
    root = Path(__file__).parents[1]
    assert sample_folders() == sorted(path.parent for path in root.glob("sample_data/*/README.md"))


# Asking


def test_tree_in_its_three_forms(ask, small_study, small_study_folder):
    categories = small_study.tree.level("category")
    lines = ask("tree", small_study_folder).splitlines()
    assert [line.split("  (")[0] for line in lines if line and line[0] != " "][: len(categories)] == [
        node.name for node in categories
    ]
    nodes = json.loads(ask("tree", small_study_folder, "--json"))
    assert [node["id"] for node in nodes] == [node.id for node in small_study.tree]
    assert ask("tree", small_study_folder, "--mermaid").startswith("flowchart LR\n  c1[")


@pytest.mark.parametrize(("level", "levels"), [("category", 1), ("topic", 2), ("keyword", 3)])
def test_tree_down_to_a_level(ask, small_study, small_study_folder, level, levels):
    nodes = json.loads(ask("tree", small_study_folder, "--json", "--level", level))
    kept = ("category", "topic", "keyword")[:levels]
    assert [node["id"] for node in nodes] == [node.id for node in small_study.tree if node.level in kept]
    assert {child for node in nodes for child in node["children"]} <= {node["id"] for node in nodes}
    chart = ask("tree", small_study_folder, "--mermaid", "--level", level)
    assert chart.count('["') == len(nodes)


def test_tree_cut_anew(ask, complain, small_study, small_study_folder):
    nodes = json.loads(ask("tree", small_study_folder, "--json", "--level", "category", "--categories", 3))
    assert len(nodes) == 3 != len(small_study.tree.level("category"))
    assert sum(node["size"] for node in nodes) == len(small_study.statements)
    assert "--categories" in complain("tree", small_study_folder, "--categories", 0)
    assert "--mermaid" in complain("tree", small_study_folder, "--json", "--mermaid")


def test_user(ask, small_study, small_study_folder):
    text = ask("user", small_study_folder, WRITER)
    profile = small_study.profile(WRITER)
    assert text.startswith(f"{WRITER}: {profile.n_statements} statements, 2026-")
    assert profile.top("topic", 1)["name"].item() in text
    answer = json.loads(ask("user", small_study_folder, WRITER, "--json"))
    assert answer["user_id"] == WRITER
    assert [row["node_id"] for row in answer["weights"]] == profile.weights["node_id"].tolist()
    assert {row["statement_id"] for row in answer["evidence"]} == set(profile.evidence["statement_id"])
    assert [row["user_id"] for row in answer["similar"]] == small_study.similar_users(WRITER)["user_id"].tolist()
    for row in answer["similar"]:
        found = small_study.shared_evidence(WRITER, row["user_id"])
        assert [(said["node_id"], said["text"], said["their_text"]) for said in row["evidence"]] == list(
            found[["node_id", "text", "their_text"]].itertuples(index=False, name=None)
        )
        own, theirs = (set(small_study.contents.weights(user)["node_id"]) for user in (WRITER, row["user_id"]))
        assert set(row["only_own"]) <= own - theirs and set(row["only_theirs"]) <= theirs - own
        assert set(row["only_own"]) | set(row["only_theirs"]) == set(row["differs"])
    assert any(row["only_own"] for row in answer["similar"]) and any(row["only_theirs"] for row in answer["similar"])
    assert "only this user" in text and "only the other" in text and "What they share, in their words" in text
    assert answer["similar"][0]["evidence"][0]["their_text"] in " ".join(text.split())


def test_a_user_who_wrote_nothing(ask, small_study_folder):
    assert ask("user", small_study_folder, "taker").startswith("taker: 0 statements; ")
    assert "What they share" not in ask("user", small_study_folder, "taker")
    answer = json.loads(ask("user", small_study_folder, "taker", "--json"))
    assert (answer["n_statements"], answer["first"], answer["weights"], answer["similar"]) == (0, None, [], [])


@pytest.mark.parametrize("command", ["user", "recommend"])
def test_an_unknown_user(complain, small_study_folder, command):
    assert "'nobody'" in complain(command, small_study_folder, "nobody")


def test_recommend(ask, small_study, small_study_folder):
    interests, items = small_study.recommend(WRITER, 3), small_study.recommend_items(WRITER, 3)
    text = ask("recommend", small_study_folder, WRITER, "--k", 3)
    assert all(small_study.tree[node].name in text for node in interests["node_id"])
    assert all(item in text for item in items["item_id"])
    answer = json.loads(ask("recommend", small_study_folder, WRITER, "--k", 3, "--json"))
    assert [row["node_id"] for row in answer["interests"]] == interests["node_id"].tolist()
    assert [row["item_id"] for row in answer["items"]] == items["item_id"].tolist()
    assert answer["items"][0]["text"].endswith(" set")
    reasons = [row["because"] for row in answer["interests"] + answer["items"]]
    assert len(reasons) == 6
    assert all(reason.endswith(".") for reason in reasons)


def test_recommend_items_alone(ask, complain, small_study, small_study_folder):
    def items(*options: object) -> list[str]:
        answer = json.loads(ask("recommend", small_study_folder, WRITER, "--k", 6, *options, "--json"))
        assert set(answer) == {"user_id", "items"}
        return [row["item_id"] for row in answer["items"]]

    category = small_study.tree.level("category")[1]
    assert items("--items") == small_study.recommend_items(WRITER, 6)["item_id"].tolist()
    inside = small_study.recommend_items(WRITER, 6, node=category.id)["item_id"].tolist()
    assert items("--in", category.id) == items("--items", "--in", category.name.upper()) == inside
    varied = small_study.recommend_items(WRITER, 6, diversity=0.7)["item_id"].tolist()
    assert items("--diversity", 0.7) == varied != items("--diversity", 0) == items("--items")
    text = ask("recommend", small_study_folder, WRITER, "--in", category.name)
    assert text.strip().startswith(f"Items for {WRITER}") and "Interests" not in text
    assert "'nowhere'" in complain("recommend", small_study_folder, WRITER, "--in", "nowhere")
    assert "--diversity" in complain("recommend", small_study_folder, WRITER, "--diversity", 1.5)


@pytest.mark.parametrize("option", [("--items",), ("--in", "Travel"), ("--diversity", "0.5")])
def test_items_of_a_study_without_items(complain, small_study_folder, newcomers, option):
    for name in ("items.parquet", "interactions.parquet", "item_vectors.npy"):
        (small_study_folder / name).unlink()
    for asked in ((WRITER,), ("--for", newcomers)):
        assert "has no items" in complain("recommend", small_study_folder, *asked, *option)


@pytest.fixture
def newcomers(tmp_path: Path) -> Path:
    rows = [("new1", "tomato and cucumber and zucchini"), ("new2", "吉他和弦"), ("new1", "our harvest of beans")]
    pd.DataFrame(rows, columns=["user_id", "text"]).to_csv(tmp_path / "new.csv", index=False)
    return tmp_path / "new.csv"


def test_recommend_to_new_users(ask, small_study, small_study_folder, newcomers):
    before = {path: path.read_bytes() for path in small_study_folder.rglob("*") if path.is_file()}
    first, second = json.loads(ask("recommend", small_study_folder, "--for", newcomers, "--k", 4, "--json"))
    assert (first["user_id"], first["n_statements"]) == ("new1", 2)
    assert (second["user_id"], second["n_statements"]) == ("new2", 1)
    gardeners = small_study.statements.groupby("user_id")["text"].agg(" ".join).str.contains("tomato|cucumber|beans")
    assert all(gardeners[row["user_id"]] for row in first["neighbours"])
    assert len(first["neighbours"]) == len(first["interests"]) == 4
    assert set(first["interests"][0]) == {"node_id", "name", "level", "path", "score", "because"}
    assert set(first["items"][0]) == {"item_id", "text", "score", "because"}
    assert {row["item_id"].split("-")[0] for row in first["items"][:3]} == {"vegetables"}
    assert {row["item_id"].split("-")[0] for row in second["items"][:3]} == {"guitars"}
    assert first["neighbours"][0]["evidence"][0]["text"] in ("tomato and cucumber and zucchini", "our harvest of beans")
    (alone, _) = json.loads(ask("recommend", small_study_folder, "--for", newcomers, "--items", "--k", 4, "--json"))
    assert alone == {name: first[name] for name in ("user_id", "n_statements", "items")}
    text = ask("recommend", small_study_folder, "--for", newcomers, "--k", 1)
    assert "new1: 2 statements\n" in text
    assert "new2: 1 statement\n" in text
    assert before == {path: path.read_bytes() for path in small_study_folder.rglob("*") if path.is_file()}


def test_recommend_wants_a_user_or_a_file(complain, small_study_folder, newcomers, tmp_path):
    assert "--for" in complain("recommend", small_study_folder)
    assert "--for" in complain("recommend", small_study_folder, WRITER, "--for", newcomers)
    assert "no such file" in complain("recommend", small_study_folder, "--for", tmp_path / "no.csv")
    assert "--k" in complain("recommend", small_study_folder, WRITER, "--k", 0)


def test_search(ask, complain, small_study_folder):
    answer = json.loads(ask("search", small_study_folder, "guitar chords", "--k", 2, "--json"))
    assert {name: len(rows) for name, rows in answer.items() if name != "intent"} == {
        "interests": 2, "users": 2, "statements": 2, "items": 2,
    }  # fmt: skip
    assert all("guitar" in row["text"] or "chords" in row["text"] for row in answer["statements"] + answer["users"])
    assert answer["items"][0]["item_id"].startswith("guitars-")
    text = ask("search", small_study_folder, "guitar chords")
    assert [line for line in text.splitlines() if line in ("Interests", "Users", "Statements", "Items")] == [
        "Interests", "Users", "Statements", "Items",
    ]  # fmt: skip
    assert "empty" in complain("search", small_study_folder, "  ")


def test_texts_of_users_are_not_markup(ask, small_study_folder):
    statements = small_study_folder / "statements.parquet"
    frame = pd.read_parquet(statements)
    frame.loc[frame["user_id"] == WRITER, "text"] = "[bold red]guitar[/] :smile: 喜欢"
    frame.to_parquet(statements)
    assert "[bold red]guitar[/] :smile: 喜欢" in ask("user", small_study_folder, WRITER)


# Handing on


def test_export(ask, complain, small_study, small_study_folder, tmp_path):
    file = tmp_path / "new folder" / "people.csv"
    assert ask("export", small_study_folder, "--what", "users", "--to", file) == f"61 rows in {file}\n"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfuser_id,statements,items,")
    assert ".xyz" in complain("export", small_study_folder, "--what", "users", "--to", tmp_path / "people.xyz")
    assert "'nodes'" in complain("export", small_study_folder, "--what", "nodes", "--to", file)
    (tmp_path / "taken.csv").mkdir()
    assert "taken.csv: " in complain("export", small_study_folder, "--what", "users", "--to", tmp_path / "taken.csv")
    assert "people.csv" in complain("export", small_study_folder, "--what", "users", "--to", file / "below.csv")


def test_report(ask, complain, small_study_folder, tmp_path):
    page, tables = tmp_path / "new" / "report.html", tmp_path / "tables.xlsx"
    options = ["--pseudonymous", "--no-quotes", "--min-users", 3, "--language", "zh"]
    said = ask("report", small_study_folder, "--to", page, "--to", tables, *options)
    assert str(page) in said
    assert str(tables) in said
    text = page.read_text("utf-8")
    assert "大家关心什么" in text
    assert WRITER not in text
    people = pd.read_excel(tables, sheet_name="用户", engine="calamine")["用户"]
    assert any(user in text for user in people)  # the files fit together
    ask("report", small_study_folder, "--to", page)
    assert WRITER in page.read_text("utf-8")
    assert "report.pdf" in complain("report", small_study_folder, "--to", page.with_suffix(".pdf"))
    assert "min_users" in complain("report", small_study_folder, "--to", page, "--min-users", 1000)
    assert "--min-users" in complain("report", small_study_folder, "--to", page, "--min-users", 0)


def test_app_runs_streamlit_on_the_app(run, monkeypatch, tmp_path):
    started = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: started.append((name, sys.argv, Path.cwd())))
    assert run("app", "--port", 8600, "--server.headless", "true").code == 0
    root = Path(interest.__file__).parents[1]
    options = ["--server.port", "8600", "--server.headless", "true"]
    assert started == [("streamlit", ["streamlit", "run", "app.py", *options], root)]


def test_app_may_be_missing(complain, monkeypatch, tmp_path):
    monkeypatch.setattr("interest.cli.handing_on.APP", tmp_path / "app.py")
    assert str(tmp_path / "app.py") in complain("app")


# Editing


def test_edit_and_undo(ask, small_study, small_study_folder):
    one, other, third = small_study.tree.level("topic")[:3]
    target = small_study.tree.level("category")[-1]
    assert ask("edit", small_study_folder, "rename", one.name.upper(), "弦乐 Strings") == (
        f"“{one.name}” is called “弦乐 Strings”.\n"
    )
    assert "are one" in ask("edit", small_study_folder, "merge", one.id, other.name, "--name", "Both")
    path = small_study.tree.path_name(third.id)
    assert "belongs to" in ask("edit", small_study_folder, "move", path, target.name)
    assert "is split into 3" in ask("edit", small_study_folder, "split", "both", "--into", 3)
    assert "is hidden" in ask("edit", small_study_folder, "hide", third.id)
    assert len(ask("edit", small_study_folder, "list").splitlines()) == 5
    nodes = {node["id"]: node for node in json.loads(ask("tree", small_study_folder, "--json"))}
    assert {"te4_1", "te4_2", "te4_3"} <= set(nodes)
    assert third.id not in nodes
    assert all(child in nodes for node in nodes.values() for child in node["children"])
    assert f"Hidden, to be seen with --hidden: {third.name}." in ask("tree", small_study_folder)
    assert third.name in ask("tree", small_study_folder, "--hidden")
    assert "is shown again" in ask("edit", small_study_folder, "unhide", third.id)
    for _ in range(6):
        assert ask("edit", small_study_folder, "undo").startswith("Undone: “")
    assert json.loads(ask("tree", small_study_folder, "--json")) == json.loads(small_study.tree.to_json())
    assert ask("edit", small_study_folder, "list") == "No edits.\n"
    assert "弦乐" in ask("edit", small_study_folder, "redo")
    assert "弦乐 Strings" in ask("tree", small_study_folder)


def test_what_can_not_be_edited(complain, small_study, small_study_folder):
    topic, category = small_study.tree.level("topic")[0], small_study.tree.level("category")[0]
    assert "'nothing'" in complain("edit", "nothing", "undo")
    assert "no edit to undo" in complain("edit", small_study_folder, "undo")
    assert "no node 'Tea'" in complain("edit", small_study_folder, "hide", "Tea")
    assert "a category" in complain("edit", small_study_folder, "merge", topic.id, category.id)
    assert "topics" in complain("edit", small_study_folder, "split", category.id, "--into", 50)
    assert "--into" in complain("edit", small_study_folder, "split", category.id, "--into", 1)
    assert "NAME" in complain("edit", small_study_folder, "rename", topic.id)
    assert "'turn'" in complain("edit", small_study_folder, "turn")


def test_a_name_that_several_nodes_have(complain, small_study, small_study_folder):
    study = interest.open_study(small_study_folder)
    category, topic = study.tree.level("category")[0], study.tree.level("topic")[0]
    study.edit.rename(category.id, "Same")
    study.edit.rename(topic.id, "Same")
    study.save(small_study_folder)
    message = complain("edit", small_study_folder, "hide", "same")
    assert f"{category.id} (Same)" in message
    assert f"{topic.id} (Same › Same)" in message or f"{topic.id} ({study.tree.path_name(topic.id)})" in message


def test_building_again_keeps_the_edits(run, ask, planted_frame, tmp_path):
    planted_frame(n_users=30).to_csv(tmp_path / "posts.csv", index=False)
    assert run("build", tmp_path / "posts.csv", "--out", tmp_path / "out").code == 0
    name = interest.open_study(tmp_path / "out").tree.level("topic")[0].name
    ask("edit", tmp_path / "out", "rename", name, "A name of ours")
    assert run("build", tmp_path / "posts.csv", "--out", tmp_path / "out", "--seed", 4).code == 0
    assert "A name of ours" in ask("tree", tmp_path / "out")
    assert ask("edit", tmp_path / "out", "undo") == f"Undone: “{name}” is called “A name of ours”.\n"
    (tmp_path / "out" / "tree.json").write_text("{", "utf-8")
    result = run("build", tmp_path / "posts.csv", "--out", tmp_path / "out")
    assert result.code == 0
    assert "can't be read" in result.err


# The program itself


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
    heavy = "{'torch', 'sklearn', 'umap', 'hdbscan', 'jieba', 'scipy', 'streamlit', 'plotly', 'transformers'}"
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
    os.mkfifo(tmp_path / "slow.csv")
    arguments = [*RUN, "build", str(tmp_path / "slow.csv"), "--out", str(tmp_path / "out")]
    with (
        subprocess.Popen(
            arguments,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
        ) as program,
        (tmp_path / "slow.csv").open("wb"),  # waits until the program reads, which then waits for more
    ):
        program.send_signal(signal.SIGINT)
        assert program.communicate(timeout=60) == ("", "")
    assert program.returncode == 130


# Evaluating


def test_evaluate_prints_the_figures_of_the_tree(ask, small_study, small_study_folder):
    out = ask("evaluate", small_study_folder)
    quality = small_study.quality()
    for node in small_study.tree:
        if node.level == "topic":
            assert node.name in out
    topic = quality.whole.levels.set_index("level").loc["topic"]
    assert f"{topic['stability']:.2f}" in out
    assert f"{quality.whole.coherence:.2f}" in out
    assert "Agreement with the labels of 480 statements" in out  # the planted topics were taken for labels


def test_findings(ask, small_study, small_study_folder):
    out = ask("findings", small_study_folder)
    first = small_study.findings()[0]
    assert "largest" in out and small_study.tree[first.node].name in out
    assert out.rstrip().endswith("source, rating.")
    found = json.loads(ask("findings", small_study_folder, "--json"))
    assert found["lacking"] == ["source", "rating"]
    assert len(found["findings"]) == len(small_study.findings())
    record = found["findings"][0]
    assert (record["kind"], record["nodes"], record["q"]) == ("largest", list(first.nodes), None)
    assert record["names"] == [small_study.tree[node].name for node in first.nodes]


def test_add_puts_new_rows_on_the_tree(ask, complain, small_study_folder, tmp_path):
    (tmp_path / "later.csv").write_text("user,comment\nann,walking the dog in the rain\nann,a leash for my puppy\n")
    assert "2 statements of 1 users added" in ask("add", small_study_folder, tmp_path / "later.csv")
    assert len(open_study(small_study_folder).statements) == 482
    assert "no such file" in complain("add", small_study_folder, tmp_path / "nothing.csv").lower()


def test_learn_prints_the_comparison_and_saves(ask, complain, small_study_folder, monkeypatch):
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, warm_up=1, halvings=1))
    out = ask("learn", small_study_folder, "--seed", 3)
    found = open_study(small_study_folder).learned
    assert f"User vectors: {found.chosen}. Halves of 60 held-out users" in out
    assert f"learned {found.mrr_learned:.3f}, mean {found.mrr_mean:.3f}" in out
    low, high = found.label_interval
    assert f"Labels of held-out users: {found.label_accuracy:.0%} right, 95% [{low:.0%}, {high:.0%}]" in out
    assert f"macro-F1 {found.label_macro_f1:.2f}; always the most" in out and "Predicted" not in out  # all have one
    answer = json.loads(ask("learn", small_study_folder, "--seed", 3, "--json"))
    assert (answer["chosen"], answer["users"]) == (found.chosen, 60)
    assert answer["mrr_learned"] == pytest.approx(found.mrr_learned)
    assert answer["curves"][0]["loss"] is None
    assert answer["label_macro_f1"] == pytest.approx(found.label_macro_f1)
    assert (len(answer["label_interval"]), answer["predicted"]) == (2, [])
    assert "no study" in complain("learn", "nowhere")


def test_labels_of_a_file_are_learned_and_predicted_for_the_others(
    ask, complain, small_study_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr("interest.users.training.Settings", lambda: Settings(epochs=2, warm_up=1, halvings=1))
    assert "predicted_label" not in json.loads(ask("user", small_study_folder, "user055", "--json"))
    rows = [f"user{number:03},{'even' if number % 2 else 'odd'}" for number in range(50)]
    (tmp_path / "plans.csv").write_text("\n".join(["user_id,label", *rows]))
    out = ask("learn", small_study_folder, "--labels", tmp_path / "plans.csv")
    assert "Predicted for 10 without a label: " in out
    study = open_study(small_study_folder)
    expected = study.predict_labels().set_index("user_id").loc["user055"]
    answer = json.loads(ask("user", small_study_folder, "user055", "--json"))["predicted_label"]
    assert answer == {"label": expected["label"], "probability": pytest.approx(expected["probability"])}
    out = ask("user", small_study_folder, "user055")
    assert f"Predicted label: {expected['label']} ({expected['probability']:.0%})" in out
    assert f"held-out users {study.learned.label_accuracy:.0%} were right" in out
    assert "Predicted" not in ask("user", small_study_folder, "user007")  # the label is known
    (tmp_path / "plans.csv").write_text("user_id,label\nnobody,even\nuser001,odd\n")
    said = complain("learn", small_study_folder, "--labels", tmp_path / "plans.csv")
    assert "'nobody'" in said and "1 of its 2 users" in said
    (tmp_path / "plans.csv").write_text("user_id,n\nuser001,odd\n")
    assert "no column can be the label" in complain("learn", small_study_folder, "--labels", tmp_path / "plans.csv")


def test_learn_says_when_there_is_too_little(ask, planted_frame, fake_encoder, tmp_path):
    interest.build(planted_frame(n_users=20), encoder=fake_encoder).save(tmp_path / "tiny")
    assert "Only 20 users" in ask("learn", tmp_path / "tiny")
    answer = json.loads(ask("learn", tmp_path / "tiny", "--json"))
    assert (answer["chosen"], answer["mrr_mean"], answer["interval"]) == ("mean", None, [None, None])


def test_evaluate_as_json(ask, small_study, small_study_folder):
    found = json.loads(ask("evaluate", small_study_folder, "--json"))
    quality = small_study.quality()
    assert [node["node_id"] for node in found["nodes"]] == [node.id for node in small_study.tree]
    assert found["whole"]["diversity"] == pytest.approx(quality.whole.diversity)
    assert [row["level"] for row in found["whole"]["levels"]] == ["category", "topic", "keyword"]
    assert found["whole"]["levels"][2]["stability"] is None  # JSON knows no NaN
    assert {row["level"]: row["ami"] for row in found["agreement"]}["topic"] > 0.97
    assert {type(node["weak"]) for node in found["nodes"]} == {bool}


def test_evaluate_says_why_a_node_is_weak(ask, small_study_folder, monkeypatch):
    monkeypatch.setattr("interest.evaluation.quality.FEWEST_USERS", 1000)
    assert "few users" in ask("evaluate", small_study_folder)


def test_evaluate_recommended_items(ask, complain, small_study_folder):
    out = ask("evaluate", small_study_folder, "--items")
    assert all(name in out for name in ("content", "collaborative", "hybrid", "popularity", "random"))
    rows = {line.split("  ")[0]: line for line in out.splitlines()}
    for metric in ("recall", "precision", "ndcg", "mrr", "map", "hit rate", "novelty"):
        assert len(re.findall(r"\d\.\d\d \[\d\.\d\d, \d\.\d\d\]", rows[metric])) == 5
    assert "[" not in rows["coverage"]
    found = json.loads(ask("evaluate", small_study_folder, "--items", "--split", "new", "--k", "5", "--json"))
    assert (found["split"], found["k"]) == ("new", 5)
    values = {row["recommender"]: row["value"] for row in found["recommenders"] if row["metric"] == "ndcg"}
    assert values["hybrid"] > 0.25 > values["popularity"] == 0  # new items are known by their content alone
    assert "'never'" in complain("evaluate", small_study_folder, "--items", "--split", "never")


def test_evaluate_recommended_interests(ask, complain, small_study, small_study_folder):
    table = small_study.interest_quality(k=3)
    value, low, high = table.set_index(["metric", "recommender"]).loc[("recall", "recommended")]
    out = ask("evaluate", small_study_folder, "--interests", "--k", "3")
    assert f"{value:.2f} [{low:.2f}, {high:.2f}]" in out
    assert all(name in out for name in ("recommended", "neighbours", "related", "popularity", "random", "precision"))
    found = json.loads(ask("evaluate", small_study_folder, "--interests", "--split", "time", "--json"))
    assert (found["split"], found["k"]) == ("time", 5)
    assert len(found["recommenders"]) == len(table)
    assert "'new'" in complain("evaluate", small_study_folder, "--interests", "--split", "new")
    assert "one at a time" in complain("evaluate", small_study_folder, "--items", "--interests")


def test_evaluate_what_feedback_brings(ask, complain, small_study, small_study_folder):
    asked = ("evaluate", small_study_folder, "--feedback", "--k", "2", "--rounds", "2")
    table = small_study.feedback_quality(k=2, rounds=2)
    value, low, high = table.iloc[-1][["value", "low", "high"]]
    out = ask(*asked)
    assert f"{value:+.3f} more than no feedback, 95% interval: {low:+.3f} to {high:+.3f}" in out
    assert all(name in out for name in ("no feedback", "random", "round 2"))
    found = json.loads(ask(*asked, "--json"))
    assert (found["split"], found["k"], found["rounds"]) == ("random", 2, 2)
    assert len(found["policies"]) == len(table)
    assert "one at a time" in complain("evaluate", small_study_folder, "--items", "--feedback")


def test_evaluate_labels(ask, complain, small_study, small_study_folder, planted_frame, fake_encoder, tmp_path):
    figures = small_study.label_quality().figures
    out = ask("evaluate", small_study_folder, "--labels")
    for row in figures.itertuples():
        assert f"{row.value:.2f} [{row.low:.2f}, {row.high:.2f}]" in out
    assert "macro-F1" in out and "vinyl" in out
    found = json.loads(ask("evaluate", small_study_folder, "--labels", "--json"))
    assert [row["value"] for row in found["figures"]] == pytest.approx(figures["value"].tolist())
    assert (found["vectors"], found["notes"], len(found["labels"])) == ("mean", [], 30)
    assert "one at a time" in complain("evaluate", small_study_folder, "--items", "--labels")
    frame = planted_frame(n_users=20)[["user_id", "text"]]
    interest.build(frame, encoder=fake_encoder).save(tmp_path / "plain")
    assert "no labels in this study" in complain("evaluate", tmp_path / "plain", "--labels")


def test_evaluate_without_a_study(complain):
    assert "'nothing'" in complain("evaluate", "nothing")


# Training


@pytest.fixture
def trained(monkeypatch) -> list[dict]:
    """Trainings that only write the report of one; what they were asked."""
    from interest.training.report import Comparison, Evaluated, Score, Training

    asked: list[dict] = []

    def train(data: Path, out: Path, **options: object) -> Path:
        asked.append({"data": data, **options})
        out.mkdir()
        scores = Score(0.5, 0.25, 0.4), Score(0.75, 0.625, 0.8)
        sizes = {"train": 1600, "validation": 200, "test": 200}
        curve = (Evaluated(0, 0.0, None, 0.4), Evaluated(50, 1.0, 1.25, 0.7))
        comparison = Comparison(*scores, {"accuracy": (0.125, 0.375)})
        Training("fine-tuning", "english", sizes, sizes, 7, {"no label": 12}, {}, curve, 50, comparison).save(out)
        return out

    monkeypatch.setattr(interest, "fine_tune", train)
    monkeypatch.setattr(interest, "pretrain", train)
    return asked


def test_train_prints_before_and_after(ask, trained, tmp_path):
    out = ask("train", "texts.csv", "--out", tmp_path / "model", "--epochs", 5, "--column", "label=topic")
    assert "1,600 texts of 1,600 users with 7 labels" in out
    assert "no label 12" in out
    assert re.search(r"accuracy +0\.500 +0\.750 +\+0\.250", out)
    assert re.search(r"macro-F1 +0\.250 +0\.625 +\+0\.375", out)
    assert re.search(r"accuracy .*\+0\.125 to \+0\.375 +better", out)
    assert re.search(r"cluster AMI .*– +unknown", out)
    assert "It helps: use the trained encoder." in out
    assert str(tmp_path / "model") in out.replace("\n", "")
    (asked,) = trained
    assert (asked["options"].epochs, asked["columns"]) == (5, {"label": "topic"})
    assert asked["unlabelled"] is None


def test_train_on_masked_words_as_json(ask, trained, tmp_path):
    found = json.loads(ask("train", "texts.csv", "--out", tmp_path / "model", "--mlm", "--json"))
    assert found["verdict"] == "better"
    assert found["comparison"]["after"]["accuracy"] == 0.75
    assert trained[0]["options"].learning_rate == 5e-5
    assert "unlabelled" not in trained[0]


def test_train_refuses(complain, trained, tmp_path):
    both = ("train", "texts.csv", "--out", tmp_path / "model", "--mlm", "--unlabelled", "more.csv")
    assert "--unlabelled is for training with labels" in complain(*both)
    steps = ("train", "texts.csv", "--out", tmp_path / "model", "--evaluate-every", 10, "--save-every", 15)
    assert "multiple of evaluate_every" in complain(*steps)


def test_train_without_labels(complain, tmp_path):
    (tmp_path / "texts.csv").write_text("user_id,text\nann,I like tea\nbob,I like coffee\n")
    assert "Fine-tuning learns from labels" in complain("train", tmp_path / "texts.csv", "--out", tmp_path / "model")
    assert not (tmp_path / "model").exists()


def names_of(folder: Path) -> set[str]:
    return {node.name for node in interest.open_study(folder).tree}


def test_name_keeps_words_out_and_lets_them_in_again(ask, complain, small_study, small_study_folder):
    before = names_of(small_study_folder)
    printed = ask("name", small_study_folder, "--ignore", "travel", "--ignore", "Puppies", "--language", "en")
    assert interest.open_study(small_study_folder).config.ignore == ("travel", "Puppies")
    assert interest.open_study(small_study_folder).config.language == "en"
    assert not [name for name in names_of(small_study_folder) if "travel" in name.lower() or "pupp" in name.lower()]
    assert "Travel" not in printed
    assert "--ignore-nothing" in complain("name", small_study_folder, "--ignore", "a", "--ignore-nothing")
    ask("name", small_study_folder, "--ignore-nothing", "--language", "texts", "--quiet")
    assert names_of(small_study_folder) == before
    assert interest.open_study(small_study_folder).config == small_study.config


def test_name_by_a_language_model_has_to_be_configured(complain, small_study_folder, monkeypatch):
    monkeypatch.delenv("INTEREST_LLM_URL", raising=False)
    assert "INTEREST_LLM_URL" in complain("name", small_study_folder, "--llm")
    monkeypatch.setenv("INTEREST_LLM_URL", "file:///etc/passwd")
    assert "base URL" in complain("name", small_study_folder, "--llm")


def test_name_shows_what_it_would_send_and_falls_back(ask, small_study_folder, monkeypatch):
    monkeypatch.setenv("INTEREST_LLM_URL", "http://127.0.0.1:9/v1")  # nobody listens there
    monkeypatch.setenv("INTEREST_LLM_MODEL", "tiny")
    before = names_of(small_study_folder)
    shown = json.loads(ask("name", small_study_folder, "--show"))
    assert shown["address"] == "http://127.0.0.1:9/v1/chat/completions"
    assert {request["model"] for request in shown["requests"]} == {"tiny"}
    monkeypatch.setattr("interest.hierarchy.llm_client.PAUSE", 0)
    assert "can't be reached" in ask("name", small_study_folder, "--llm")
    assert names_of(small_study_folder) == before


# Segments


def test_segments_are_defined_listed_compared_and_removed(ask, small_study, small_study_folder, tmp_path):
    one, other = small_study.tree.level("topic")[:2]
    people = small_study.profiles.query("node_id == @one.id")["user_id"].nunique()
    said = ask("segment", small_study_folder, "add", "First", "--node", one.name, "--above", "0")
    assert said == f"First: {people} users.\n"
    ids = tmp_path / "ids.txt"
    ids.write_text("user001\nuser002\n\nstranger\n", "utf-8-sig")
    assert ask("segment", small_study_folder, "add", "名单", "--ids", ids) == "名单: 2 users.\n"
    ask("segment", small_study_folder, "add", "Second", "--node", other.id, "--since", "2026-01-01", "--statements", 2)
    listed = ask("segment", small_study_folder, "list")
    assert "First" in listed
    assert "3 ids" in listed
    assert [row["users"] for row in json.loads(ask("segment", small_study_folder, "list", "--json"))][:2] == [people, 2]
    shown = ask("segment", small_study_folder, "show", "first")
    assert "100%" in shown
    profile = json.loads(ask("segment", small_study_folder, "show", "first", "--json"))
    assert len(profile["users"]) == people
    compared = ask("segment", small_study_folder, "compare", "First", "Second")
    assert "More in First (significant)" in compared
    rows = json.loads(ask("segment", small_study_folder, "compare", "First", "Second", "--json"))
    assert next(row for row in rows if row["node_id"] == one.id)["share_a"] == 1
    for what in ("segments", "segment-users"):
        ask("export", small_study_folder, "--what", what, "--to", tmp_path / f"{what}.csv")
    users = pd.read_csv(tmp_path / "segment-users.csv")
    assert users["segment"].value_counts()["First"] == people
    ask("segment", small_study_folder, "rename", "名单", "List")
    ask("segment", small_study_folder, "remove", "First")
    assert [segment.name for segment in interest.open_study(small_study_folder).segments] == ["List", "Second"]


def test_segments_are_applied_to_another_study(ask, complain, small_study_folder, small_study, tmp_path):
    other = tmp_path / "other"
    small_study.save(other)
    assert "no segments" in complain("segment", small_study_folder, "apply", other)
    node = small_study.tree.level("topic")[0]
    ask("segment", small_study_folder, "add", "First", "--node", node.id)
    assert f"{node.users}" in ask("segment", small_study_folder, "apply", other)
    assert "First" in interest.open_study(other).segments


def test_segments_that_can_not_be_defined(complain, small_study_folder, tmp_path):
    ids = tmp_path / "ids.txt"
    ids.write_bytes("用户".encode("gb18030"))
    assert "UTF-8" in complain("segment", small_study_folder, "add", "x", "--ids", ids)
    ids.write_text("nobody")
    assert "None of the 1 ids" in complain("segment", small_study_folder, "add", "x", "--ids", ids)
    assert "not both" in complain("segment", small_study_folder, "add", "x", "--ids", ids, "--label", "a")
    assert "fits everybody" in complain("segment", small_study_folder, "add", "x")
    assert "there is none" in complain("segment", small_study_folder, "add", "x", "--opinion", "disliked")
    assert "'happy'" in complain("segment", small_study_folder, "add", "x", "--opinion", "happy")
    assert "gone.txt" in complain("segment", small_study_folder, "add", "x", "--ids", tmp_path / "gone.txt")
    assert "no node 'nothing'" in complain("segment", small_study_folder, "add", "x", "--node", "nothing")
    assert "none yet" in complain("segment", small_study_folder, "show", "x")


def test_a_rebuild_keeps_the_segments(ask, small_study, small_study_folder):
    from interest.cli.editing import keep_edits

    node = small_study.tree.level("topic")[0]
    ask("segment", small_study_folder, "add", "First", "--node", node.id)
    study = small_study.recut()
    keep_edits(study, small_study_folder)
    assert len(study.segments.members("First")) == node.users


# Feedback


def test_feedback_is_given_listed_and_undone(ask, small_study, small_study_folder):
    item, topic = small_study.recommend_items(WRITER)["item_id"][0], small_study.recommend(WRITER)["node_id"][0]
    assert "nothing" in ask("feedback", small_study_folder)
    assert "hide" not in ask("feedback", small_study_folder, WRITER, item, "like")
    said = ask("feedback", small_study_folder, WRITER, small_study.tree[topic].name, "dislike")
    assert topic in said and "dislikes" in said
    assert item in ask("feedback", small_study_folder) and topic in ask("feedback", small_study_folder)
    assert topic not in [
        row["node_id"] for row in json.loads(ask("recommend", small_study_folder, WRITER, "--json"))["interests"]
    ]
    assert "Undone" in ask("feedback", small_study_folder, WRITER, item, "--undo")
    assert open_study(small_study_folder).feedback.to_frame()["target_id"].tolist() == [topic]
    ask("feedback", small_study_folder, "--redo")
    assert len(open_study(small_study_folder).feedback) == 2


def test_feedback_on_an_item_that_is_called_like_a_user(ask, complain, namesakes):
    folder, both = namesakes
    assert "--about" in complain("feedback", folder, WRITER, both, "hide")
    for about in ("user", "item"):
        assert f"the {about} {both}" in ask("feedback", folder, WRITER, both, "hide", "--about", about)
    assert f"the user {both}" in ask("feedback", folder, WRITER, both, "--undo", "--about", "user")
    assert open_study(folder).feedback.to_frame()["about"].tolist() == ["item"]
    assert "no feedback" in complain("feedback", folder, WRITER, both, "--undo", "--about", "user")
    assert "'love'" in complain("feedback", folder, WRITER, both, "hide", "--about", "love")


def test_feedback_that_can_not_be_given(complain, small_study_folder):
    assert "nobody" in complain("feedback", small_study_folder, "nobody", "dogs-0", "like")
    assert "love" in complain("feedback", small_study_folder, WRITER, "dogs-0", "love")
    assert "USER, TARGET" in complain("feedback", small_study_folder, WRITER)
    assert "no feedback" in complain("feedback", small_study_folder, "--undo")


def test_search_tells_the_intent(ask, small_study, small_study_folder):
    said = ask("search", small_study_folder, "puppy leash kennel")
    answer = json.loads(ask("search", small_study_folder, "puppy leash kennel", "--json"))["intent"]
    assert answer["clear"] and answer["topics"][0]["path"] in said
    assert sum(row["weight"] for row in answer["topics"]) <= 1.0001
    assert "not clearly about" in ask("search", small_study_folder, "zzzz")
