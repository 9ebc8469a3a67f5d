"""interest build, add and info."""

import json
import sqlite3

import pandas as pd

import interest
from interest.config import studies_folder
from interest.study import open_study


def test_build_saves_a_study(run, planted_frame, tmp_path):
    planted_frame(n_users=20, statements=6).to_csv(tmp_path / "posts.csv", index=False)
    result = run("build", tmp_path / "posts.csv", "--out", tmp_path / "out", "--name", "Posts")
    assert (result.code, result.err) == (0, "")
    study = interest.open_study(tmp_path / "out")
    assert result.out.startswith(f"Posts: {len(study.statements)} statements of 20 users in ")
    assert str(tmp_path / "out") in result.out


def test_rows_of_nobody_are_called_what_they_are(run, planted_frame, tmp_path):
    frame = planted_frame(n_users=20, statements=6)[["text"]]
    frame.assign(rating=[n % 5 + 1 for n in range(len(frame))]).to_csv(tmp_path / "posts.csv", index=False)
    result = run("build", tmp_path / "posts.csv", "--out", tmp_path / "out", "--name", "Posts")
    study = interest.open_study(tmp_path / "out")
    assert result.out.startswith(f"Posts: {len(study.statements)} statements of {len(study.users)} reviews in ")


def test_build_passes_its_options_on(ask, built, tmp_path):
    out = ask(
        "build", "a.csv", "b.csv", "--out", "trial", "--items", "i.csv", "--interactions", "taken.csv",
        "--encoder", "english", "--categories", 5, "--topics", 9, "--seed", 3, "--ignore", "shop", "--ignore", "app",
        "--column", "text=body", "--column", "label=", "--day-first", "--quiet", "--rating-scale", "6-1",
        "--kind", "order no=category", "--kind", "notes=", "--encoding", "gb18030", "--delimiter", ";", "--no-mask",
        "--engine", "ray", "--address", "10.0.0.1:6379",
    )  # fmt: skip
    assert out == ""
    (call,) = built
    assert call.data == ["a.csv", "b.csv"]
    assert (call.items, call.interactions) == ("i.csv", "taken.csv")
    assert (call.engine, call.address) == ("ray", "10.0.0.1:6379")
    assert (call.encoder, call.categories, call.topics, call.seed) == ("english", 5, 9, 3)
    assert list(call.ignore) == ["shop", "app"]
    assert call.columns == {"text": ["body"], "label": None}
    assert (call.day_first, call.rating_scale, call.mask) == (True, (6, 1), False)
    assert call.kinds == {"order no": "category", "notes": None}
    assert (call.encoding, call.delimiter) == ("gb18030", ";")
    assert call.name == "trial"
    assert (studies_folder() / "trial" / "study.json").is_file()


def test_one_folder_is_passed_as_such(ask, built, tmp_path):
    ask("build", tmp_path, "--out", tmp_path / "out")
    assert built[0].data == str(tmp_path)


def test_build_complains_of_input(complain, tmp_path):
    assert "there is no such file" in complain("build", tmp_path / "no.csv", "--out", tmp_path / "out")
    assert "--out" in complain("build", tmp_path / "no.csv")
    assert "role=name" in complain("build", "x.csv", "--out", tmp_path / "out", "--column", "text")
    assert "column=kind" in complain("build", "x.csv", "--out", tmp_path / "out", "--kind", "age=years")
    assert "worst and its best" in complain("build", "x.csv", "--out", tmp_path / "out", "--rating-scale", "five")
    assert not (tmp_path / "out").exists()


def test_build_looks_first_whether_it_can_save(complain, built, tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "other.txt").write_text("x", "utf-8")
    for place in ("file", "full", "file/below"):
        assert str(tmp_path / place) in complain("build", "x.csv", "--out", tmp_path / place)
    assert not built
    assert (tmp_path / "full" / "other.txt").read_text("utf-8") == "x"


def test_add_puts_new_rows_on_the_tree(ask, complain, small_study_folder, tmp_path):
    (tmp_path / "later.csv").write_text("user,comment\nann,walking the dog in the rain\nann,a leash for my puppy\n")
    assert "2 statements of 1 users added" in ask("add", small_study_folder, tmp_path / "later.csv")
    assert len(open_study(small_study_folder).statements) == 482
    assert "no such file" in complain("add", small_study_folder, tmp_path / "nothing.csv").lower()


def test_a_database_is_asked_and_its_password_is_nowhere(ask, complain, planted_frame, tmp_path, monkeypatch):
    frame = planted_frame(n_users=20, statements=6)
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        frame.iloc[:100].to_sql("posts", connection, index=False)
        frame.iloc[100:].to_sql("later", connection, index=False)
        frame[["user_id"]].drop_duplicates().assign(plan="pro").to_sql("accounts", connection, index=False)
    monkeypatch.setenv("SHOP_URL", f"sqlite:///{tmp_path}/shop.db?timeout=5&key=geheim-4711")
    out = tmp_path / "out"
    told = ask("build", "SELECT user_id, text FROM posts", "--from", "SHOP_URL", "--users", "accounts", "--out", out)
    assert "asked for by 'SELECT user_id, text FROM posts'" in told
    told += ask("add", out, "later", "--from", "SHOP_URL") + ask("info", out) + ask("info", out, "--json")
    told += complain("add", out, "SELECT nothing FROM posts", "--from", "SHOP_URL")
    study = interest.open_study(out)
    assert len(study.statements) == 120
    assert study.attributes.users["plan"].unique().tolist() == ["pro"]
    files = b"".join(file.read_bytes() for file in out.rglob("*") if file.is_file())
    assert "geheim" not in told
    assert b"geheim" not in files


def test_info_says_how_the_data_were_read(ask, planted_frame, tmp_path):
    frame = planted_frame(n_users=20, statements=6).assign(mark="2", when="03/05/2026", town="Bonn")
    frame.loc[0, "when"] = "31/05/2026"
    frame.to_csv(tmp_path / "posts.csv", index=False)
    ask("build", tmp_path / "posts.csv", "--out", tmp_path / "out", "--column", "rating=mark", "--column",
        "timestamp=when", "--rating-scale", "6-1", "--kind", "planted_topic=")  # fmt: skip
    told = ask("info", tmp_path / "out")
    assert "posts.csv: 120 rows" in told
    assert "text: 'text' (its name is known)" in told
    assert "ratings in 'mark': on the scale from 6 (worst) to 1 (best), as you said" in told
    assert "'town' (category)" in told
    (reading,) = json.loads(ask("info", tmp_path / "out", "--json"))["readings"]
    assert (reading["day_first"], reading["rating_scale"]) == (True, [6, 1])
    assert interest.open_study(tmp_path / "out").statements["rating"].unique().tolist() == [5]


def test_more_is_read_as_what_was_there(ask, planted_frame, tmp_path):
    frame = planted_frame(n_users=20, statements=6).rename(columns={"text": "noted", "user_id": "who"})
    frame = frame.assign(mark="2", when="31/05/2026", title="untitled", plan=[f"p{i % 3}" for i in range(len(frame))])
    frame.to_csv(tmp_path / "posts.csv", index=False)
    out = tmp_path / "out"
    ask("build", tmp_path / "posts.csv", "--out", out, "--column", "text=noted", "--column", "user_id=who",
        "--column", "rating=mark", "--column", "timestamp=when", "--rating-scale", "6-1", "--column", "label=plan",
        "--no-mask")  # fmt: skip
    later = frame.head(3).assign(noted=["write to a@b.example today", "my cat", "my dog"], when="04/05/2026", mark="6")
    later.to_csv(tmp_path / "later.csv", index=False)
    ask("add", out, tmp_path / "later.csv")
    new = interest.open_study(out).statements.iloc[-3:]
    assert new["text"].tolist()[0] == "write to a@b.example today"
    assert new["timestamp"].dt.strftime("%m-%d").unique().tolist() == ["05-04"]
    assert new["rating"].tolist() == [1, 1, 1]
    assert new["label"].tolist() == later["plan"].tolist()
    ask("add", out, tmp_path / "later.csv", "--column", "text=title", "--month-first", "--mask")
    last = interest.open_study(out).statements.iloc[-1]
    assert (last["text"], f"{last['timestamp']:%m-%d}") == ("untitled", "04-05")


def test_answers_below_each_other_and_who_speaks_are_said_as_all_columns(ask, planted_frame, tmp_path):
    frame = planted_frame(n_users=20, statements=6)
    likes = frame.assign(who=[f"w{n}" for n in range(len(frame))], item="likes")[["who", "item", "text"]]
    misses = likes.assign(item="misses", text=likes["text"].tolist()[::-1])
    pd.concat([likes, misses]).rename(columns={"text": "said"}).to_csv(tmp_path / "long.csv", index=False)
    columns = ("--column", "question=item", "--column", "answer=said")
    ask("build", tmp_path / "long.csv", "--out", tmp_path / "out", *columns)
    found = interest.open_study(tmp_path / "out").contents.ingested
    assert [use.column for use in found.readings[0].uses if use.role == "text"] == ["likes", "misses"]
    frame.assign(mine=["yes", "no"] * (len(frame) // 2)).to_csv(tmp_path / "talk.csv", index=False)
    told = ask("build", tmp_path / "talk.csv", "--out", tmp_path / "talk", "--column", "speaker=mine")
    assert "speaker: 'mine' (as you said)" in told and f"talk: {len(frame) // 2} statements" in told
