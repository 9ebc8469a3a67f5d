"""Can it learn? Training of the user vectors, and of the language model on the study's own texts; whether it helps."""

from math import isnan

import streamlit as st

from interest import figures
from interest.errors import Cancelled
from interest.study import Study
from interest.ui import profile, session
from interest.ui.adapting import adapting, jobs_here
from interest.ui.charts import chart
from interest.ui.controls import header, need_study, segments, study_title
from interest.ui.markdown import plain
from interest.ui.progress import LOOK_AGAIN
from interest.ui.training import Training
from interest.ui.translations import t
from interest.users import Learning


def start() -> None:
    """Train the study that is looked at."""
    st.session_state.training = Training(st.session_state.study)


@st.fragment(run_every=LOOK_AGAIN)
def running(training: Training) -> None:
    """How far the training is, and a way to stop it."""
    if not training.running:
        st.rerun()
    st.progress(min(training.fraction, 1.0), text=t("learning.running", name=plain(study_title(training.name))))
    st.button(t("job.cancel"), on_click=training.cancel, key="cancel_training", icon=":material/close:")


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
    st.write(t("learning.places", before=1 / learning.mrr_mean, after=1 / learning.mrr_learned))
    low, high = learning.interval
    values = {
        "before": f"{learning.mrr_mean:.3f}",
        "after": f"{learning.mrr_learned:.3f}",
        "difference": f"{learning.mrr_learned - learning.mrr_mean:+.3f}",
        "users": f"{learning.n_users:,}",
    }
    for place, (name, value) in zip(st.columns(len(values)), values.items(), strict=True):
        place.metric(t(f"learning.{name}"), value, help=t(f"learning.{name}_help", low=low, high=high))
    if not isnan(learning.label_accuracy):
        st.write(t("learning.labels", right=learning.label_accuracy, majority=learning.label_majority))
    if not isnan(learning.label_macro_f1):  # unknown in studies that learned before it was asked
        low, high = learning.label_interval
        f1, of_majority = learning.label_macro_f1, learning.label_majority_macro_f1
        st.write(t("learning.labels_more", low=low, high=high, f1=f1, majority=of_majority))


def curves(learning: Learning) -> None:
    """How loss and score went while it learned."""
    if learning.curves.empty:
        return
    folded = st.expander(t("learning.curves"), icon=":material/show_chart:")
    folded.caption(t("learning.curves_help"))
    for place, column in zip(folded.columns(2, gap="large"), ("mrr", "loss"), strict=True):
        names = {run: t("learning.run_test", n=run.removeprefix("test ")) for run in learning.curves["run"]}
        figure = figures.curves_figure(
            learning.curves, column, {**names, "final": t("learning.run_final")},
            (t("learning.epoch"), t(f"learning.axis_{column}")),
        )  # fmt: skip
        alt = t("learning.curves_alt", what=t(f"learning.axis_{column}"))
        chart(figure, f"curve-{column}", alt, place=place)


def attention(study: Study) -> None:
    """What makes a user who they are, at each level; whom to look at is chosen here."""
    st.subheader(t("learning.attention"), help=t("learning.attention_help"))
    ids = study.user_vectors()[0]
    user = st.selectbox(t("role.user_id"), ids, key="attention_user", icon=":material/search:")
    profile.attention(study, user, "attention")


def user_vectors(study: Study) -> None:
    """Training of the user vectors, and what it found."""
    st.write(t("learning.explained"))
    training = st.session_state.get("training")
    if training and training.running:
        running(training)
    else:
        if training:
            ended(training)
            study = session.open_study()
        st.button(
            t("learning.start_again" if study.learned else "learning.start"), type="primary", on_click=start,
            icon=":material/model_training:",
        )  # fmt: skip
    if study.learned:
        verdict(study.learned)
        curves(study.learned)
        if study.learned.users:
            attention(study)


header(t("nav.learning"), t("learning.question"))
study = need_study()
jobs_here()
parts = {"users": user_vectors, "encoder": adapting}
part = segments(t("learning.part"), {name: t(f"learning.part_{name}") for name in parts}, "learning_part", hidden=True)
parts[part](study)
