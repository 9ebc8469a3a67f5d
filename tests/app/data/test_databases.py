"""Data from databases, on the page Data."""

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from asking_app import box, button, name_field, run
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from interest.ui.jobs.requests import Request

pytestmark = pytest.mark.usefixtures("no_models")


def test_a_database_is_read_like_an_uploaded_file(asked: list, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        table = pd.DataFrame({"user_id": ["a", "b"], "body": ["my puppy with the leash", "kennel and fetch"]})
        table.assign(stars=["2", "1"], plan=["pro", "free"]).to_sql("posts", connection, index=False)
    app = run("data")
    url = next(field for field in app.text_input if field.label == "URL of the database")
    url.set_value(f"sqlite:///{tmp_path}/shop.db").run()
    query = next(area for area in app.text_area if area.label.startswith("Query"))
    query.set_value("SELECT nix FROM posts").run()
    button(app, "Read").click().run()
    assert "no such column: nix" in app.error[0].value.replace("\\", "")
    query.set_value("posts").run()
    button(app, "Read").click().run()
    assert not app.error
    assert name_field(app).value == "posts"
    box(app, "Scale of ratings").select("6-1").run()
    box(app, "plan").select("left out").run()
    app.toggle(key="mask").set_value(False).run()
    button(app, "Build").click().run()
    ((request, uploads),) = asked
    (file,) = request.files
    assert (file.name, file.columns["text"], file.columns["user_id"]) == ("posts.parquet", ["body"], "user_id")
    assert (file.rating_scale, file.kinds, request.mask) == ((6.0, 1.0), {"plan": None}, False)
    assert pd.read_parquet(io.BytesIO(uploads[file.path]))["body"].tolist() == table["body"].tolist()
    assert "shop.db" not in str(request)
    written = tmp_path / "request.json"
    request.write(written)
    assert Request.read(written) == request


@pytest.fixture
def secrets(tmp_path: Path) -> Iterator[Path]:
    """The file that Streamlit takes its secrets from."""
    file, before = tmp_path / "secrets.toml", config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    secrets_singleton._reset()
    yield file
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def test_connections_are_those_of_the_secrets(tmp_path: Path, secrets: Path) -> None:
    secrets.write_text(
        f'[connections.shop]\nurl = "sqlite:///{tmp_path}/shop.db"\n[connections.broken]\ndialect = "nonsense"\n'
    )
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        pd.DataFrame({"user_id": ["a"], "body": ["my puppy"]}).to_sql("posts", connection, index=False)
    app = run("data")
    assert box(app, "Database").options == ["shop", "broken", "By its URL"]
    next(area for area in app.text_area if area.label.startswith("Query")).set_value("posts").run()
    button(app, "Read").click().run()
    assert not [error.value for error in app.error]
    assert "posts\\.parquet" in [expander.label for expander in app.expander]
    box(app, "Database").select("broken").run()
    button(app, "Read").click().run()
    assert not app.exception
    assert "broken" in app.error[0].value
