"""The commands that make studies."""

import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import interest
from interest.cli.console import (
    JsonOption,
    QuietOption,
    StudyArgument,
    changed,
    opened,
    print_json,
    progress_bar,
    study_folder,
)
from interest.cli.editing import keep_edits
from interest.cli.sample_studies import bring_up_to_date, sample_folders
from interest.contents import Contents
from interest.errors import InputError, StudyError
from interest.ingest import CleaningReport, Reading
from interest.ingest.attributes import KINDS, Kind
from interest.ingest.values.ratings import Scale, scale_from
from interest.library import MARKER
from interest.quality import assessed
from interest.study import Study
from interest.texts import units

ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROLE=NAME",
        help="Say which column is user_id, text, timestamp, speaker, packed, question … (ROLE= for none). Repeatable; "
        "text, title, speaker, automatic and packed may have several.",
    ),
]

DatesOption = Annotated[
    bool | None,
    typer.Option(
        "--day-first/--month-first", help="How dates such as 03/05/2026 are written; by default as the data show."
    ),
]

DecimalsOption = Annotated[
    bool | None,
    typer.Option(
        "--decimal-comma/--decimal-point", help="Whether 1,200 is one and a fifth; by default as the data show."
    ),
]

SheetOption = Annotated[
    str | None, typer.Option(help="The sheet to read of a workbook; by default all that have the same columns.")
]

EncodingOption = Annotated[str | None, typer.Option(help="Of text files, such as gb18030; by default as it is found.")]

DelimiterOption = Annotated[str | None, typer.Option(help="Between the cells of a line; by default as it is found.")]

ScaleOption = Annotated[
    str | None,
    typer.Option(
        metavar="WORST-BEST", help="The scale of ratings, such as 1-5, or 6-1 for marks of which a low one is better."
    ),
]

KindOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN=KIND",
        help=f"Say what an attribute is: {', '.join(KINDS)} (COLUMN= leaves it out). Repeatable.",
    ),
]

MaskOption = Annotated[
    bool | None,
    typer.Option("--mask/--no-mask", help="Put […] in the place of addresses, telephone numbers and the like."),
]

FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATABASE",
        help="Read by SQL: each PATH is a query or a table. A URL as SQLAlchemy has them, or better the name of an "
        "environment variable that holds it; a file of SQLite or DuckDB; or a folder of Parquet and CSV files.",
    ),
]


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Files, or a folder of them: CSV, TSV, TXT, XLSX, ODS, JSON, JSONL, Parquet; GZ, ZIP. With --from a "
            "query, or a table.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="STUDY", help="Name to save the study under, or a folder (a path with /)."),
    ],
    connection: FromOption = None,
    items: Annotated[str | None, typer.Option(help="File of items: item_id, text.")] = None,
    interactions: Annotated[str | None, typer.Option(help="File of who took what: user_id, item_id.")] = None,
    users: Annotated[str | None, typer.Option(help="File of what is known of users: user_id and any columns.")] = None,
    encoder: Annotated[
        str, typer.Option(help="auto, english, multilingual, or a sentence-transformers name or folder.")
    ] = "auto",
    categories: Annotated[int | None, typer.Option(help="About how many; by default as the data ask.")] = None,
    topics: Annotated[int | None, typer.Option(help="About how many; by default as the data ask.")] = None,
    seed: Annotated[int, typer.Option(help="Same data, options and seed: same study.", min=0, max=2**32 - 1)] = 0,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help="Keep a word out of names, keywords and what is clustered. Repeatable."),
    ] = None,
    language: Annotated[
        Literal["en", "zh"] | None, typer.Option(help="Language of names; by default that of most texts.")
    ] = None,
    column: ColumnOption = None,
    day_first: DatesOption = None,
    decimal_comma: DecimalsOption = None,
    rating_scale: ScaleOption = None,
    kind: KindOption = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    mask: MaskOption = None,
    name: Annotated[str, typer.Option(help="Title of the study; by default that of its folder.")] = "",
    engine: Annotated[
        Literal["local", "ray"], typer.Option(help="Where most of the work is done: here, or on a Ray cluster.")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            help="Of the Ray cluster's head, which must see the files under the same names, as must all its machines; "
            "by default the one that runs on this machine.",
        ),
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Build a study from what users wrote.

    A study of that name is replaced; edits of its tree are made again where their nodes are found in the new one. In a
    folder, files called items and interactions are taken for those two.
    """
    folder = study_folder(out)
    columns = columns_of(column)
    _check_place(folder)
    with progress_bar(quiet) as progress:
        study = interest.build(
            paths[0] if len(paths) == 1 else paths,
            connection=connection,
            items=items,
            interactions=interactions,
            users=users,
            encoder=encoder,
            categories=categories,
            topics=topics,
            seed=seed,
            progress=progress,
            columns=columns,
            day_first=day_first,
            decimal_comma=decimal_comma,
            rating_scale=scale_of(rating_scale),
            kinds=kinds_of(kind),
            sheet=sheet,
            encoding=encoding,
            delimiter=delimiter,
            mask=mask is not False,
            ignore=ignore or (),
            language=language,
            name=name or folder.resolve().name,
            engine=engine,
            address=address,
        )
        keep_edits(study, folder)
        study.save_assessed(folder, progress)
    if not quiet:
        _print_summary(study, folder)


def add(
    study: StudyArgument,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH…]", help="Files of the kinds that `build` reads.")
    ] = None,
    connection: FromOption = None,
    interactions: Annotated[str | None, typer.Option(help="File of who took what since: user_id, item_id.")] = None,
    column: ColumnOption = None,
    day_first: DatesOption = None,
    decimal_comma: DecimalsOption = None,
    rating_scale: ScaleOption = None,
    kind: KindOption = None,
    sheet: SheetOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    mask: MaskOption = None,
    quiet: QuietOption = False,
) -> None:
    """Put new rows on the tree of a study, which stays as it is, and new interactions beside the old.

    Rows go where the statements lie that they are most like; what fits nowhere is gathered for `candidates`. Files are
    read as those of the study were, as far as no option says otherwise (see `interest info`).
    """
    said: dict[str, Any] = {
        "columns": columns_of(column), "day_first": day_first, "decimal_comma": decimal_comma,
        "rating_scale": scale_of(rating_scale), "kinds": kinds_of(kind), "sheet": sheet, "encoding": encoding,
        "delimiter": delimiter, "mask": mask, "connection": connection, "interactions": interactions,
    }  # fmt: skip
    if not paths and interactions is None:
        raise InputError("There is nothing to add: give files of texts, or --interactions FILE.")
    data = None if not paths else paths[0] if len(paths) == 1 else paths
    before = 0
    with progress_bar(quiet) as progress:

        def grow(latest: Study) -> Study:
            nonlocal before
            before = len(latest.statements)
            latest.add(data, progress=progress, **said)
            grown = assessed(latest.contents, progress)
            progress("saving", 0.0)
            return Study(grown)

        found = changed(study, grow, takes_long=True)
    if not quiet:
        new = found.statements.iloc[before:]
        loose = f", {new['is_outlier'].mean():.0%} of them loosely related" if len(new) else ""
        typer.echo(f"{len(new):,} statements of {new['user_id'].nunique():,} users added{loose}.")
        if there := len(found.candidates()):
            typer.echo(f"{there} may be new interests: `interest candidates {study}` shows them.")


def columns_of(pairs: list[str] | None) -> dict[str, list[str] | None]:
    """The columns of each role that is named; a role that comes again has several."""
    columns: dict[str, list[str] | None] = {}
    for role, name in map(role_and_column, pairs or ()):
        columns[role] = [*(columns.get(role) or []), name] if name else None
    return columns


def role_and_column(pair: str) -> tuple[str, str | None]:
    """`role=name`; without a name there is no such column."""
    role, equals, name = pair.partition("=")
    if not equals:
        raise typer.BadParameter(f"{pair!r} is not of the form role=name.", param_hint="--column")
    return role.strip(), name.strip() or None


def kinds_of(pairs: list[str] | None) -> dict[str, Kind | None]:
    """The kind of each column that is named; None for one that is left out."""
    kinds: dict[str, Kind | None] = {}
    for pair in pairs or ():
        column, equals, said = pair.rpartition("=")
        known = next((kind for kind in KINDS if kind == said.strip()), None)
        if not equals or (said.strip() and known is None):
            raise typer.BadParameter(
                f"{pair!r} is not of the form column=kind; the kinds are {', '.join(KINDS)}.", param_hint="--kind"
            )
        kinds[column.strip()] = known
    return kinds


def scale_of(text: str | None) -> Scale | None:
    """The scale that somebody writes; None where nobody does."""
    return None if text is None else scale_from(text)


def _check_place(folder: Path) -> None:
    """Before the work rather than after it: whether a study can be saved there."""
    try:
        if folder.exists() and not (folder / MARKER).exists() and (folder.is_file() or any(folder.iterdir())):
            raise StudyError(f"{folder} holds something else than a study; choose another folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=".saving-").cleanup()
    except OSError as error:
        raise StudyError(f"No study can be saved in {folder} ({error.strerror}); choose another folder.") from None


def info(study: StudyArgument, as_json: JsonOption = False) -> None:
    """Show what a study was made of: how its data were read, and what is known beside the texts."""
    found = opened(study).contents
    ingested, known = found.ingested, found.ingested.attributes
    if as_json:
        print_json(
            {
                "name": found.name, "built": found.built_at, "encoder": found.config.encoder,
                "rows": found.report.n_rows, "statements": len(ingested), "users": len(found.users),
                "said": ingested.said.to_json(), "kinds": dict(known.kinds),
                "readings": [reading.to_json() for reading in ingested.readings],
                "cleaning": dict(found.report.counts.itertuples(index=False)),
            }
        )  # fmt: skip
        return
    typer.echo(
        f"{found.name}: {found.report.n_rows:,} rows gave {len(ingested):,} statements of {_users(found)}; "
        f"built {found.built_at[:10] or 'just now'} with the encoder {found.config.encoder}."
    )
    if not ingested.readings:
        typer.echo("How its data were read is not known: it was built by a former version.")
    for reading in ingested.readings:
        _print_reading(reading)
    for whose, columns in (("user", known.of_users), ("statement", known.of_statements)):
        if columns:
            typer.echo(
                f"Known of each {whose}: {', '.join(f'{column!r} ({known.kinds[column]})' for column in columns)}"
            )
    _print_cleaning(found.report)


def _users(contents: Contents) -> str:
    """How many users there are; rows, by what they are called, where nobody is known."""
    called = "users" if contents.has_people else units("en")[contents.unit]["units"]
    return f"{len(contents.users):,} {called}"


def _print_cleaning(report: CleaningReport) -> None:
    if cleaned := [f"{reason} {count:,}" for reason, count in report.counts.itertuples(index=False)]:
        typer.echo(f"Cleaning: {', '.join(cleaned)}.")


def _print_summary(study: Study, folder: Path) -> None:
    numbers = [(len(study.tree.level("category")), "categories"), (len(study.tree.level("topic")), "topics")]
    tree = " and ".join(f"{count} {what}" for count, what in numbers)
    typer.echo(f"{study.name}: {len(study.statements):,} statements of {_users(study.contents)} in {tree}.")
    for reading in study.contents.ingested.readings:
        _print_reading(reading)
    _print_cleaning(study.report)
    for note in study.notes:
        typer.echo(note)
    typer.echo(f"Saved in {folder}")


def _print_reading(reading: Reading) -> None:
    """What was decided for one table: which column is what and why, what was not used, how values were read."""
    typer.echo(f"{reading.file or 'The data'}: {reading.n_rows:,} rows")
    for sentence in reading.found:
        typer.echo(f"  {sentence}")
    for use in reading.used:
        typer.echo(f"  {use.role}: {use.column!r} ({use.why})")
    for role in ("attribute", "unused"):
        columns = [use for use in reading.others if use.role == role]
        if columns:
            typer.echo(f"  {role}: {', '.join(f'{use.column!r} ({use.why})' for use in columns)}")
    for sentence in reading.values:
        typer.echo(f"  {sentence}")


def samples(quiet: QuietOption = False) -> None:
    """Build the studies of the samples that are missing or out of date."""
    for folder in sample_folders():
        with progress_bar(quiet) as progress:
            outcome = bring_up_to_date(folder, progress)
        if not quiet:
            typer.echo(f"{folder.name}: {outcome}")
