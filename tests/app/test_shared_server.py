"""A server for several people: who is let in, and what each may do with whose study."""

from pathlib import Path

import pytest
from asking_app import run, texts

from interest import library
from interest.changing import change_study
from interest.cli import main
from interest.config import studies_folder
from interest.errors import InputError, StudyError
from interest.library.access import Access, people, read_access, write_access
from interest.library.packing import pack
from interest.study import open_study
from interest.ui.frame import serve, visitor
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture
def log_in(monkeypatch: pytest.MonkeyPatch):
    """Have somebody come by the proxy."""
    monkeypatch.setenv(visitor.HEADER, "X-Forwarded-User")

    def come(name: str) -> None:
        monkeypatch.setattr(
            "streamlit.runtime.context.ContextProxy.headers", property(lambda self: {"X-Forwarded-User": name})
        )

    return come


@pytest.mark.parametrize(
    ("access", "who", "may"),
    [
        (Access(), "ann", ()),
        (Access("ann"), "ann", ("reader", "editor", "owner")),
        (Access("ann"), "boss", ("reader", "editor", "owner")),
        (Access("ann"), "bob", ()),
        (Access("ann", editors=("bob",)), "bob", ("reader", "editor")),
        (Access("ann", readers=("bob",)), "bob", ("reader",)),
        (Access("ann", readers=("*",)), "bob", ("reader",)),
        (Access("ann", readers=("*",)), "", ()),
        (Access(""), "", ()),
    ],
)
def test_who_may_do_what(access: Access, who: str, may: tuple[str, ...]) -> None:
    roles = ("reader", "editor", "owner")
    assert tuple(role for role in roles if access.allows(who, role, ["boss"])) == may


def test_names_in_a_list() -> None:
    assert people("Ann@Example.org, bob，ann@example.org; ") == ("ann@example.org", "bob")


def test_access_goes_with_a_study_and_not_into_copies(saved: Path) -> None:
    write_access(saved, Access("ann"))
    library.rename("small", "renamed")
    assert read_access(studies_folder() / "renamed") == Access("ann")
    assert read_access(studies_folder() / library.duplicate("renamed")) == Access()
    assert b"access.json" not in pack(studies_folder() / "renamed")
    study = open_study(studies_folder() / "renamed")
    study.edit.rename(study.tree.level("topic")[0].id, "Other")
    study.save(studies_folder() / "renamed")
    assert read_access(studies_folder() / "renamed") == Access("ann")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nobody_is_let_in_without_a_name(saved: Path, log_in, language: str) -> None:
    log_in("")
    app = run(lang=language, study="small")
    assert translate(language, "access.no_name", header="X-Forwarded-User") in texts(app)
    assert "small" not in texts(app)


def test_a_study_is_private_until_it_is_shared(saved: Path, log_in) -> None:
    write_access(saved, Access("ann"))
    log_in("bob")
    assert not run("data", study="small").selectbox
    log_in("Ann")
    app = run("data", study="small")
    assert app.session_state.study == "small"
    app.text_input(key="library-readers-small").set_value("Bob, carl")
    next(b for b in app.button if "library-share" in str(b.key) or b.label == "Share").click().run()
    assert read_access(saved) == Access("ann", (), ("bob", "carl"))
    log_in("bob")
    app = run("data", study="small")
    assert app.session_state.study == "small"
    assert not [b for b in app.button if str(b.key).startswith("library-delete")]


def test_who_may_only_look_changes_nothing(saved: Path, log_in) -> None:
    write_access(saved, Access("ann", readers=("bob",)))
    log_in("bob")
    app = run("tree", study="small")
    before = open_study(saved).contents.cuts.log
    app.session_state.node = open_study(saved).tree.level("topic")[0].id
    app.run()
    field = next(field for field in app.text_input if field.key and "rename" in field.key)
    field.set_value("Mine now")
    next(b for b in app.button if b.label == translate("en", "edit.rename")).click().run()
    assert open_study(saved).contents.cuts.log == before
    assert translate("en", "access.read_only", name="small") in texts(app)


def test_who_changed_what_stands_in_the_log(saved: Path) -> None:
    topic = open_study(saved).tree.level("topic")[0].id
    for who in ("ann", "bob"):
        change_study(saved, lambda study, name=f"As {who} says": study.edit.rename(topic, name), who=who)
    log = open_study(saved).contents.cuts.log
    assert [edit.who for edit in log.edits] == ["ann", "bob"]
    assert log.edits[0].description.endswith("(by ann).")


def test_in_a_demonstration_nothing_can_be_changed(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(visitor.READ_ONLY, "1")
    who = visitor.Visitor("", shared=False)
    assert who.may("reader", "small")
    assert not who.may("editor", "small")
    assert not (who.may_make or who.may_name)
    with pytest.raises(StudyError, match="may look at"):
        who.need("owner", "small")


def test_the_key_is_for_those_who_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(visitor.NAMERS, "ann")
    monkeypatch.setenv(visitor.ADMINS, "boss")
    allowed = {name: visitor.Visitor(name, shared=True).may_name for name in ("ann", "bob", "boss", "")}
    assert allowed == {"ann": True, "bob": False, "boss": True, "": False}


@pytest.mark.parametrize("options", [["--server.address", "0.0.0.0"], ["--server.address=192.0.2.7"]])
def test_the_app_is_not_served_to_others_without_a_log_in(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    app = tmp_path / "app.py"
    with pytest.raises(InputError, match="--open-to-all"):
        serve.check_address(app, options)
    assert main(["app", *options]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    serve.check_address(app, ["--server.address", "127.0.0.1"])
    serve.check_address(app, [])
    monkeypatch.setenv(visitor.HEADER, "X-Forwarded-User")
    serve.check_address(app, options)
    monkeypatch.delenv(visitor.HEADER)
    monkeypatch.setenv(visitor.OPEN, "1")
    serve.check_address(app, options)
