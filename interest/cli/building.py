"""The commands that make studies."""

import tempfile
from pathlib import Path
from typing import Annotated, Literal

import typer

import interest
from interest.cli.console import QuietOption, StudyArgument, changed, progress_bar, study_folder
from interest.cli.editing import keep_edits
from interest.cli.sample_studies import bring_up_to_date, sample_folders
from interest.errors import InputError, StudyError
from interest.ingest import Reading
from interest.library import MARKER
from interest.quality import assessed
from interest.study import Study

ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ROLE=NAME",
        help="Say which column is user_id, text, timestamp … (ROLE= for none). Repeatable; texts may have several.",
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


def build(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH…", help="Files, or a folder of them: CSV, TSV, TXT, XLSX, ODS, JSON, JSONL, Parquet; GZ, ZIP."
        ),
    ],
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="STUDY", help="Name to save the study under, or a folder (a path with /)."),
    ],
    items: Annotated[Path | None, typer.Option(help="File of items: item_id, text.")] = None,
    interactions: Annotated[Path | None, typer.Option(help="File of who took what: user_id, item_id.")] = None,
    users: Annotated[Path | None, typer.Option(help="File of what is known of users: user_id and any columns.")] = None,
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
    sheet: SheetOption = None,
    mask: Annotated[
        bool,
        typer.Option("--mask/--no-mask", help="Put […] in the place of addresses, telephone numbers and the like."),
    ] = True,
    name: Annotated[str, typer.Option(help="Title of the study; by default that of its folder.")] = "",
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
            sheet=sheet,
            mask=mask,
            ignore=ignore or (),
            language=language,
            name=name or folder.resolve().name,
        )
        keep_edits(study, folder)
        study.save_assessed(folder, progress)
    if not quiet:
        _print_summary(study, folder)


def add(
    study: StudyArgument,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH…]", help="Files of the kinds that `build` reads.")
    ] = None,
    interactions: Annotated[Path | None, typer.Option(help="File of who took what since: user_id, item_id.")] = None,
    column: ColumnOption = None,
    day_first: DatesOption = None,
    quiet: QuietOption = False,
) -> None:
    """Put new rows on the tree of a study, which stays as it is, and new interactions beside the old.

    Rows go where the statements lie that they are most like. For new interests build anew.
    """
    columns = columns_of(column)
    if not paths and interactions is None:
        raise InputError("There is nothing to add: give files of texts, or --interactions FILE.")
    data = None if not paths else paths[0] if len(paths) == 1 else paths
    before = 0
    with progress_bar(quiet) as progress:

        def grow(latest: Study) -> Study:
            nonlocal before
            before = len(latest.statements)
            latest.add(data, columns, progress, day_first, interactions)
            grown = assessed(latest.contents, progress)
            progress("saving", 0.0)
            return Study(grown)

        found = changed(study, grow, takes_long=True)
    if not quiet:
        new = found.statements.iloc[before:]
        loose = f", {new['is_outlier'].mean():.0%} of them loosely related" if len(new) else ""
        typer.echo(f"{len(new):,} statements of {new['user_id'].nunique():,} users added{loose}.")


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


def _check_place(folder: Path) -> None:
    """Before the work rather than after it: whether a study can be saved there."""
    try:
        if folder.exists() and not (folder / MARKER).exists() and (folder.is_file() or any(folder.iterdir())):
            raise StudyError(f"{folder} holds something else than a study; choose another folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryDirectory(dir=folder.parent, prefix=".saving-").cleanup()
    except OSError as error:
        raise StudyError(f"No study can be saved in {folder} ({error.strerror}); choose another folder.") from None


def _print_summary(study: Study, folder: Path) -> None:
    numbers = [(len(study.tree.level("category")), "categories"), (len(study.tree.level("topic")), "topics")]
    tree = " and ".join(f"{count} {what}" for count, what in numbers)
    typer.echo(f"{study.name}: {len(study.statements):,} statements of {len(study.users):,} users in {tree}.")
    for reading in study.contents.ingested.readings:
        _print_reading(reading)
    if cleaned := [f"{reason} {count:,}" for reason, count in study.report.counts.itertuples(index=False)]:
        typer.echo(f"Cleaning: {', '.join(cleaned)}.")
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
