"""Who is interested in …? A text finds interests, users, statements and items."""

import pandas as pd
import streamlit as st

from interest.recommend import Intent, SearchResult
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import chips, go_to_node, go_to_user, header, need_study, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t

FOUND = 10
EXAMPLES = 6
_BESIDE = 230  # pixels of a text where the table has half of the page


# A session's questions stay in the session.
@st.cache_resource(max_entries=20, show_spinner=False, scope="session")
def found(key: str, text: str, _study: Study) -> SearchResult:
    return _study.search(text, FOUND)


def intent(study: Study, found: Intent) -> None:
    """The category and topic that the text is after, and topics close to it."""
    if not found.clear:
        st.info(t("search.no_intent"), icon=":material/question_mark:")
        return
    tree = study.tree
    st.markdown(t("search.intent", path=plain(tree.path_name(found.topic))), help=t("search.intent_help"))
    likely = [
        t("search.likely", name=plain(tree[row.node_id].name), share=row.weight)
        for row in found.topics.itertuples(index=False)
    ]
    st.caption(t("app.listing").join(likely))
    name = plain(tree[found.topic].name)
    if st.button(t("search.segment", name=name), icon=":material/groups:", help=t("segments.of_node_help")):
        session.start_defining([found.topic])
        st.switch_page("pages/segments.py")
    if found.related:
        st.caption(t("search.related"))
        pressed = chips({node: tree[node].name for node in found.related}, "related")
        if pressed:
            go_to_node(pressed)


def interests(study: Study, frame: pd.DataFrame) -> None:
    """The interests that the text is about."""
    st.subheader(t("search.interests"))
    if frame.empty:
        st.write(t("search.nothing"))
    for row in frame.head(6).itertuples(index=False):
        node = study.tree[row.node_id]
        with st.container(border=True):
            if st.button(
                plain(node.name), key=f"found-{node.id}", icon=":material/account_tree:", help=t("users.open_node")
            ):
                go_to_node(node.id)
            where = plain(study.tree.path_name(node.parent)) if node.parent else t("level.category")
            st.caption(t("search.node", where=where, statements=node.size, users=node.users))


def users(study: Study, frame: pd.DataFrame) -> None:
    """The users who care about it, each with the statement that says so best."""
    st.subheader(t("search.users"))
    if frame.empty:
        st.write(t("search.nothing"))
    texts = study.statements.set_index("statement_id")["text"]
    for row in frame.head(6).itertuples(index=False):
        with st.container(border=True):
            if st.button(
                plain(row.user_id), key=f"found-user-{row.user_id}", icon=":material/person:", help=t("users.open")
            ):
                go_to_user(row.user_id)
            st.text(texts[row.statement_id])


def statements(study: Study, frame: pd.DataFrame, text: int = 430) -> None:
    """The statements that come nearest; `text` is the width of their column in pixels."""
    st.subheader(t("search.statements"))
    rows = frame.merge(study.statements, on="statement_id")
    rows["interest"] = [study.tree[node].name for node in rows["topic"]]
    rows["users"] = rows["people"]
    named = study.own.names_of(rows["statement_id"]) if len(study.own) else {}
    rows["own"] = [t("app.listing").join(named.get(one, ())) for one in rows["statement_id"]]
    own = ["own"] if (rows["own"] != "").any() else []
    who = ["user_id"] if study.contents.has_people else []
    how_many = ["users"] if (rows["people"] > 1).any() else []
    table(rows[["text", *who, *how_many, "interest", *own, "score"]], share="score", text=text, interest=130)


def items(study: Study, frame: pd.DataFrame) -> None:
    """The items that come nearest."""
    st.subheader(t("search.items"))
    table(frame.merge(study.items, on="item_id")[["text", "item_id", "score"]], share="score")


def examples(study: Study) -> None:
    """What most people here speak of, to begin with."""
    topics = [topic for topic in study.tree.level("topic") if topic.named and not topic.talk]
    st.caption(t("search.try"))
    with st.container(horizontal=True, gap="small"):
        for topic in sorted(topics, key=lambda topic: (-topic.users, topic.id))[:EXAMPLES]:
            st.button(
                plain(topic.name), key=f"try-{topic.id}",
                on_click=st.session_state.update, kwargs={"search_text": topic.name},
            )  # fmt: skip


header(t("nav.search"), t("search.question"))
study = need_study()
text = st.text_input(
    t("search.text"),
    key="search_text",
    icon=":material/search:",
    persist_state="session",
)
if text.strip():
    with st.spinner(t("search.searching")):
        result = found(session.study_key(), text.strip(), study)
    intent(study, result.intent)
    left, right = st.columns(2, gap="large")
    with left:
        interests(study, result.interests)
    if study.contents.has_people:
        with right:
            users(study, result.users)
        statements(study, result.statements)
    else:
        with right:
            statements(study, result.statements, text=_BESIDE)
    if not result.items.empty:
        items(study, result.items)
else:
    st.info(t("search.start"))
    examples(study)
