"""interest build and add."""

from pathlib import Path

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
    assert call.columns == {"text": ["body"], "label": None}
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


def test_add_puts_new_rows_on_the_tree(ask, complain, small_study_folder, tmp_path):
    (tmp_path / "later.csv").write_text("user,comment\nann,walking the dog in the rain\nann,a leash for my puppy\n")
    assert "2 statements of 1 users added" in ask("add", small_study_folder, tmp_path / "later.csv")
    assert len(open_study(small_study_folder).statements) == 482
    assert "no such file" in complain("add", small_study_folder, tmp_path / "nothing.csv").lower()
