"""The language model on the page Learning: adapted to the open study, what came of it, a study built anew with it."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from interest.config import encoders_folder, studies_folder
from interest.errors import InputError, InterestError
from interest.library import LONGEST, free_name, model_title, rebuilt_title, studies_with
from interest.study import Study
from interest.training import (
    AdaptedEncoder,
    Lesson,
    Pace,
    Training,
    TrainingOptions,
    adapted_encoders,
    delete_encoder,
    has_labels,
    measure_pace,
    options_for,
)
from interest.training.report import Change, Verdict
from interest.ui.frame import progress
from interest.ui.frame.awaiting import Assessment, awaited
from interest.ui.frame.controls import encoder_title, listed, segments, study_title, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t
from interest.ui.jobs.requests import AdaptRequest, RebuildRequest

_MEGABYTE = 1024**2
_MINUTE = 60
_SAID: dict[Verdict, Callable[..., object]] = {
    "better": st.success, "labels": st.warning, "worse": st.warning, "unclear": st.info, "unknown": st.info,
}  # fmt: skip
_NAMED: tuple[Change, ...] = ("better", "worse", "doubtful")


def adapting(study: Study) -> None:
    """The form, and the models that there are."""
    st.write(t("adapting.explained", encoder=encoder_title(study.config.encoder)))
    _form(study)
    models = adapted_encoders()
    if models:
        st.subheader(t("adapting.models"))
        st.caption(t("adapting.models_help"))
    for model in models:
        _model(study, model)


def _form(study: Study) -> None:
    labelled = has_labels(study.statements)
    order: tuple[Lesson, ...] = ("labels", "texts") if labelled else ("texts", "labels")
    lesson = segments(
        t("adapting.lesson"), {lesson: t(f"adapting.lesson_{lesson}") for lesson in order}, f"lesson-{labelled}"
    )
    st.caption(t(f"adapting.lesson_{lesson}_help"))
    if lesson == "labels" and not labelled:
        st.info(t("adapting.no_labels"), icon=":material/label:")
        return
    title = model_title(study_title(st.session_state.study), t(f"adapting.name_{lesson}"))
    suggested = free_name(title, encoders_folder())
    left, right = st.columns(2)
    name = left.text_input(t("adapting.name"), suggested, max_chars=LONGEST, key=f"model-{suggested}")
    epochs = right.number_input(
        t("adapting.epochs"), min_value=1, max_value=50, value=3, step=1, key="epochs", help=t("adapting.epochs_help")
    )
    options = _options(lesson, int(epochs))
    if options is None:
        return
    _estimate(study, lesson, options)
    if st.button(t("adapting.start"), type="primary", disabled=progress.is_busy(), icon=":material/model_training:"):
        folder = str(studies_folder() / st.session_state.study)
        progress.start_job(AdaptRequest(folder=name, study=folder, lesson=lesson, options=options))
        _pace.clear()  # what is still being measured is disturbed by the training
        st.rerun()


def _options(lesson: Lesson, epochs: int) -> TrainingOptions | None:
    """What was chosen; None, and why, where it doesn't fit together."""
    with st.expander(t("settings.title"), icon=":material/tune:"):
        size, evaluate, save = st.columns(3)
        batch_size = size.number_input(
            t("adapting.batch_size"), min_value=2, max_value=512, value=TrainingOptions.batch_size, step=1,
            key="batch_size", help=t("adapting.batch_size_help"),
        )  # fmt: skip
        evaluate_every, save_every = (
            place.number_input(
                t(f"adapting.{option}"), min_value=1, value=None, step=1, key=option,
                placeholder=t("adapting.each_epoch"), help=t(f"adapting.{option}_help"),
            )
            for option, place in (("evaluate_every", evaluate), ("save_every", save))
        )  # fmt: skip
    try:
        return options_for(lesson, epochs, batch_size, evaluate_every, save_every)
    except InputError:
        st.error(t("adapting.steps_unfit"))
        return None


# How long it will take


@st.cache_resource(max_entries=8, show_spinner=False)
def _pace(encoder: str, batch_size: int, _texts: list[str], _options: TrainingOptions) -> Assessment[Pace]:
    return Assessment(lambda progress: measure_pace(encoder, _texts, _options), ("pacing",))


def _estimate(study: Study, lesson: Lesson, options: TrainingOptions) -> None:
    """How long it will take on this computer, once that is measured."""
    if progress.is_busy():
        return  # which would disturb the measurement
    statements = study.statements
    texts = statements.loc[statements["label"] != "", "text"] if lesson == "labels" else statements["text"]
    texts = texts.drop_duplicates().tolist()
    try:
        pace = awaited(_pace(study.config.encoder, options.batch_size, texts, options), _pace.clear)
    except InterestError as error:
        st.warning(message_text(error))
        return
    if pace:
        told = _told(pace.seconds(len(texts), options))
        st.caption(t("adapting.takes", n=len(texts), epochs=options.epochs, time=told))


def _told(seconds: float) -> str:
    """A time of which only the order is known."""
    return t("adapting.minutes", n=round(seconds / _MINUTE)) if seconds >= 1.5 * _MINUTE else t("adapting.one_minute")


# What came of it


def figures_table(training: Training) -> pd.DataFrame:
    """The figures of a training in words: figure, before_training, after_training, gain, gain_range, finding."""
    frame = training.comparison.to_frame().rename(columns={"before": "before_training", "after": "after_training"})
    between = ["" if row.change == "unknown" else _between(row.low, row.high) for row in frame.itertuples()]
    return frame.assign(
        figure=[t(f"adapting.figure_{name}") for name in frame["figure"]],
        gain_range=between,
        finding=[t(f"adapting.change_{change}") for change in frame["change"]],
    ).drop(columns=["low", "high", "change"]).round(3)  # fmt: skip


def _between(low: float, high: float) -> str:
    return t("adapting.interval", low=low, high=high)


def advice(training: Training) -> str:
    """Whether it helps, in words: what got better and what worse."""
    frame = training.comparison.to_frame()
    said = [t(f"adapting.verdict_{training.comparison.verdict}")]
    for change in _NAMED:
        names = [t(f"adapting.figure_{name}") for name in frame.loc[frame["change"] == change, "figure"]]
        if names:
            said.append(t(f"adapting.said_{change}", names=listed(names)))
    return " ".join(said)


def _model(study: Study, model: AdaptedEncoder) -> None:
    """One adapted model: where it comes from, whether it helps, and what can be done with it."""
    with st.container(border=True):
        st.write(f"**{plain(model.name)}**")
        training = model.training
        about = [f"{model.when.astimezone():%Y-%m-%d %H:%M}", t("library.megabytes", size=model.size / _MEGABYTE)]
        if training is None:
            st.warning(t("adapting.no_report"))
        else:
            about.append(t("adapting.base", encoder=encoder_title(training.encoder)))
            learned = "adapting.learned_labels" if training.method != "pre-training" else "adapting.learned_texts"
            about.append(t(learned, n=training.rows["train"], labels=training.labels))
            _SAID[training.comparison.verdict](advice(training))
            frame = figures_table(training)
            if len(frame):
                table(frame)
                st.caption(t("adapting.tested", n=training.rows["test"], users=training.users["test"]))
        st.caption(t("app.separator").join(about))
        with st.container(horizontal=True):
            _actions(study, model)


def _actions(study: Study, model: AdaptedEncoder) -> None:
    own = study.config.encoder == str(model.folder)
    st.button(
        t("adapting.rebuild"), key=f"rebuild-{model.name}", on_click=_rebuild, args=(model,),
        disabled=own or progress.is_busy(), icon=":material/forest:",
        help=t("adapting.rebuilt" if own else "adapting.rebuild_help"),
    )  # fmt: skip
    with st.popover(t("library.delete"), key=f"model-delete-{model.name}", icon=":material/delete:"):
        st.write(t("adapting.delete_sure", name=plain(model.name)))
        if users := studies_with(str(model.folder)):
            st.warning(t("adapting.delete_used", n=len(users), names=listed([study_title(name) for name in users])))
        st.button(
            t("adapting.delete"), key=f"model-gone-{model.name}", type="primary", on_click=_tried,
            args=(partial(delete_encoder, model.name),),
        )  # fmt: skip


def _rebuild(model: AdaptedEncoder) -> None:
    """Build the open study anew with a model, under a free name."""
    name = st.session_state.study
    new = free_name(rebuilt_title(study_title(name), model.name))
    request = RebuildRequest(folder=new, study=str(studies_folder() / name), encoder=str(model.folder))
    _tried(partial(progress.start_job, request))


def _tried(change: Callable[[], object]) -> None:
    """Do something; where it can't be done, that is said at the top of the page."""
    try:
        change()
    except (InterestError, OSError) as error:
        st.session_state.told.append(message_text(error))


def jobs_here() -> None:
    """The running job and what became of the last one, in the midst of the page."""
    if progress.is_busy():
        with st.container(border=True):
            progress.running_job()
    progress.outcome()
    said = st.session_state.get("outcome")
    if said and said[0] == progress.TRAINING and said[2].status == "done":
        st.session_state.outcome = None  # it stands in the list from now on
