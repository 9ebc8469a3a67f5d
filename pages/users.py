"""Who is this, and who is alike? One user of the study, or somebody new."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from interest.errors import UnknownUserError
from interest.ingest import READABLE
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import called, download, header, need_study, segments, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.influence import influence
from interest.ui.shared.people import no_people
from interest.ui.users import judging, newcomers, people
from interest.ui.users.filtering import among_known
from interest.ui.users.knowledge import what_is_known
from interest.ui.users.labels import predicted
from interest.ui.users.profile import evidence, history, picture

NEIGHBOURS = 5


@st.cache_resource(max_entries=4, show_spinner=False)
def descriptions(key: str, _study: Study) -> dict[str, tuple[int, str]]:
    """What the picker says of each user: number of statements and top interest; most statements first."""
    counts = _study.statements["user_id"].value_counts()
    top = _study.contents.profiles.heaviest("topic")
    names = {user: _study.tree[node].name for user, node in top.items()}  # none where all interests are hidden
    known = {user: (int(counts[user]), names.get(user, "")) for user in counts.index}
    return {user: known.get(user, (0, "")) for user in [*known, *(u for u in _study.users if u not in known)]}


def choose(study: Study) -> str:
    """The user that is looked at: from the link, or picked by id, number of statements or top interest."""
    known = descriptions(session.study_key(), study)
    if st.session_state.user not in known:
        if st.session_state.user:
            st.warning(t("link.no_user", user=plain(st.session_state.user)))
        st.session_state.user = next(iter(known))
    known = among_known(study, known)
    st.session_state.user_box = st.session_state.user
    names = {user: t("users.option", user=user, n=n, interest=interest or "–") for user, (n, interest) in known.items()}
    return st.selectbox(
        t("users.find"), list(names), key="user_box", icon=":material/search:", format_func=called(names),
        help=t("users.find_help"),
        on_change=lambda: session.choose_user(st.session_state.user_box),
    )  # fmt: skip


def known_user(study: Study) -> None:
    """Profile, evidence, neighbours and recommendations of a user of the study."""
    user = choose(study)
    try:
        profile = study.profile(user)
    except UnknownUserError:
        st.warning(t("link.no_user", user=plain(user)))
        return
    places = st.columns(4)
    places[0].metric(t("data.statements"), f"{profile.n_statements:,}")
    places[1].metric(t("users.breadth"), f"{profile.breadth:.1f}", help=t("users.breadth_help"))
    places[2].metric(t("users.first"), f"{profile.first:%Y-%m-%d}" if profile.first is not None else "–")
    places[3].metric(t("users.last"), f"{profile.last:%Y-%m-%d}" if profile.last is not None else "–")
    predicted(study, user)
    what_is_known(study, user)
    if profile.n_statements:
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(t("users.profile"))
            picture(study, profile)
        with right:
            st.subheader(t("users.evidence"))
            evidence(study, profile)
        history(study, user)
        with st.expander(t("users.influence"), icon=":material/center_focus_strong:"):
            influence(study, user, "influence")
    else:
        st.info(t("users.no_statements"))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("users.similar"), help=t("users.similar_help"))
        similar = study.similar_users(user, NEIGHBOURS)
        people.neighbours(similar, study, "similar", partial(study.people.shared_evidence, user), user)
    with right:
        st.subheader(t("users.recommended"), help=t("users.recommended_help"))
        people.interests(study.recommend(user, NEIGHBOURS), study, "recommended", user)
        shown = NEIGHBOURS
        if study.items is not None:
            st.subheader(t("users.items"))
            shown = people.items(study, partial(study.recommend_items, user), user)
        judging.lessons(study, user, shown)


def somebody_new(study: Study) -> None:
    """Texts of people who are not in the study, pasted or uploaded."""
    st.caption(t("users.new_help"))
    left, right = st.columns(2, gap="large")
    with left, st.form("new_texts", border=False):
        pasted = st.text_area(t("users.paste"), key="pasted", height=150, placeholder=t("users.paste_example"))
        st.form_submit_button(t("users.look_up"), type="primary")
    with right:
        file = st.file_uploader(t("users.new_file"), type=[suffix[1:] for suffix in READABLE], key="new_file")
    texts = [line.strip() for line in pasted.splitlines() if line.strip()]
    if file:
        crowd = newcomers.texts_in(file.getvalue(), file.name)
    elif texts:
        crowd = {t("users.somebody"): texts}
    else:
        return
    new_people(study, meet(study, crowd))


def meet(study: Study, crowd: Mapping[str, Sequence[str]]) -> list[newcomers.Newcomer]:
    """The newcomers, looked up once: other controls of the page don't repeat it."""
    asked = (session.study_key(), crowd)
    if st.session_state.get("met_for") != asked:
        bar = st.progress(0.0, text=t("users.looking_up"))
        st.session_state.update(met=newcomers.meet(study, crowd, NEIGHBOURS, bar.progress), met_for=asked)
        bar.empty()
    return st.session_state.met


def new_people(study: Study, found: list[newcomers.Newcomer]) -> None:
    """All of them as a table, and one in detail."""
    overview = newcomers.summary(found, study.tree)
    by_id = {somebody.user_id: somebody for somebody in found}
    person = found[0]
    if len(found) > 1:
        table(overview, height=min(38 + 35 * len(found), 320))
        person = by_id[st.selectbox(t("users.new_person"), list(by_id), key="new_person")]
    st.subheader(t("users.placed"))
    placed = person.placed.assign(
        category=[study.tree[node].name for node in person.placed["category"]],
        topic=[study.tree[node].name for node in person.placed["topic"]],
    )
    table(placed[["text", "category", "topic", "strength"]], share="strength")
    texts = person.placed["text"].tolist()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("users.similar"), help=t("users.similar_help"))
        people.neighbours(person.neighbours, study, "new-similar", partial(study.people.shared_evidence_for, texts))
    with right:
        st.subheader(t("users.recommended"), help=t("users.recommended_help"))
        people.interests(person.interests, study, "new-recommended")
        if study.items is not None:
            st.subheader(t("users.items"))
            people.items(study, partial(study.recommend_items_for, texts))
    download(overview, f"{st.session_state.study}-new-users")


header(t("nav.users"), t("users.question"))
study = need_study()
if no_people(study):
    st.stop()
who = segments(t("users.who"), {who: t(f"who.{who}") for who in ("known", "new")}, "who", hidden=True)
if who == "known":
    known_user(study)
else:
    somebody_new(study)
