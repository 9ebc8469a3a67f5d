"""interest tree, user, recommend and search."""

import json
from pathlib import Path

import pandas as pd
import pytest

import interest
from interest.contents import Stock
from interest.study import Study

WRITER = "user007"


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
        found = small_study.people.shared_evidence(WRITER, row["user_id"])
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
    study = interest.open_study(small_study_folder)
    Study(study.contents.change(stock=Stock())).save(small_study_folder)
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


def test_search_tells_the_intent(ask, small_study, small_study_folder):
    said = ask("search", small_study_folder, "puppy leash kennel")
    answer = json.loads(ask("search", small_study_folder, "puppy leash kennel", "--json"))["intent"]
    assert answer["clear"] and answer["topics"][0]["path"] in said
    assert sum(row["weight"] for row in answer["topics"]) <= 1.0001
    assert "not clearly about" in ask("search", small_study_folder, "zzzz")
