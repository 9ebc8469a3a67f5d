"""What is in this data? Upload, sample, build; what the open study is made of."""

import streamlit as st

from interest.ingest import CleaningReport
from interest.ui.data.adding import adding_form
from interest.ui.data.library import library_section
from interest.ui.data.readings import readings
from interest.ui.data.upload import upload_form
from interest.ui.frame import progress, session
from interest.ui.frame.controls import download, encoder_title, header, study_title, table
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import message_text, t, translated
from interest.ui.jobs import background
from interest.ui.jobs.waiting import waiting_worker
from interest.ui.shared.candidates import candidates_told

A_ROW = 4


def samples() -> None:
    """A button for each sample: opens its study, or builds it."""
    saved, names = session.saved_studies(), session.samples()
    places = [place for _ in range(0, len(names), A_ROW) for place in st.columns(A_ROW)]
    for place, name in zip(places, names, strict=False):
        with place, st.container(border=True, height="stretch"):
            st.write(f"**{t(f'sample.{name}')}**")
            st.caption(t(f"about.{name}"))
            if name in saved:
                st.button(t("data.open_sample"), key=f"open-{name}", on_click=session.choose_study, args=(name,))
            elif st.button(t("data.build_sample"), key=f"build-{name}", disabled=progress.is_busy()):
                progress.start_job(background.folder_request(session.SAMPLES_FOLDER / name))
                st.rerun()


def new_study(first: bool) -> None:
    """Everything that leads to a study."""
    if first:
        st.info(t("empty.welcome"), icon=":material/waving_hand:")
    busy = progress.is_busy()
    if busy:
        with st.container(border=True):
            progress.running_job()
    else:
        waiting_worker.make_ready()
    progress.outcome()
    open_now = first and not busy  # a build is watched at the top of the page: what is below must not push it away
    with st.expander(t("data.upload"), expanded=open_now, icon=":material/upload_file:"):
        upload_form()
    with st.expander(t("data.samples"), expanded=open_now, icon=":material/library_books:"):
        samples()
    library_section()


def contents() -> None:
    """The open study: how much is in it, from where, and what cleaning did."""
    study = session.open_study()
    statements, report = study.statements, study.report
    st.header(plain(study_title(st.session_state.study)))
    for note in study.notes:
        st.info(message_text(note))
    numbers = {
        "data.rows": report.n_rows,
        "data.statements": len(statements),
        "data.users": statements["user_id"].nunique(),
        "data.categories": len(study.tree.level("category")),
        "data.topics": len(study.tree.level("topic")),
    }
    for place, (key, number) in zip(st.columns(len(numbers)), numbers.items(), strict=True):
        place.metric(t(key), f"{number:,}", help=t("data.statements_help") if key == "data.statements" else None)
    times = statements["timestamp"].dropna()
    if len(times):
        st.markdown(t("data.period", first=times.min().date(), last=times.max().date()))
    st.caption(
        t("data.made_with", encoder=encoder_title(study.config.encoder), seed=study.config.seed),
        help=t("data.made_with_help"),
    )
    adding_form()
    candidates_told(study)
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("data.sources"))
        by_source = statements.groupby("source", sort=False)
        sources = by_source.agg(statements=("text", "size"), users=("user_id", "nunique")).reset_index()
        table(sources.assign(share=sources["statements"] / len(statements)), share="share")
        for kind, frame in (("items", study.items), ("interactions", study.interactions)):
            if frame is not None:
                st.caption(t(f"data.{kind}", n=len(frame)))
        readings(study.contents.ingested)
    with right:
        st.subheader(t("data.cleaning"))
        cleaning(report)


def cleaning(report: CleaningReport) -> None:
    """What was left out, merged or changed, counted and row by row."""
    if report.rows.empty:
        st.write(t("data.nothing_cleaned"))
        return
    counts = report.counts
    table(counts.assign(reason=[t(f"cleaning.{reason.replace(' ', '_')}") for reason in counts["reason"]]))
    with st.expander(t("data.cleaned_rows", n=len(report.rows))):
        rows = report.rows.assign(
            row=report.rows["row"] + 1,
            reason=[t(f"cleaning.{reason.replace(' ', '_')}") for reason in report.rows["reason"]],
            after=[
                translated(after) if reason == "reading" else after  # else it is a user's text
                for reason, after in zip(report.rows["reason"], report.rows["after"], strict=True)
            ],
        )
        table(rows.head(1000), height=min(38 + 35 * len(rows), 320), reason=240)
        download(rows, f"{st.session_state.study}-cleaning")


header(t("nav.data"), t("data.question"))
new_study(first=not st.session_state.study)
if st.session_state.study:
    contents()
