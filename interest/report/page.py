"""A report as one HTML page that works offline: nothing in it is loaded from elsewhere."""

import hashlib
import re
from base64 import b64encode
from importlib import resources

from interest.encoders import encoder_label
from interest.report import contents
from interest.report.columns import column_parts
from interest.report.handout import Handout
from interest.report.pictures import map_picture, sunburst
from interest.texts import Say, catalogue, translate
from interest.wording import trust_figures

_BOLD = re.compile(r"\*\*(.+?)\*\*")


def html_page(handout: Handout) -> str:
    """The report: findings, the tree as a picture and in words, map, segments, users, trust, how it was made.

    Texts of users are escaped, and the page forbids itself to load anything or to run any script but its own (Content
    Security Policy), so that it is as safe as what it shows is private.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    t = handout.say
    environment = Environment(
        loader=PackageLoader("interest.report", ""), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(whole="{:,}".format, percent="{:.0%}".format, bold=_bold)
    columns, even_columns = column_parts(handout.columns, handout.of_people, handout.tree, handout.colours, t)
    style, script = (_file(name) for name in ("page.css", "page.js"))
    return environment.get_template("page.html").render(
        t=t,
        title=_called("sample", handout.name, handout),
        encoder=_called("encoder", encoder_label(handout.making.encoder), handout),
        handout=handout,
        style=style,
        script=script,
        script_hash=b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        written=_written(handout),
        figures=_figures(handout, t),
        tree=sunburst(handout, t("tree.whole"), lambda node: t("handout.behind", statements=node.size, n=node.users)),
        map=map_picture(handout),
        said=contents.sayings(handout),
        findings=contents.findings(handout, t),
        found_nothing=[t(f"findings.no_{search}") for search in handout.found_nothing],
        parts=contents.parts(handout, t),
        outcomes=contents.outcome_parts(handout, t),
        own=contents.own_parts(handout, t),
        columns=columns,
        even_columns=even_columns,
        groups=contents.group_parts(handout, t),
        comparison=contents.comparison(handout, t),
        people=contents.people(handout),
        sources=contents.sources(handout),
        cleaning=[(t(f"cleaning.{why.replace(' ', '_')}"), n) for why, n in handout.making.cleaning.items()],
        trust=[*_read(handout, t), *(trust_figures(handout.quality, t) if handout.quality else [])],
    )


def _bold(text: str) -> str:
    """An escaped text of the catalogue, in which `**` marks what is bold, as HTML."""
    return _BOLD.sub(r"<b>\1</b>", str(text))


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _called(section: str, name: str, handout: Handout) -> str:
    """What a sample or a bundled encoder is called in the language of the handout; others have their names."""
    key = f"{section}.{name}"
    return translate(handout.language, key) if key in catalogue(handout.language) else name


def _read(handout: Handout, t: Say) -> list[tuple[str, str, str]]:
    """How much of the whole is right, by who read some of it: value, name, and what it means; nothing if too few."""
    whole = handout.precision[handout.precision["node_id"] == ""]
    return [
        (f"{row.precision:.0%}", t("audit.checked"), t("audit.checked_help", n=row.asked, low=row.low, high=row.high))
        for row in whole.itertuples()
    ]


def _figures(handout: Handout, t: Say) -> list[tuple[str, str]]:
    """The headline figures: value and name."""
    counts = contents.levels(handout)
    figures = [
        (len(handout.statements), t("data.statements")),
        (len(handout.users), t("handout.writers")),
        (counts["category"], t("data.categories")),
        (counts["topic"], t("data.topics")),
    ]
    return [(f"{value:,}", name) for value, name in figures]


def _written(handout: Handout) -> str:
    """From which day to which; "" where no time is known."""
    times = handout.statements["timestamp"].dropna()
    if times.empty:
        return ""
    first, last = f"{times.min():%Y-%m-%d}", f"{times.max():%Y-%m-%d}"
    return first if first == last else f"{first} – {last}"
