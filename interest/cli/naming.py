"""The command that changes how the nodes of a saved study are called."""

from typing import Annotated, Literal

import typer

from interest.cli.console import QuietOption, StudyArgument, changed, opened, print_json, progress_bar
from interest.errors import InputError
from interest.hierarchy.naming.llm_naming import Endpoint, NamingResult
from interest.study import Study


def name(
    study: StudyArgument,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help="Keep a word out, in the place of those kept out before. Repeatable."),
    ] = None,
    ignore_nothing: Annotated[bool, typer.Option("--ignore-nothing", help="Let all words in again.")] = False,
    language: Annotated[
        Literal["en", "zh", "texts"] | None, typer.Option(help="Language of names; texts: that of most of them.")
    ] = None,
    llm: Annotated[
        bool,
        typer.Option(
            "--llm",
            help="Send keywords and typical texts to INTEREST_LLM_URL (an OpenAI-compatible endpoint, with "
            "INTEREST_LLM_MODEL and INTEREST_LLM_KEY) and take the names that it gives.",
        ),
    ] = False,
    show: Annotated[bool, typer.Option("--show", help="Print what --llm would send, and send nothing.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Name the nodes of a study anew, from the same vectors, and save it; edits by hand are kept."""
    if ignore and ignore_nothing:
        raise typer.BadParameter("--ignore and --ignore-nothing can't be had at once.")
    endpoint = _endpoint() if llm or show else None
    ignored = () if ignore_nothing else ignore
    if endpoint and show:
        found = _by_words(opened(study), ignored, language)
        print_json({"address": endpoint.address, "requests": found.edit.naming_requests(endpoint)})
        return
    results: list[NamingResult] = []
    with progress_bar(quiet) as progress:

        def rename(latest: Study) -> Study:
            named = _by_words(latest, ignored, language)
            if endpoint:
                results.append(named.edit.rename_with(endpoint, progress))
            return named

        found = changed(study, rename, takes_long=bool(endpoint))
    if not quiet:
        typer.echo(found.tree.to_text())
        for note in found.notes:
            typer.echo(f"\n{note}")
        if results:
            result = results[-1]
            typer.echo(
                f"\n{len(result.names)} names are new, {result.kept} stayed. {' '.join(result.problems)}".rstrip()
            )


def _endpoint() -> Endpoint:
    endpoint = Endpoint.from_environment()
    if endpoint is None:
        raise InputError(
            "No language model is configured. Set INTEREST_LLM_URL (such as http://localhost:11434/v1), "
            "INTEREST_LLM_MODEL and, if it needs one, INTEREST_LLM_KEY."
        )
    return endpoint


def _by_words(
    study: Study, ignore: list[str] | tuple[()] | None, language: Literal["en", "zh", "texts"] | None
) -> Study:
    """The study with the built-in names, as wished."""
    if language:
        study = study.named_in(None if language == "texts" else language)
    config = study.config
    return study.recut(config.categories, config.topics) if ignore is None else study.ignore(ignore)
