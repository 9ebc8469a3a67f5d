"""Tables of databases: whatever SQLAlchemy speaks to, and SQL over files of DuckDB and folders of Parquet and CSV.

Rows are fetched in batches, and nothing is written: only queries that read are sent, in a transaction that is rolled
back. A connection may hold a password, so that it is never shown as it is.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from interest.errors import InputError
from interest.ingest.sources.nested import open_cells
from interest.ingest.tables import BATCH, RawTable, rows_table
from interest.machine import memory

if TYPE_CHECKING:
    import duckdb
    import sqlalchemy

READING = ("select", "with", "values", "table", "from")
"""What a query begins with that reads; DuckDB's may begin with FROM."""
MASK = "•••"
MOST_TABLES = 20  # that an error lists
MOST_LETTERS = memory() // 16
"""Of all cells that a query gives: more would not fit beside what is made of them, and a query may have no end."""
_TABLE = re.compile(r"[\w$]+(?:\.[\w$]+){0,2}")
_OF_TABLE = re.compile(r"\bfrom\s+[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)*(\w+)", re.IGNORECASE)
_COMMENTS = re.compile(r"\A(?:\s+|\(|--[^\n]*(?:\n|\Z)|/\*.*?\*/)+", re.DOTALL)
_SECRETS = (  # in an address, and as an option
    (re.compile(r"(://)[^/\s@]*@"), rf"\1{MASK}@"),
    (
        re.compile(
            r"\b((?:\w*_)?(?:password|passwd|pwd|token|secret|key)\s*[=:]\s*)(?:'[^']*'|[^\s;&,)]+)", re.IGNORECASE
        ),
        rf"\1{MASK}",
    ),
)
_PACKAGES = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient"}
"""The packages of drivers that are called otherwise than what is imported."""
_DIVIDED = "hive_partitioning = true, hive_types_autocast = false, union_by_name = true"
_READERS = {
    (".parquet",): ("read_parquet", _DIVIDED),
    (".csv", ".csv.gz", ".tsv"): ("read_csv", f"all_varchar = true, {_DIVIDED}"),
}
_DUCKDB, _SQLITE = b"DUCK", b"SQLite format 3\0"  # what their files begin with, DuckDB's after a checksum
_HEAD = 100  # bytes


@dataclass(frozen=True, eq=False)
class Query:
    """What a database is asked for, and where.

    `asked` is a query, or the name of a table that is read whole. `connection` is a URL as SQLAlchemy has them
    (postgresql://user@host/name), the name of a variable of the environment that holds one, a file of SQLite or DuckDB,
    a folder of Parquet and CSV files, each of which (and each folder in it) is a table; or an engine of SQLAlchemy.
    """

    asked: str
    connection: Any = field(repr=False)

    @property
    def name(self) -> str:
        """What the table is called that is read from."""
        found = _OF_TABLE.search(self.asked)
        whole = self.asked if _TABLE.fullmatch(self.asked) else found[1] if found else "query"
        return whole.rpartition(".")[2]


class Answer(Protocol):
    """The rows that a database gives, from the first on."""

    def fetchmany(self, size: int, /) -> Sequence[Sequence[Any]]: ...


def masked(text: str) -> str:
    """A text without the names, passwords and keys in addresses and options."""
    for secret, shown in _SECRETS:
        text = secret.sub(shown, text)
    return text


def read_query(query: Query) -> RawTable:
    """The rows that a query gives, as a table of strings.

    Raises `InputError` for a query that does not read, or can't be run, for a place that can't be reached, and for
    no rows.
    """
    asked = query.asked.strip().rstrip(";").strip()
    with _answer(asked, query.connection) as (names, answer, place):
        table = rows_table(names, _batches(answer), query.name)
    if table.frame.empty:
        raise InputError(f"The query gives no rows, only the columns {', '.join(map(repr, table.frame.columns))}.")
    note = f"rows of {place}, asked for by {masked(' '.join(asked.split()))!r}"
    return open_cells(replace(table, notes=(note,)))


def _batches(answer: Answer) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows in parts. Raises `InputError` where they are more than this machine can hold."""
    letters = 0
    while rows := answer.fetchmany(BATCH):
        letters += sum(len(value) if isinstance(value, str | bytes) else 8 for row in rows for value in row)
        if letters > MOST_LETTERS:
            raise InputError(
                f"The query gives more than {MOST_LETTERS / 1024**2:,.0f} MB of texts, more than this machine can make "
                "a study of, or has no end; add a LIMIT, or ask for fewer columns."
            )
        yield rows


@contextmanager
def _answer(asked: str, connection: Any) -> Iterator[tuple[list[str], Answer, str]]:
    """The names of the columns, the rows, and where they are from, while the connection is open."""
    if not _TABLE.fullmatch(asked) and not _COMMENTS.sub("", asked).lower().startswith(READING):
        raise InputError(f"A query begins with SELECT or WITH, or is the name of a table; this is {_begun(asked)!r}.")
    engine = getattr(connection, "engine", None)  # of an engine, a connection, and a connection of Streamlit
    if engine is not None:
        with _of_engine(asked, engine) as answer:
            yield answer
        return
    told = os.environ.get(str(connection), str(connection))
    path = told.removeprefix("duckdb:///")
    if path == told and "://" in told:
        with _made(told) as made, _of_engine(asked, made) as answer:
            yield answer
        return
    kind = _kind_of_file(Path(path), told)
    if kind == "sqlite":
        with _made(f"sqlite:///{path}") as made, _of_engine(asked, made) as answer:
            yield answer
    else:
        with _of_duckdb(asked, Path(path)) as answer:
            yield answer


def _kind_of_file(path: Path, told: str) -> str:
    """Whether a file, or a folder of files, is asked through SQLAlchemy or DuckDB."""
    if path.is_dir():
        return "duckdb"
    if not path.is_file():
        shown = MASK if set("@:=") & set(told) else told  # which may have a password in it
        raise InputError(
            f"There is no {shown!r}: it must be a URL such as postgresql://user@host/name, a variable of the "
            "environment that holds one, a file of SQLite or DuckDB, or a folder of Parquet and CSV files."
        )
    with path.open("rb") as file:
        start = file.read(_HEAD)
    if start.startswith(_SQLITE):
        if path.stat().st_size < _said_size(start):  # SQLite would read what is missing as empty
            raise InputError(f"{path}: this database is cut off; copy it anew.")
        return "sqlite"
    if start[8:12] == _DUCKDB:
        return "duckdb"
    raise InputError(f"{path}: this is no file of SQLite or DuckDB.")


def _said_size(head: bytes) -> int:
    """How many bytes a file of SQLite says that it has; 0 where it does not (its file format, 1.3)."""
    page, changes, pages, valid = (int.from_bytes(head[at:end]) for at, end in ((16, 18), (24, 28), (28, 32), (92, 96)))
    return pages * (65536 if page == 1 else page) if changes == valid else 0


@contextmanager
def _made(url: str) -> "Iterator[sqlalchemy.Engine]":
    """An engine for a URL, while it is needed."""
    from sqlalchemy import create_engine, make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise InputError(
            "The URL of the database can't be read; it should be like postgresql://user@host/name."
        ) from None
    name = parsed.database or ""
    if parsed.get_backend_name() == "sqlite" and name not in ("", ":memory:") and not Path(name).is_file():
        raise InputError(f"{name}: there is no such file.")  # else SQLite would make it
    try:
        engine = create_engine(parsed)
    except NoSuchModuleError:
        raise InputError(
            f"SQLAlchemy knows no databases called {parsed.drivername!r}; install the package that brings them "
            "(sqlalchemy.org lists those beyond its own)."
        ) from None
    except ImportError as error:
        package = _PACKAGES.get(error.name or "", error.name)
        raise InputError(
            f"There is no driver for {parsed.drivername}: install it with `pip install {package}`, or name another "
            f"one, as in {parsed.get_backend_name()}+driver://."
        ) from None
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _of_engine(asked: str, engine: "sqlalchemy.Engine") -> Iterator[tuple[list[str], Answer, str]]:
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    place = _place(engine.url)
    if _TABLE.fullmatch(asked):
        quoted = ".".join(map(engine.dialect.identifier_preparer.quote, asked.split(".")))
        asked = f"SELECT * FROM {quoted}"
    try:
        # Without parameters, LIKE '%x%' is what it says. PostgreSQL is told that nothing shall be written.
        options = {"stream_results": True, "max_row_buffer": BATCH, "no_parameters": True, "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection, _reading_only(connection):
            try:
                result = connection.exec_driver_sql(asked)
            except DBAPIError as error:
                connection.rollback()
                raise InputError(f"{place}: the query fails: {_reason(error.orig)} ({_tables(engine)})") from None
            if not result.returns_rows:
                raise InputError(f"{place}: the query gives no table.")
            yield list(result.keys()), result, place
    except SQLAlchemyError as error:
        reason = _reason(getattr(error, "orig", None) or error)
        raise InputError(f"{place}: it can't be asked: {reason}") from None


@contextmanager
def _reading_only(connection: "sqlalchemy.Connection") -> Iterator[None]:
    """Nothing is kept of what a query may change; SQLite, which keeps some at once, is told to refuse it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA query_only = OFF")


def _place(url: "sqlalchemy.URL") -> str:
    """Which database it is, without who asks it, and with which options."""
    host = f"{url.host}:{url.port}" if url.port else url.host or ""
    return f"{url.get_backend_name()}://{host}/{url.database or ''}"


def _tables(engine: "sqlalchemy.Engine") -> str:
    """The tables that there are, in words."""
    from sqlalchemy import inspect
    from sqlalchemy.exc import SQLAlchemyError

    try:
        inspector = inspect(engine)
        return _listed([*inspector.get_table_names(), *inspector.get_view_names()])
    except (SQLAlchemyError, NotImplementedError):
        return "which tables there are is not known"


def _listed(names: Sequence[str]) -> str:
    if not names:
        return "there are no tables"
    listed = ", ".join(map(repr, names[:MOST_TABLES]))
    return f"the first tables are {listed}" if len(names) > MOST_TABLES else f"the tables are {listed}"


def _reason(error: object) -> str:
    """What a driver says, in one line and without what is secret."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return masked(lines[0] if lines else type(error).__name__).rstrip(".")


def _begun(asked: str) -> str:
    return masked(" ".join(asked.split())[:40])


@contextmanager
def _of_duckdb(asked: str, path: Path) -> Iterator[tuple[list[str], Answer, str]]:
    """A query to a file of DuckDB, or to a folder of Parquet and CSV files; of other files nothing is read."""
    import duckdb

    try:
        with closing(duckdb.connect() if path.is_dir() else duckdb.connect(str(path), read_only=True)) as connection:
            if path.is_dir():
                _add_views(connection, path)
            if _TABLE.fullmatch(asked):
                quoted = ".".join('"{}"'.format(part.replace('"', '""')) for part in asked.split("."))
                asked = f"SELECT * FROM {quoted}"
            try:
                answer = connection.execute(asked)
            except duckdb.Error as error:
                names = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
                listed = _listed([name for (name,) in names])
                raise InputError(f"{path}: the query fails: {_reason(error)} ({listed})") from None
            yield [column[0] for column in answer.description], answer, str(path)
    except duckdb.Error as error:
        raise InputError(f"{path}: it can't be asked: {_reason(error)}") from None


def _add_views(connection: "duckdb.DuckDBPyConnection", folder: Path) -> None:
    """A view for each file of a folder, and for each folder in it; for all of it where it is divided by a column.

    A part of a path such as country=de is a column. Columns of CSV are texts, as what a column is is found later.
    """
    folder = folder.resolve()
    connection.execute(f"SET allowed_directories = [{_quoted(str(folder))}]")
    connection.execute("SET enable_external_access = false")
    inside = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "_")))
    divided = any(path.is_dir() and "=" in path.name for path in inside)
    for path in [folder] if divided else inside:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for suffixes, (reader, options) in _READERS.items():
            listed = ", ".join(_quoted(str(file)) for file in files if file.name.endswith(suffixes))
            if listed:
                name = path.name.partition(".")[0].replace('"', '""')
                connection.execute(f'CREATE VIEW IF NOT EXISTS "{name}" AS FROM {reader}([{listed}], {options})')
    connection.execute("SET lock_configuration = true")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
