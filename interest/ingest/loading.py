"""Any kind of input (file, folder, files, tables, DataFrame) into statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, TypeAlias
from urllib.parse import unquote

import pandas as pd

from interest.config import Progress, no_progress
from interest.engines import LOCAL, Engine, each
from interest.errors import InputError
from interest.ingest.attributes import Kind
from interest.ingest.cleaning import CleanRows, clean_rows
from interest.ingest.cleaning.people import ANONYMOUS
from interest.ingest.companions import COMPANIONS
from interest.ingest.kinds import kind_of_table, known_text
from interest.ingest.roles import LAYOUT, Columns, Roles, choose_roles
from interest.ingest.roles.names import match
from interest.ingest.said import Said
from interest.ingest.sources import (
    READABLE,
    Address,
    Options,
    Query,
    files_at,
    is_address,
    is_data,
    laid_out,
    read_query,
    read_tables,
    together,
)
from interest.ingest.statements import Statements, to_statements
from interest.ingest.tables import RawTable, frame_table
from interest.ingest.values import padded_like, padded_width
from interest.ingest.values.ratings import Scale

_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"  # what a path says of rows whose column is empty

Data: TypeAlias = str | Path | pd.DataFrame | RawTable | Query | Sequence[str | Path | RawTable | pd.DataFrame | Query]


def load(
    data: Data,
    columns: Columns | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
    day_first: bool | None = None,
    sheet: str | None = None,
    decimal_comma: bool | None = None,
    kinds: Mapping[str, Kind | None] | None = None,
    mask: bool = True,
    rating_scale: Scale | None = None,
) -> Statements:
    """The statements in a file, a folder, a database, a list of these or of tables, or a DataFrame.

    A file or folder may be an address, such as s3://bucket/posts (see `interest.ingest.sources.addresses`). Of a folder
    all readable files are taken, those of its folders too, in the order of their paths, without README files and, but
    for addresses, those called `items` or `interactions`; where some of several tables hold no texts of users (but
    items, or who took them), they are left out. A part of a path such as country=de is a column. The columns of each
    table are found on their own, as far as `columns` (role → column; several for texts; None for no such column)
    doesn't say; `packed`, `question` and `answer` among them say how cells are laid out.
    Where no column says the source it is the question that a text answers, or the file's name without suffix. Without a
    user column each row is a user of its own, named by the number of its row from 1. `day_first` says for dates such as
    03/05/2026 whether they begin with the day; None leaves it to each file (`values.date_order`), and the report says
    where that was in doubt; `decimal_comma` says the same for numbers such as 1,200. `rating_scale` is the worst and
    the best rating. `sheet` names the one sheet to read of workbooks; `kinds` says what further columns are (see
    `Attributes`), None that one is left out. `mask` puts […] in the place of contacts (addresses, telephone numbers).
    `progress` is called with the stages "reading" and "cleaning". Raises `InputError` for what can't be read or used;
    of several files those that can't be read are named in the readings of the first.
    """
    said = Said(
        columns or {}, encoding, delimiter, sheet, day_first, decimal_comma, rating_scale, kinds or {}, mask
    )  # fmt: skip
    return load_as(data, said, progress or no_progress)


def load_as(data: Data, said: Said, progress: Progress = no_progress, engine: Engine = LOCAL) -> Statements:
    """The statements of `load`, which keep what was said; files are read, and their texts cleaned, by the engine."""
    tables = [said.of(table) for table in _tables(data, said.options(), progress, engine)]
    rows = _clean(tables, said.columns, said.mask is not False, engine=engine)
    found = to_statements(rows, progress, said.kinds, engine)
    return replace(found, said=said)


def load_more(former: Statements, data: Data, said: Said, progress: Progress = no_progress) -> Statements:
    """Further statements, of rows that are numbered on, read as the former ones were.

    A table that has the columns of a former one gets its roles, its order of dates and its scale of ratings; attributes
    are of the kinds that they are known to be. What is `said` now goes before.
    """
    joined = said.over(former.said)
    options = former.said.options(likely=True) if said.options() == Options() else said.options()
    tables = []
    for table in map(said.of, _tables(data, options, progress)):
        like = next((reading for reading in reversed(former.readings) if reading.fits(table)), None)
        if like is not None:
            known = Said(day_first=like.day_first, decimal_comma=like.decimal_comma, rating_scale=like.rating_scale)
            as_before = {role: names for role, names in like.columns_for(table).items() if role not in said.columns}
            table = replace(known.of(table), columns=table.columns or as_before)
        tables.append(joined.of(table))
    rows = _clean(tables, said.columns, joined.mask is not False, former.report.n_rows)
    return to_statements(rows, progress, {**former.attributes.kinds, **joined.kinds})


def load_rows(data: Data, columns: Columns | None = None, progress: Progress = no_progress) -> CleanRows:
    """The clean rows that `load` makes statements of, texts whole; rows with empty texts stay in."""
    return _clean(_tables(data, Options(), progress), columns or {})


def _clean(
    tables: Sequence[RawTable], columns: Columns, mask: bool = True, first_row: int = 0, engine: Engine = LOCAL
) -> CleanRows:
    """The clean rows of some tables, which are numbered from `first_row`."""
    said = bool(columns) or any(table.columns for table in tables)
    tables = tables if said else _with_texts(tables)
    found = _roles(tables, columns)
    # Numbers alone could be the ids of users in another file.
    anonymous = ANONYMOUS if any("user_id" in roles.of for roles in found) else ""
    parts = []
    for table, roles in zip(tables, found, strict=True):
        parts.append(clean_rows(table, roles, first_row, anonymous, mask, engine))
        first_row += len(table.frame)
    return CleanRows.of(_padded_alike(parts))


def _padded_alike(parts: Sequence[CleanRows]) -> list[CleanRows]:
    """Ids of users without the zeros that a spreadsheet took (20) as those of another table that has them (000020)."""
    padded = [part.frame["user_id"] for part in parts if padded_width(part.frame["user_id"])]
    if not padded or len(padded) == len(parts):
        return list(parts)
    result = []
    for part in parts:
        users = part.frame["user_id"]
        same = padded_like(users, padded[0]) if padded_width(users) is None else {}
        frame = part.frame.assign(user_id=users.map(same).astype("str")) if same else part.frame
        result.append(replace(part, frame=frame))
    return result


def preview(table: RawTable, n_rows: int = 1000) -> CleanRows:
    """The first rows of a table as `load` would read them, with the decisions and what was changed or left out.

    Raises `InputError` where no column can be the text.
    """
    roles = choose_roles(table.frame, table.labels, table.columns)
    head = replace(table, frame=table.frame.head(n_rows), lines=table.lines[:n_rows])
    rows = clean_rows(head, roles)
    return replace(rows, readings=(replace(rows.readings[0], n_rows=len(table.frame)),))


def readable_files(folder: str | Path) -> list[Path]:
    """The files of a folder, and of its folders, that `load` reads, in the order of their paths.

    Raises `InputError` where there is none.
    """
    folder = Path(folder)
    files = [
        path
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
        if path.is_file() and path.stem.lower() not in COMPANIONS and is_data(path.relative_to(folder).as_posix())
    ]
    return files or _nothing_in(folder)


def _tables(data: Data, options: Options, progress: Progress, engine: Engine = LOCAL) -> list[RawTable]:
    """The tables of all data; files of several that can't be read are told in the notes of the first table."""
    sources = _flat(data)
    if not sources:
        raise InputError("There is nothing to read: the list of files is empty.")
    files = [(source, name) for source, name in sources if isinstance(source, Path | Address)]
    read = partial(_read, options=options)
    of_files = iter(each(engine, read, *zip(*files, strict=True), report=partial(progress, "reading"), size=1))
    tables, wrong = [], []
    for source, _ in sources:
        found = next(of_files) if isinstance(source, Path | Address) else read(source)
        if isinstance(found, InputError):
            wrong.append(found)
        else:
            tables += found
    progress("reading", 1.0)
    if not tables:
        raise wrong[0]
    tables = together(tables)
    return [replace(tables[0], notes=(*tables[0].notes, *(f"not read: {each}" for each in wrong))), *tables[1:]]


def _read(
    source: Path | Address | pd.DataFrame | RawTable | Query, name: str | None = None, options: Options | None = None
) -> list[RawTable] | InputError:
    """The tables of one source, or why it can't be read."""
    if isinstance(source, RawTable):
        return [source]
    options = options or Options()
    try:
        if isinstance(source, pd.DataFrame | Query):
            table = read_query(source) if isinstance(source, Query) else frame_table(source)
            return [laid_out(table, options.layout, options.likely) if options.layout else table]
        return _parts(source, name, options)
    except InputError as error:
        return error


def _parts(source: Path | Address, name: str | None, options: Options) -> list[RawTable]:
    """The tables of a file; what its path says, as country=de does, is a column, and no part of their names."""
    folders = PurePosixPath(name).parts[:-1] if name else ()
    said = {part.partition("=")[0]: unquote(part.partition("=")[2]) for part in folders if "=" in part}
    tables = read_tables(source, name, options)
    if not said:
        return tables
    # The folder above the parts is what its files are parts of.
    path = source.path if isinstance(source, Address) else source
    above = path.parents[len(folders) - next(at for at, part in enumerate(folders) if "=" in part)].name
    left = PurePosixPath(above, *(part for part in folders if "=" not in part))
    values = {column: "" if value == _NO_VALUE else value for column, value in said.items()}
    result = []
    for table in tables:
        more = {column: value for column, value in values.items() if column not in table.frame}
        name = str(left / PurePosixPath(table.name).name)
        result.append(replace(table, name=name, frame=table.frame.assign(**more).astype("str")))
    return result


def _flat(data: Data) -> Sequence[tuple[Path | Address | pd.DataFrame | RawTable | Query, str | None]]:
    """The files and tables that some data stand for, folders opened; files of folders with their paths in them."""
    if isinstance(data, pd.DataFrame | RawTable | Query):
        return [(data, None)]
    if isinstance(data, str) and is_address(data):
        return _at(data)
    if isinstance(data, str | Path):
        path = Path(data)
        if not path.is_dir():
            return [(path, None)]
        return [(file, file.relative_to(path).as_posix()) for file in readable_files(path)]
    if isinstance(data, Iterable):
        return [source for item in data for source in _flat(item)]
    raise InputError(f"Expected a file, a folder, a list of files or a DataFrame, got {type(data).__name__}.")


def _at(url: str) -> list[tuple[Address, str | None]]:
    """The files at an address; of a folder those that can be read."""
    found = [(file, name) for file, name in files_at(url) if name is None or is_data(name)]
    return found or _nothing_in(Address(url))


def _nothing_in(folder: Path | Address) -> NoReturn:
    raise InputError(f"{folder}: there is no file to read in this folder; the kinds are {', '.join(READABLE)}.")


def asked_of(data: Data, connection: Any) -> Data:
    """Data of which every string that is no readable file's name is a query to a database, or the name of a table.

    Without a connection (None) they are what they were.
    """
    if connection is None or isinstance(data, Path | pd.DataFrame | RawTable | Query):
        return data
    if isinstance(data, str):
        is_file = Path(data).suffix.lower() in READABLE and not any(map(str.isspace, data))
        return data if is_file else Query(data, connection)
    return [asked_of(each, connection) for each in data]


def _with_texts(tables: Sequence[RawTable]) -> list[RawTable]:
    """Of several tables those that hold texts of users, with a note on the others; all where none does for certain."""
    if len(tables) == 1:
        return list(tables)
    named, likely = [], []
    for table in tables:
        certainty = _certainty(table)
        named += [table] * (certainty == 2)
        likely += [table] * (certainty >= 1)
    sure = named or likely
    if not sure or len(sure) == len(tables):
        return list(tables)
    left = tuple(
        f"{table.name} was not read for texts: it holds none of users"
        for table in tables
        if not any(table is s for s in sure)
    )
    return [replace(sure[0], notes=(*sure[0].notes, *left)), *sure[1:]]


def _certainty(table: RawTable) -> int:
    """How certain it is that a table holds texts: 2 where a column is called so, 1 where users and times stand beside
    something like a text, else 0."""
    if kind_of_table(table) != "texts":
        return 0
    try:
        roles = choose_roles(table.frame, table.labels)
    except InputError:
        return 0
    if any(known_text(column, table.labels.get(column, "")) for column in roles.texts):
        return 2
    if not {"user_id", "timestamp"} <= roles.of.keys():
        return 0
    return 2 if any(match(column, "title") for column in roles.texts) else 1


def _roles(tables: Sequence[RawTable], columns: Columns) -> list[Roles]:
    """The roles of each table's columns: of those that are named, the ones that it has; the rest found."""
    for role, names in columns.items():
        for name in [names] if isinstance(names, str) else names or ():
            if name and not any(name in table.frame or name in table.whole for table in tables):
                available = list(dict.fromkeys(column for table in tables for column in (*table.whole, *table.frame)))
                raise InputError(
                    f"There is no column {name!r} for {role}; the columns are {', '.join(map(repr, available))}."
                )
    found = []
    for table in tables:
        try:
            found.append(choose_roles(table.frame, table.labels, {**_present(columns, table), **table.columns}))
        except InputError as error:
            raise InputError(f"{table.name}: {error}" if table.name else str(error)) from None
    return found


def _present(columns: Columns, table: RawTable) -> Columns:
    """What is said of the columns that a table has."""
    present: dict[str, Sequence[str] | None] = {}
    for role, names in columns.items():
        if role in LAYOUT:
            continue  # the table is laid out already
        given = [names] if isinstance(names, str) else list(names or ())
        here = [name for name in given if name in table.frame]
        if here or not any(given):
            present[role] = here or None
    return present
