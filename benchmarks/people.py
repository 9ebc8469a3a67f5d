"""Ten people at once, each at a browser with a study of their own, and two who build: does anything cross over or fail?

    python benchmarks/people.py --minutes 30       # Chromium, and the encoder of the tests in place of the real ones
    python benchmarks/people.py --minutes 5 --people 10 --builders 2

In each round all open a page by chance at once; then one renames a category of theirs. Each study has a mark in the
names of its categories: a mark that is not one's own, an error on a page or in the browser, a page or a change that
does not come, a change in another study, or a build without an end, is a failure; people go on after one. Prints the
memory of the server and of all that it started, once a minute. Exit code 1 where something failed.
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser, TimeoutError, sync_playwright

import interest
from interest.study import open_study

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from asking_app import WORKER
from conftest import FakeEncoder, plant
from visiting import ARGUMENTS, HEIGHT, LOCALES, ROOT, SERVE_PLANTED, WIDTH, Visitor, serving

PAGES = ("findings", "tree", "map", "users", "segments", "compare", "search", "quality", "data")
MARK = re.compile(r"Mark\d\d")
MEGABYTE = 1024**2
BUILDING = 300.0
"""Seconds after which a build is taken not to come to its end."""


@dataclass
class Guest:
    """Somebody with a study of their own."""

    visitor: Visitor
    number: int
    changes: int = 0

    @property
    def study(self) -> str:
        """The name of their study, which is no mark."""
        return f"study-{self.number:02}"

    @property
    def mark(self) -> str:
        """What stands in the names of its categories."""
        return f"Mark{self.number:02}"


@dataclass
class Builder:
    """Somebody who builds one study after the other."""

    visitor: Visitor
    number: int
    built: int = 0
    since: float | None = None
    """When the build began that is under way."""

    @property
    def study(self) -> str:
        """What is built now."""
        return f"built-{self.number}-{self.built}"


@dataclass
class Outcome:
    """What came of it."""

    failures: list[str] = field(default_factory=list)
    pages: int = 0
    changes: int = 0
    builds: int = 0
    slowest: float = 0.0
    """Seconds until a page was there that all had asked for at once."""
    memory: list[float] = field(default_factory=list)
    """MB of the server, with all processes that it started, after each round."""

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.changes} changes, {self.builds} builds, {len(self.failures)} failures; the "
            f"slowest page came after {self.slowest:.1f} s; memory {self.memory[0]:.0f} MB after the first round, "
            f"{self.memory[-1]:.0f} MB after the last of {len(self.memory)}, {max(self.memory):.0f} MB at most"
        )


def mark_studies(saved: Path, home: Path, people: int) -> None:
    """A copy of a study for each, with their mark in the names of all categories."""
    for number in range(people):
        study = open_study(saved)
        for node in study.tree.level("category"):
            study.edit.rename(node.id, f"{node.name} Mark{number:02}")
        study.save(home / "studies" / f"study-{number:02}")


@contextmanager
def crowd(browser: Browser, saved: Path, folder: Path, people: int, builders: int) -> Iterator["Crowd"]:
    """People at their browsers, and the app that they all visit, while the block lasts."""
    mark_studies(saved, folder / "home", people)
    worker = folder / "worker.py"
    worker.write_text(WORKER.format(tests=str(ROOT / "tests")), "utf-8")
    quick = (
        f"import sys\nfrom interest.ui.jobs import background\nbackground.WORKER = (sys.executable, {str(worker)!r})\n"
    )
    with serving(folder, quick + SERVE_PLANTED, INTEREST_JOBS=str(max(builders, 1))) as address:
        contexts = [
            browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale=LOCALES["en"])
            for _ in range(people + builders)
        ]
        try:
            visitors = [Visitor(context.new_page(), address, "en", folder) for context in contexts]
            guests = [Guest(visitor, number) for number, visitor in enumerate(visitors[:people])]
            yield Crowd(folder, guests, [Builder(visitor, number) for number, visitor in enumerate(visitors[people:])])
        finally:
            for context in contexts:
                context.close()


@dataclass
class Crowd:
    """All that are there, and what came of it so far."""

    folder: Path
    guests: Sequence[Guest]
    builders: Sequence[Builder]
    outcome: Outcome = field(default_factory=Outcome)

    def stay(self, seconds: float, chance: random.Random, pages: Sequence[str] = PAGES) -> Outcome:
        """Have them look around for so long, once at least, and wait until all builds have come to their end."""
        begun = said = time.monotonic()
        rounds = 0
        while not rounds or time.monotonic() - begun < seconds:
            for builder in self.builders:
                with self._waiting(builder.study):
                    self._build(builder, go_on=True)
            self._look([chance.choice(pages) for _ in self.guests])
            guest = self.guests[rounds % len(self.guests)]
            with self._waiting(f"a change in {guest.study}"):
                self._change(guest, rounds)
            self.outcome.memory.append(memory_of_all())
            rounds += 1
            if time.monotonic() - said > 60:
                said = time.monotonic()
                print(self.outcome, flush=True)
        while any(builder.since is not None for builder in self.builders):
            time.sleep(1)
            for builder in self.builders:
                self._build(builder, go_on=False)
        self._settle()
        return self.outcome

    @contextmanager
    def _waiting(self, where: str) -> Iterator[None]:
        """What does not come in time is a failure."""
        try:
            yield
        except TimeoutError as late:
            self.outcome.failures.append(f"{where}: {str(late).splitlines()[0]}")

    def _look(self, pages: Sequence[str]) -> None:
        """All open a page at once; then each sees that it is theirs."""
        begun = time.monotonic()
        for guest, name in zip(self.guests, pages, strict=True):
            visitor = guest.visitor
            link = f"{visitor.address}/interest-{name}?study={guest.study}&lang=en"
            with self._waiting(f"{guest.study} asks for {name}"):
                visitor.page.goto(link, wait_until="commit")
        for guest, name in zip(self.guests, pages, strict=True):
            with self._waiting(f"{guest.study} on {name}"):
                guest.visitor.heading(f"nav.{name}", level=1)
                guest.visitor.wait()
                self.outcome.slowest = max(self.outcome.slowest, time.monotonic() - begun)
                self.outcome.pages += 1
                self._check(guest.visitor, f"{guest.study} on {name}", guest.mark, name == "tree")

    def _check(self, visitor: Visitor, where: str, own: str, shown: bool) -> None:
        """Nothing of others is on the page, nor an error."""
        marks = set(MARK.findall(visitor.page.evaluate("document.body.textContent")))
        if marks - {own} or (shown and not marks):
            self.outcome.failures.append(f"{where}: marks {sorted(marks)}")
        if visitor.page.get_by_test_id("stException").count():
            self.outcome.failures.append(f"{where}: an error on the page")
        self.outcome.failures += [f"{where}: {said}" for said in (*visitor.complaints, *visitor.strangers)]
        visitor.complaints.clear()
        visitor.strangers.clear()

    def _change(self, guest: Guest, round_: int) -> None:
        """Somebody renames a category of theirs."""
        node = open_study(self._folder(guest.study)).tree.level("category")[0].id
        name = f"Round {round_} {guest.mark}"
        visitor = guest.visitor
        visitor.visit("tree", guest.study, node=node)
        visitor.page.locator(f".st-key-edit-{node} summary").click()
        field_ = visitor.page.locator("[class*=st-key-rename-] input")
        field_.fill(name)
        visitor.wait()
        field_.press("Enter")
        visitor.page.get_by_role("heading", name=name).wait_for()
        visitor.wait()
        guest.changes += 1
        self.outcome.changes += 1

    def _build(self, builder: Builder, go_on: bool) -> None:
        """See whether a build is done, and begin the next one."""
        if builder.since is not None:
            if (self._folder(builder.study) / "study.json").is_file():
                builder.built, builder.since = builder.built + 1, None
                self.outcome.builds += 1
            elif time.monotonic() - builder.since > BUILDING:
                self.outcome.failures.append(f"{builder.study} was not built")
                builder.built, builder.since = builder.built + 1, None
            self._check(builder.visitor, builder.study, "", shown=False)
            self.outcome.memory.append(memory_of_all())
        if builder.since is None and go_on:
            visitor, file = builder.visitor, self.folder / f"{builder.study}.csv"
            plant(n_users=40, seed=builder.number)[["user_id", "text", "timestamp"]].to_csv(file, index=False)
            visitor.open("/interest-data?lang=en")
            visitor.page.get_by_text(visitor.t("data.upload"), exact=True).click()
            visitor.wait()
            visitor.page.locator("input[type=file]").first.set_input_files(file)
            visitor.sees(visitor.t("upload.read_as", encoding="UTF-8"))
            visitor.wait()
            visitor.page.get_by_role("button", name=visitor.t("upload.build"), exact=True).click()
            builder.since = time.monotonic()

    def _settle(self) -> None:
        """Each study has all changes of its owner, and none of anybody else's."""
        for guest in self.guests:
            study = open_study(self._folder(guest.study))
            names = [node.name for node in study.tree.level("category")]
            made = [edit for edit in study.edits if "Round" in str(edit)]
            if not all(guest.mark in name for name in names) or len(made) != guest.changes:
                self.outcome.failures.append(f"{guest.study}: {names}, {len(made)} of {guest.changes} changes")

    def _folder(self, study: str) -> Path:
        return self.folder / "home" / "studies" / study


def memory_of_all() -> float:
    """MB of the app and of all that it started, without the browsers."""
    below = psutil.Process().children(recursive=True)
    servers = [process for process in below if "--server.port" in _command(process)]
    return sum(_resident(one) for server in servers for one in (server, *server.children(recursive=True))) / MEGABYTE


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:  # it ended meanwhile
        return 0


def main() -> int:
    """Stay for as long as is asked for, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--builders", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        saved = interest.build(plant(), encoder=FakeEncoder(), name="small", columns={"label": "planted_topic"}).save(
            folder / "small"
        )
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        with crowd(browser, saved, folder, asked.people, asked.builders) as people:
            outcome = people.stay(60 * asked.minutes, random.Random(asked.seed))
        browser.close()
    print(outcome)
    print("\n".join(outcome.failures))
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
