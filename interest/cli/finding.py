"""The command that says what stands out."""

from collections.abc import Iterator
from dataclasses import asdict, fields

import pandas as pd
import typer

from interest.cli.console import JsonOption, StudyArgument, named, opened, print_json, print_table
from interest.export import records
from interest.findings import Finding, lacking
from interest.study import Study

NAMES_SHOWN = 6
COMPARED = ("rising", "fading", "source", "pair", "disliked")
"""The kinds whose share stands against another one."""


def findings(study: StudyArgument, as_json: JsonOption = False) -> None:
    """Print what stands out: the largest, trends, leanings of sources, low ratings, neighbours, what few people carry.

    Of what is tested, only what is hardly chance (false discovery rate 5%), large, and carried by five users or more.
    Intervals have people as the unit; more needed are those it would take to find it again in four of five studies.
    """
    found = opened(study)
    said, missing = found.findings(), lacking(found.contents)
    if as_json:
        print_json({"findings": records(_for_programs(found, said)), "lacking": list(missing)})
        return
    columns = "finding", "interest", "share (95%)", "against", "users", "q", "more needed", "for example"
    print_table("Findings", columns, _rows(found, said))
    if missing:
        typer.echo(f"\nMore can be found in data with (more of) the columns: {', '.join(missing)}.")


def _for_programs(study: Study, found: tuple[Finding, ...]) -> pd.DataFrame:
    """A row a finding, with the names of its nodes and the texts of its statements."""
    table = pd.DataFrame([asdict(finding) for finding in found], columns=[field.name for field in fields(Finding)])
    names = [[study.tree.path_name(node) for node in finding.nodes] for finding in found]
    return table.assign(names=names, texts=[_texts(study, finding) for finding in found])


def _rows(study: Study, found: tuple[Finding, ...]) -> Iterator[tuple[str, ...]]:
    for finding in found:
        where = finding.source or (f"since {finding.since:%Y-%m-%d}" if finding.since is not None else "")
        nodes = named(finding.nodes[:NAMES_SHOWN], study.tree) + ("…" if len(finding.nodes) > NAMES_SHOWN else "")
        interval = "" if finding.low != finding.low else f" ({finding.low:.1%} to {finding.high:.1%})"
        yield (
            f"{finding.kind} ({where})" if where else finding.kind,
            nodes,
            f"{finding.share:.1%}{interval}",
            f"{finding.against:.1%}" if finding.kind in COMPARED else "",
            f"{finding.users:,}",
            "" if finding.q != finding.q else f"{finding.q:.2g}",
            f"{finding.needed:,.0f}" if finding.needed > 0 else "",
            "\n".join(_texts(study, finding)),
        )


def _texts(study: Study, finding: Finding) -> list[str]:
    return study.statements.set_index("statement_id")["text"].loc[list(finding.examples)].tolist()
