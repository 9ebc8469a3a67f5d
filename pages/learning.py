"""Can it learn? Training of the user vectors, and of the language model on the study's own texts; whether it helps."""

from math import isnan

import streamlit as st

from interest import figures
from interest.errors import Cancelled
from interest.study import Study
from interest.ui.frame import progress, session
from interest.ui.frame.charts import chart
from interest.ui.frame.controls import header, need_study, segments
from interest.ui.frame.translations import t
from interest.ui.frame.visitor import visitor
from interest.ui.jobs.training import Training
from interest.ui.learning.adapting import adapting, jobs_here
from interest.ui.shared.influence import influence
from interest.ui.shared.people import no_people
from interest.users import Learning


def start() -> None:
    """Train the study that is looked at."""
    visitor().need("editor", st.session_state.study)
    st.session_state.training = Training(st.session_state.study)


def go_back() -> None:
    """Have the study that is looked at as it was before it learned."""

    def unlearn(study: Study) -> str:
        study.unlearn()
        return st.session_state.node

    session.change_study(unlearn)
    if not st.session_state.told:  # of what went wrong
        st.toast(t("learning.gone_back"))


def ended(training: Training) -> None:
    """What became of a training; said once."""
    st.session_state.training = None
    try:
        training.result()
        st.success(t("learning.done"), icon=":material/check_circle:")
    except Cancelled:
        st.info(t("learning.cancelled"))


def verdict(learning: Learning) -> None:
    """Whether it helped, and by how much."""
    if not learning.n_users:
        st.info(t("learning.too_few"))
        return
    st.subheader(t(f"learning.chose_{learning.chosen}"))
    if learning.users is None:
        st.info(t("learning.former"))
    if learning.chosen == "learned":
        st.write(t("learning.in_use"))
    st.write(t("learning.places", before=1 / learning.before, after=1 / learning.mrr_learned))
    low, high = learning.interval
    values = {
        "before": f"{learning.before:.3f}",
        "after": f"{learning.mrr_learned:.3f}",
        "difference": f"{learning.mrr_learned - learning.before:+.3f}",
        "users": f"{learning.n_users:,}",
    }
    for place, (name, value) in zip(st.columns(len(values)), values.items(), strict=True):
        place.metric(t(f"learning.{name}"), value, help=t(f"learning.{name}_help", low=low, high=high))
    if isnan(learning.label_accuracy):
        return
    guessed = {"right": learning.label_accuracy, "majority": learning.label_majority}
    if isnan(learning.label_macro_f1):  # in studies that learned before it was asked
        st.write(t("learning.labels", **guessed))
        return
    low, high = learning.label_interval
    f1, of_majority = learning.label_macro_f1, learning.label_majority_macro_f1
    st.write(t("learning.labels_more", **guessed, low=low, high=high, f1=f1, majority_f1=of_majority))


def curves(learning: Learning) -> None:
    """How loss and score went while it learned."""
    if learning.curves.empty:
        return
    folded = st.expander(t("learning.curves"), icon=":material/show_chart:")
    folded.caption(t("learning.curves_help"))
    for place, column in zip(folded.columns(2, gap="large"), ("mrr", "loss"), strict=True):
        names = t("learning.run_test"), t("learning.run_final")
        axes = t("learning.epoch"), t(f"learning.axis_{column}")
        figure = figures.curves_figure(learning.curves, column, names, axes)
        alt = t("learning.curves_alt", what=t(f"learning.axis_{column}"))
        chart(figure, f"curve-{column}", alt, place=place)


def what_shapes(study: Study) -> None:
    """What makes a user who they are; whom to look at is chosen here."""
    st.subheader(t("learning.influence"))
    ids = study.user_vectors()[0]
    user = st.selectbox(t("role.user_id"), ids, key="influence_user", icon=":material/search:")
    influence(study, user, "influence")


def user_vectors(study: Study) -> None:
    """Training of the user vectors, and what it found."""
    if no_people(study):
        return
    st.write(t("learning.explained"))
    training = st.session_state.get("training")
    if training and training.running:
        progress.running_training()
    else:
        if training:
            ended(training)
            study = session.open_study()
        with st.container(horizontal=True):
            st.button(
                t("learning.start_again" if study.learned else "learning.start"), type="primary", on_click=start,
                icon=":material/model_training:",
            )  # fmt: skip
            if study.learned:
                st.button(
                    t("learning.go_back"), on_click=go_back, key="go_back", icon=":material/undo:",
                    help=t("learning.go_back_help"),
                )  # fmt: skip
    if study.learned:
        verdict(study.learned)
        curves(study.learned)
        if study.learned.users:
            what_shapes(study)


header(t("nav.learning"), t("learning.question"))
study = need_study()
jobs_here()
parts = {"users": user_vectors, "encoder": adapting}
part = segments(t("learning.part"), {name: t(f"learning.part_{name}") for name in parts}, "learning_part", hidden=True)
parts[part](study)
