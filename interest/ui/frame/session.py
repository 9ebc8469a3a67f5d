"""What a session looks at: study, node, user and language, kept in the session and in the link."""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from interest import changing as saving
from interest import library
from interest.audit import Audit
from interest.config import app_folder, studies_folder
from interest.contents import Contents
from interest.contents.heard import Heard
from interest.errors import InterestError, StudyError
from interest.library import MARKER
from interest.library.storage import heard_stamp, read_contents, read_heard, state_of
from interest.recommend import Feedback
from interest.study import Study
from interest.texts import PEOPLE
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import LANGUAGES, message_text, nearest_language, t
from interest.ui.frame.visitor import visitor

LINKED = ("study", "node", "user", "segment", "other", "lang")
SAMPLES = ("shop", "search", "social", "education", "health", "entertainment", "marketing")
"""The samples that come with Interest, in the order in which they are offered."""
_ON_ITS_WAY = 1.0
"""Seconds for which a browser may still tell the link before the last: whoever clicks that fast did not go back."""
_OPEN = 4
"""Studies that are held open for all sessions together."""
_READ_AHEAD_AFTER = 3.0
"""Seconds: who clicks on goes first, and nobody opens a menu, chooses and applies in less."""
_READ_AHEAD_UP_TO = 50_000
"""Statements up to which a study's vectors are read before anybody asks for it: some hundred megabytes."""
SAMPLES_FOLDER = app_folder() / "sample_data"


def start() -> None:
    """At the start of a session take what the link says; the language else from the browser."""
    state = st.session_state
    is_new = "lang" not in state
    if is_new:
        state.update(
            {key: st.query_params.get(key, "") for key in LINKED}, categories=0, page=None, job=None, told=[], said=[],
            link=_link(), link_before={}, link_written=0.0,
        )  # fmt: skip
    if state.lang not in LANGUAGES:
        state.lang = nearest_language(st.context.locale)
    if is_new:
        state.told += [t("library.found_again", name=plain(name)) for name in library.recover().back]


def take_link(page: str) -> None:
    """With another link than was written last, the browser went back or forward: follow it.

    What a click changes is not in the link yet, so a click is no step back; nor is it where the browser has not heard
    of the last link. A link that says nothing is that of a page which was opened in the navigation.
    """
    state = st.session_state
    link = _link()
    unheard = link == state.link_before and time.monotonic() - state.link_written < _ON_ITS_WAY
    if link and link != state.link and not (unheard and page == state.page):
        if link.get("study", state.study) != state.study:
            state.categories = 0
        state.update({key: link.get(key, state[key] if key == "lang" else "") for key in LINKED}, defining_nodes=[])
        state.update(link=link, link_before={})  # which the browser knows
    state.page = page


def _link() -> dict[str, str]:
    """What the link in the browser says."""
    return {key: st.query_params[key] for key in LINKED if key in st.query_params}


def settle() -> None:
    """Put aside what is not there (any more): the first study for an unknown one, the whole tree for a lost node."""
    state = st.session_state
    names = saved_studies()
    state.study, state.other = (library.current_name(name) if name else "" for name in (state.study, state.other))
    if state.study not in names:
        first = names[0] if names else ""
        if state.study:
            state.told.append(_missing(state.study))
            choose_study(first)
        state.study = first
    if state.study and state.node:
        try:
            found = state.node in open_study().tree
        except StudyError:
            return  # the page that needs the study will say so
        if not found:
            state.told.append(t("link.no_node", node=plain(state.node)))
            state.node = ""


def know_unit() -> None:
    """Know whether the study that is looked at has people to speak of, or only rows."""
    st.session_state.unit = PEOPLE
    if st.session_state.study:
        with contextlib.suppress(StudyError):  # the page that needs the study will say so
            st.session_state.unit = open_study().contents.unit


def _missing(name: str) -> str:
    """That there is no such study, and, for a deleted one, how it can come back."""
    gone = next((deleted for deleted in library.trash() if deleted.name == name and not visitor().shared), None)
    if gone:
        return t("link.deleted", name=plain(name), day=gone.when.astimezone().date(), days=library.KEPT_DAYS)
    return t("link.no_study", name=plain(name))


def tell() -> None:
    """Say what had to be put aside, once."""
    for text in st.session_state.told:
        st.warning(text)
    st.session_state.said, st.session_state.told = st.session_state.told, []


def look_again() -> None:
    """Run the page again of the app's own accord: what was said is said again, since nobody has done anything."""
    st.session_state.told = [*st.session_state.said, *st.session_state.told]
    st.rerun()


def write_link() -> None:
    """Bring the link up to date with what is looked at."""
    state = st.session_state
    link = {key: state[key] for key in LINKED if state[key]}
    if st.query_params.to_dict() != link:
        st.query_params.from_dict(link)
    if link != state.link:
        state.update(link=link, link_before=state.link, link_written=time.monotonic())


def saved_studies() -> list[str]:
    """The names of the saved studies, samples first."""
    folder = studies_folder()
    names = [path.name for path in folder.iterdir() if (path / MARKER).is_file()] if folder.is_dir() else []
    who = visitor()
    names = [name for name in names if who.may("reader", name)]
    order = {name: rank for rank, name in enumerate(SAMPLES)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name.casefold()))


def samples() -> list[str]:
    """The samples whose files are here."""
    return [name for name in SAMPLES if (SAMPLES_FOLDER / name).is_dir()]


def choose_study(name: str) -> None:
    """Look at another study; node and user belong to the one before."""
    st.session_state.update(study=name, node="", user="", segment="", categories=0, defining_nodes=[], asking=False)


def choose_node(node_id: str) -> None:
    """Look at a node of the tree ("" for the whole of it)."""
    if node_id != st.session_state.node:
        st.session_state.update(node=node_id, defining_nodes=[])


def choose_user(user_id: str) -> None:
    """Look at a user."""
    st.session_state.user = user_id


def choose_segment(name: str) -> None:
    """Look at a segment."""
    st.session_state.segment = name


def start_defining(nodes: Sequence[str]) -> None:
    """Have the form open when the page of segments is opened, for whoever speaks of all of these nodes."""
    st.session_state.update(defining=True, defining_nodes=list(nodes))
    st.session_state.pop("segment_way", None)


def outcome_key() -> str:
    """Where it is kept which column is asked for; which of its values, under this and the column."""
    return f"drivers-{st.session_state.study}"


def ask_outcome(column: str, value: str) -> None:
    """Have what goes with an outcome on top when the page of segments is opened."""
    key = outcome_key()
    st.session_state.update({"asking": True, key: column, f"{key}-{column}": value})


def study_key(name: str = "") -> str:
    """What tells a study from all others and from its former states: the open one in the cut that is looked at."""
    folder = studies_folder() / (name or st.session_state.study)
    cut = 0 if name else st.session_state.get("categories", 0)
    return f"{folder}|{_stamp(folder)}|{cut}"


def open_study(name: str = "") -> Study:
    """A study as it is saved, by default the one that is looked at, in the chosen cut.

    Raises `StudyError` when it can't be opened, or is gone.
    """
    visitor().need("reader", name or st.session_state.study)
    folder = studies_folder() / (name or st.session_state.study)
    categories = 0 if name else st.session_state.get("categories", 0)
    stamp = _stamp(folder)
    study = _opened(str(folder), stamp)
    heard = _heard(str(folder), heard_stamp(folder))  # of other sessions and processes too
    if study.contents.judgements != heard.judgements:
        study.feedback.restore(heard.judgements)
    if study.contents.answers != heard.answers:
        study.audit.restore(heard.answers)
    if not categories:
        return study
    recut = _recut(str(folder), stamp, categories)
    if recut.contents.judgements != heard.judgements:
        recut.feedback.restore(heard.judgements)
    return recut


def _stamp(folder: Path) -> str:
    """Changes whenever the study does. Raises `StudyError` where it was renamed or deleted in this moment."""
    try:
        return state_of(folder)
    except StudyError as error:
        raise StudyError(t("link.gone", name=folder.name)) from error


def choose_cut(categories: int) -> None:
    """Look at the tree cut into so many categories; 0 for its own cut."""
    st.session_state.update(categories=categories, node="")


def save_cut() -> None:
    """Keep the cut that is looked at as the study's own."""
    if keep(lambda study: study):
        st.session_state.categories = 0


def keep(change: Callable[[Study], Study]) -> bool:
    """Have another study, which `change` makes of the open one, take its place; whether that could be done."""

    def make(study: Study) -> Study:
        return change(_as_seen(study))

    return _saved(make) is not None


def change_study(change: Callable[[Study], str]) -> None:
    """Edit the tree of the open study and save it; `change` gives the node to look at then ("" for the whole tree).

    What can't be done is said at the top of the page. Others who look at the study see it at their next step.
    """
    nodes = []

    def make(study: Study) -> Study:
        seen = _as_seen(study)
        nodes.append(change(seen))
        return seen

    if study := _saved(make):
        choose_node(nodes[-1] if nodes[-1] in study.tree else "")


def change_beside(change: Callable[[Study], object]) -> None:
    """Change what is beside the tree, such as own interests, in the open study as it is saved, and save that.

    What can't be done is said at the top of the page.
    """

    def make(latest: Study) -> None:
        change(latest)

    _saved(make)


def give_feedback(change: Callable[[Feedback], object]) -> None:
    """Like, dislike, hide or undo in the open study, for everybody who looks at it, and save that.

    Only the log is written: tree and tables stay as they are, and so does whatever was computed from them. What can't
    be done is said at the top of the page.
    """

    def make(latest: Study) -> None:
        seen = Study(open_study().contents)  # perhaps another cut than the one that is saved
        seen.feedback.restore(latest.contents.judgements)
        change(seen.feedback)
        latest.feedback.restore(seen.contents.judgements)

    _saved(make)


def answer(change: Callable[[Audit], object]) -> None:
    """Say in the open study whether a statement belongs where it is, or take that back, and save it as feedback is."""

    def make(latest: Study) -> None:
        change(latest.audit)

    _saved(make)


def _as_seen(study: Study) -> Study:
    """The study in the cut that is looked at."""
    categories = st.session_state.categories
    return study.recut(categories=categories, topics=study.config.topics) if categories else study


def _saved(make: Callable[[Study], Study | None]) -> Study | None:
    """The open study changed and saved, for everybody; None, and why at the top of the page, where it can't be."""
    folder = studies_folder() / st.session_state.study
    try:
        visitor().need("editor", st.session_state.study)
        known = _opened(str(folder), _stamp(folder)).contents
        study = saving.change_study(folder, make, known, who=visitor().name)
    except (InterestError, OSError) as error:
        st.session_state.told.append(message_text(error))
        return None
    _latest()[str(folder)] = study.contents
    return study


def read_ahead() -> None:
    """Read what cutting anew and editing need while somebody looks at the tree: the first cut is then as quick as the
    others."""
    folder = studies_folder() / st.session_state.study
    _read_ahead(str(folder), _stamp(folder))


@st.cache_resource(max_entries=_OPEN, show_spinner=False)
def _read_ahead(folder: str, stamp: str) -> None:
    study = _opened(folder, stamp)

    def read() -> None:
        with contextlib.suppress(InterestError):  # whoever asks for it will be told
            _ = study.contents.words, study.contents.space.fit

    if len(study.statements) <= _READ_AHEAD_UP_TO:
        later = threading.Timer(_READ_AHEAD_AFTER, read)
        later.daemon = True
        later.start()


@st.cache_resource(show_spinner=False)
def _latest() -> dict[str, Contents]:
    """The contents of each study that were read or saved last: of its next state only what differs is read."""
    return {}


# But for feedback, studies are read-only here, so all sessions may share them; a few, because each holds its vectors.
@st.cache_resource(max_entries=_OPEN, show_spinner=False)
def _opened(folder: str, stamp: str) -> Study:
    latest = _latest()
    contents = latest[folder] = read_contents(folder, known=latest.pop(folder, None))
    for former in list(latest)[:-_OPEN]:
        del latest[former]
    return Study(contents)


@st.cache_resource(max_entries=_OPEN, show_spinner=False)
def _recut(folder: str, stamp: str, categories: int) -> Study:
    study = _opened(folder, stamp)
    return study.recut(categories=categories, topics=study.config.topics)


@st.cache_resource(max_entries=_OPEN, show_spinner=False)
def _heard(folder: str, stamp: tuple[int, ...]) -> Heard:
    return read_heard(Path(folder))
