"""How do I hand it on? A report that opens anywhere, its tables, and pictures."""

import secrets
from functools import partial

import streamlit as st

from interest import figures
from interest.report import Handout, Privacy, hand_out
from interest.report.files import FILES
from interest.study import Study
from interest.texts import Language
from interest.ui.frame import session
from interest.ui.frame.charts import FORMATS, chart
from interest.ui.frame.controls import called, header, need_study, segments
from interest.ui.frame.translations import LANGUAGES, t
from interest.ui.shared.points import Drawing, MapPoints, Show, draw, statement_points, user_points

PREVIEW_HEIGHT = 720
TABLES = {".xlsx": "Excel", ".zip": "CSV (ZIP)", ".json": "JSON", ".parquet.zip": "Parquet (ZIP)"}


# What is asked for tells one handout from another; the study is too large to compare.
@st.cache_resource(max_entries=4, show_spinner=False)
def prepared(key: str, judged: bool, privacy: Privacy, language: Language, _study: Study) -> tuple[Handout, bytes]:
    handout = hand_out(_study.contents, privacy, language)
    return handout, FILES[".html"](handout)


@st.cache_resource(max_entries=4, show_spinner=False)
def map_of(key: str, show: Show, privacy: Privacy, language: Language, _handout: Handout) -> tuple[MapPoints, Drawing]:
    shown = (statement_points if show == "statements" else user_points)(_handout, "category")
    return shown, draw(_handout, shown, figures.view_of(shown.points), show)


def options(study: Study) -> tuple[Privacy, Language]:
    """What others may see, and the language of the report."""
    st.subheader(t("report.options"))
    left, right = st.columns(2, gap="large")
    with left:
        pseudonymous = st.toggle(t("report.pseudonymous"), True, key="report_pseudonymous", persist_state="session")
        st.caption(t("report.pseudonymous_help"))
        quotes = st.toggle(t("report.quotes"), True, key="report_quotes", persist_state="session")
        st.caption(t("report.quotes_help"))
    with right:
        most = max(study.tree.in_sight(study.statements)["user_id"].nunique(), 1)
        if st.session_state.get("report_min_users", 1) > most:  # in another study; Streamlit would fall back to 1
            st.session_state.report_min_users = most
        min_users = st.number_input(t("report.min_users"), 1, most, key="report_min_users", persist_state="session")
        st.caption(t("report.min_users_help"))
        own = st.session_state.lang
        languages = {own: LANGUAGES[own], **LANGUAGES}
        language = segments(t("report.language"), languages, f"report_language_{own}")
    if "report_key" not in st.session_state:  # one for the session: its files fit together
        st.session_state.report_key = secrets.token_bytes(32)
    return Privacy(pseudonymous, quotes, min_users, st.session_state.report_key), language


def downloads(study: Study, handout: Handout, page: bytes) -> None:
    """The report, and the tables, which are made when somebody wants them."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("report.page"))
        st.caption(t("report.page_help"))
        st.download_button(
            t("report.save_page"), page, f"{study.name}.html", "text/html", type="primary", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
        if study.contents.quality is None:
            st.caption(t("report.no_trust"))
    with right:
        st.subheader(t("report.tables"))
        st.caption(t("report.tables_help"))
        with st.container(horizontal=True):
            for kind, name in TABLES.items():
                st.download_button(
                    t("report.save_tables", kind=name), partial(FILES[kind], handout), f"{study.name}{kind}",
                    on_click="ignore", icon=":material/download:", key=f"tables{kind}",
                )  # fmt: skip


def picture(handout: Handout) -> None:
    """A figure with its button always in sight, in the format that all figures are saved in.

    It is made of the handout: what others may not see is not in it either.
    """
    st.subheader(t("report.figures"))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    drawn_as: tuple[figures.Shape | Show, ...] = ("sunburst", "treemap", "icicle", "statements", "users")
    names = {name: t(f"report_figure.{name}") for name in drawn_as if name != "users" or handout.has_people}
    name = left.selectbox(t("report.figure"), list(names), key="report_figure", format_func=called(names))
    with right:
        segments(t("report.format"), FORMATS, "figure_format", help=t("report.format_help"))
    st.caption(t("report.figures_help"))
    if name != "statements" and name != "users":
        figure = figures.tree_figure(
            handout.tree, name, "statements", root=t("tree.whole"), users=len(handout.users), hover=t("tree.hover"),
            colours=handout.colours,
        )  # fmt: skip
    else:
        shown, drawn = map_of(session.study_key(), name, handout.privacy, handout.language, handout)
        figure = figures.map_figure(drawn.points, shown.groups, drawn.labels, behind=drawn.behind)
    chart(figure, f"picture-{name}", names[name], name, always=True)


header(t("nav.report"), t("report.question"))
study = need_study()
privacy, language = options(study)
with st.spinner(t("report.preparing")):
    handout, page = prepared(session.study_key(), study.contents.quality is not None, privacy, language, study)
downloads(study, handout, page)
with st.expander(t("report.preview"), icon=":material/visibility:", expanded=True):
    st.iframe(page.decode(), height=PREVIEW_HEIGHT, alt=t("report.preview_alt"))
picture(handout)
