"""Tables from databases: SQLite, a PostgreSQL server of our own, and SQL over folders of Parquet and CSV."""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine
from system_packages import postgresql

from interest.errors import InputError
from interest.ingest import Query, load, load_users, read_query
from interest.ingest.sources import databases

SECRET = "geheim-4711"
ROWS = [
    (9007199254740993, "ann", "where can I buy a tent 100%", 4.5, "2026-05-03 18:24:00"),
    (2, "bo", "我想学习编程", None, "2026-05-04 09:00:00"),
    (3, "ann", "it's the ':battery' that is weak", 1.0, None),
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A file of SQLite with a table of reviews and one of users."""
    file = tmp_path / "shop.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE reviews (id INTEGER, user_id TEXT, body TEXT, stars REAL, written TEXT)")
        connection.executemany("INSERT INTO reviews VALUES (?, ?, ?, ?, ?)", ROWS)
        connection.execute("CREATE TABLE accounts (user_id TEXT, plan TEXT, age INTEGER)")
        connection.executemany("INSERT INTO accounts VALUES (?, ?, ?)", [("ann", "pro", 31), ("bo", "free", None)])
    return file


def test_a_query_gives_the_rows_as_they_are(shop: Path):
    table = read_query(Query("SELECT id, user_id, body, stars FROM reviews ORDER BY rowid", f"sqlite:///{shop}"))
    assert table.name == "reviews"
    assert table.frame.to_dict("list") == {
        "id": ["9007199254740993", "2", "3"],
        "user_id": ["ann", "bo", "ann"],
        "body": [row[2] for row in ROWS],
        "stars": ["4.5", "", "1"],
    }


def test_signs_in_a_query_mean_what_they_say(shop: Path):
    asked = "-- what we look for\nSELECT body FROM reviews WHERE body LIKE '%100%' AND ':x' = ':x';"
    assert read_query(Query(asked, f"sqlite:///{shop}")).frame["body"].tolist() == [ROWS[0][2]]


def test_a_table_a_file_and_a_variable_will_do(shop: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SHOP_URL", f"sqlite:///{shop}")
    engine = create_engine(f"sqlite:///{shop}")
    with engine.connect() as connection:
        places = (f"sqlite:///{shop}", "SHOP_URL", str(shop), shop, engine, connection)
        assert [len(read_query(Query("reviews", place)).frame) for place in places] == [3] * 6


def test_texts_and_what_is_known_of_users(shop: Path):
    found = load(Query("reviews", shop))
    assert found.frame["user_id"].tolist() == ["ann", "bo", "ann"]
    assert found.frame["rating"].tolist()[0] == 4.5
    assert found.frame["source"].unique().tolist() == ["reviews"]
    known = load_users(Query("accounts", shop))
    assert known.users.to_dict("list")["plan"] == ["pro", "free"]


def test_rows_come_in_batches(shop: Path, monkeypatch: pytest.MonkeyPatch):
    with sqlite3.connect(shop) as connection:
        connection.execute("CREATE TABLE many AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           "WHERE i < 250) SELECT i, 'text ' || i AS text FROM n")  # fmt: skip
    most = 0

    def counted(names, batches, name):
        def watched() -> Iterator:
            nonlocal most
            for rows in batches:
                most = max(most, len(rows))
                yield rows

        return original(names, watched(), name)

    original = databases.rows_table
    monkeypatch.setattr(databases, "rows_table", counted)
    monkeypatch.setattr(databases, "BATCH", 100)
    table = read_query(Query("many", shop))
    assert table.frame["i"].tolist() == [str(i) for i in range(1, 251)]
    assert most == 100


@pytest.mark.parametrize(
    "asked",
    ["DROP TABLE reviews", "DELETE FROM reviews", "/* SELECT */ DELETE FROM reviews",
     "WITH x AS (SELECT 1) DELETE FROM reviews", "SELECT 1; DROP TABLE reviews"],
)  # fmt: skip
def test_nothing_is_written(shop: Path, asked: str):
    before = shop.read_bytes()
    with pytest.raises(InputError):
        read_query(Query(asked, f"sqlite:///{shop}"))
    assert shop.read_bytes() == before


@pytest.mark.parametrize(
    ("asked", "place", "said"),
    [
        ("nix", "sqlite", "no such table: nix (the tables are 'accounts', 'reviews')"),
        ("SELECT stras FROM reviews", "sqlite", "no such column: stras"),
        ("SELECT * FROM reviews WHERE 1 = 0", "sqlite", "no rows, only the columns 'id', 'user_id'"),
        ("SELCT 1", "sqlite", "begins with SELECT"),
        ("reviews", f"mysql+pymysql://me:{SECRET}@host/shop", "pip install pymysql"),
        ("reviews", f"mysql://me:{SECRET}@host/shop", "pip install mysqlclient"),
        ("reviews", f"nonsense://me:{SECRET}@host/shop", "no databases called 'nonsense'"),
        ("reviews", f"postgresql://me:{SECRET}@host:port/shop", "can't be read"),
        (
            "reviews",
            f"postgresql://me:{SECRET}@127.0.0.1:1/shop?sslpassword={SECRET}",
            "127.0.0.1:1/shop: it can't be asked: connection",
        ),
        ("reviews", f"me:{SECRET}@host/shop", "There is no '•••': it must be"),
        ("reviews", "NO_SUCH_VARIABLE", "There is no 'NO_SUCH_VARIABLE'"),
        ("reviews", "sqlite:////no/such.db", "there is no such file"),
    ],
)
def test_what_goes_wrong_is_one_line_without_secrets(shop: Path, asked: str, place: str, said: str):
    with pytest.raises(InputError) as caught:
        read_query(Query(asked, f"sqlite:///{shop}" if place == "sqlite" else place))
    message = str(caught.value)
    assert said in message
    assert SECRET not in message
    assert "\n" not in message
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_what_is_kept_of_a_connection_has_no_password(shop: Path):
    assert SECRET not in repr(Query("reviews", f"postgresql://me:{SECRET}@host/shop"))
    assert SECRET not in databases.masked(f"could not log in: password={SECRET}, api_key: '{SECRET}'")
    found = load(Query(f"SELECT * FROM reviews -- from postgresql://me:{SECRET}@host", f"sqlite:///{shop}"))
    assert SECRET not in str(found.readings)


# PostgreSQL


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of a server on the loopback interface, where Debian's package is."""
    programs = postgresql()
    if programs is None:
        pytest.skip("there is no PostgreSQL here; tests/system_packages.py gets it on Debian")
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        place = Path(folder)
        (place / "secret").write_text(SECRET)
        (place / "secret").chmod(0o644)
        as_somebody: dict = {}
        if os.geteuid() == 0:  # who may not run it
            shutil.chown(place, "postgres")
            as_somebody = {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": folder}
        made = [programs / "initdb", "-D", place / "data", "-U", "reader", "-A", "scram-sha-256", "-N", "-E", "UTF8"]
        secret = f"--pwfile={place / 'secret'}"
        subprocess.run([*made, "--locale=C", secret], check=True, capture_output=True, **as_somebody)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        options = f"-h 127.0.0.1 -p {port} -k '' -c fsync=off"
        control = [programs / "pg_ctl", "-D", place / "data", "-l", place / "log", "-o", options, "-w"]
        quiet = {"check": True, "stdout": subprocess.DEVNULL}  # a pipe would be kept open by the server
        subprocess.run([*control, "start"], **quiet, **as_somebody)
        try:
            url = f"postgresql://reader:{SECRET}@127.0.0.1:{port}/postgres"
            _fill(url)
            yield url
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet, **as_somebody)


def _fill(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE reviews (id bigint, user_id text, body text, stars numeric(3,1), written timestamptz, "
            "tags jsonb)"
        )
        connection.exec_driver_sql(
            'INSERT INTO reviews VALUES (%s, %s, %s, %s, %s, \'{"plan": "pro"}\')',
            [(*row[:4], row[4] and f"{row[4]}+02") for row in ROWS],
        )
    engine.dispose()


def test_postgresql(server: str):
    asked = "SELECT *, stars::text AS said FROM reviews WHERE body LIKE '%' ORDER BY id"
    table = read_query(Query(asked, server))
    assert table.frame["id"].tolist() == ["2", "3", "9007199254740993"]
    assert table.frame["stars"].tolist() == ["", "1.0", "4.5"]
    assert table.frame["tags.plan"].tolist() == ["pro"] * 3
    found = load(Query("reviews", server))
    assert found.frame["timestamp"].dropna().astype("str").tolist() == ["2026-05-03 16:24:00", "2026-05-04 07:00:00"]
    assert SECRET not in str(found.readings)
    assert "postgresql://127.0.0.1" in found.readings[0].found[0]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("SELECT * FROM nix", 'relation "nix" does not exist'),
        ("SELECT * FROM nix", "the tables are 'reviews'"),
        ("SELECT FROM WHERE", "syntax error"),
        ("WITH gone AS (DELETE FROM reviews RETURNING *) SELECT * FROM gone", "data-modifying"),
    ],
)
def test_what_postgresql_refuses(server: str, asked: str, said: str):
    with pytest.raises(InputError, match=said) as caught:
        read_query(Query(asked, server))
    assert SECRET not in str(caught.value)
    assert len(read_query(Query("reviews", server)).frame) == 3


def test_a_wrong_password_is_not_told(server: str):
    with pytest.raises(InputError, match="password authentication failed") as caught:
        read_query(Query("reviews", server.replace(SECRET, "wrong-word")))
    assert "wrong-word" not in str(caught.value)


# Folders of files


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A folder with a table divided by country and one in a file."""
    for country in ("DE", "FR"):
        place = tmp_path / "lake" / "reviews" / f"country={country}" / "year=2026"
        place.mkdir(parents=True)
        frame = pd.DataFrame({"user_id": [f"{country}1", f"{country}2"], "body": ["green tea please", "我想学习编程"]})
        frame.to_parquet(place / "part-0.parquet")
    (tmp_path / "lake" / "reviews" / "_SUCCESS").touch()
    (tmp_path / "lake" / "notes.csv").write_text("user,note\n007,where is my tent\n")
    return tmp_path / "lake"


def test_sql_over_a_folder(lake: Path):
    table = read_query(Query("SELECT user_id, upper(body) AS text, country FROM reviews WHERE country = 'DE'", lake))
    assert table.frame.to_dict("list") == {
        "user_id": ["DE1", "DE2"], "text": ["GREEN TEA PLEASE", "我想学习编程"], "country": ["DE", "DE"],
    }  # fmt: skip
    assert read_query(Query("notes", lake)).frame["user"].tolist() == ["007"]
    assert len(read_query(Query("reviews", lake / "reviews")).frame) == 4


def test_a_folder_is_asked_for_its_own_files_alone(lake: Path, tmp_path: Path):
    (tmp_path / "private.csv").write_text("a\n1\n")
    for asked in (f"SELECT * FROM '{tmp_path}/private.csv'", f"SELECT * FROM read_csv('{tmp_path}/private.csv')"):
        with pytest.raises(InputError, match="the tables are 'notes', 'reviews'"):
            read_query(Query(asked, lake))


def test_a_divided_folder_is_one_table_with_what_its_paths_say(lake: Path):
    found = load(lake / "reviews")
    assert len(found.readings) == 1
    assert found.frame["source"].unique().tolist() == ["reviews"]
    known = found.attributes.users
    assert known.set_index("user_id")["country"].to_dict() == {"DE1": "DE", "DE2": "DE", "FR1": "FR", "FR2": "FR"}
    assert known["year"].astype("str").unique().tolist() == ["2026"]


def test_paths_say_what_they_can_not_write(tmp_path: Path):
    for folder, text in (("city=S%C3%A3o%20Paulo", "a cup of tea"), ("city=__HIVE_DEFAULT_PARTITION__", "a tent")):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "p.csv").write_text(f"user_id,text\nu{len(text)},{text}\n")
    found = load(tmp_path / "in").attributes.users
    assert found["city"].tolist() == ["São Paulo", ""]


def test_long_ids_beside_empty_cells_stay_whole(tmp_path: Path):
    ids = pd.array([9007199254740993, None], dtype="Int64")
    pd.DataFrame({"user_id": ids, "text": ["green tea", "a tent"]}).to_parquet(tmp_path / "a.parquet")
    assert load(tmp_path / "a.parquet").frame["user_id"].tolist()[0] == "9007199254740993"
