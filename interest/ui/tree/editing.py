"""Changing the tree by hand: the controls at a node, and what was changed so far."""

from collections.abc import Callable

import streamlit as st

from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.tree import LEVELS, Node
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.controls import called, segments
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t

_MOST_PARTS = 8


def edit_node(study: Study, node_id: str) -> None:
    """What can be done to one node."""
    node = study.tree[node_id]
    with st.expander(t("edit.title"), icon=":material/edit:", key=f"edit-{node_id}"):
        if st.session_state.categories:
            st.caption(t("edit.keep_first"))
            return
        actions = {name: t(f"edit.{name}") for name, form in _FORMS.items() if form is not _move or node.parent}
        action = segments(t("edit.title"), actions, f"edit-{node.level}", hidden=True)
        st.caption(t(f"edit.{action}_help"))
        _FORMS[action](study, node)


def _rename(study: Study, node: Node) -> None:
    key = f"rename-{node.id}-{node.name}"

    def change(study: Study) -> str:
        return study.edit.rename(node.id, st.session_state[key])

    with st.form(f"form-{key}", border=False):
        st.text_input(t("edit.name"), node.name, key=key, max_chars=80)
        st.form_submit_button(t("edit.rename"), on_click=session.change_study, args=(change,), type="primary")


def _merge(study: Study, node: Node) -> None:
    key = f"merge-{node.id}"
    others = {other.id: study.tree.path_name(other.id) for other in study.tree.level(node.level) if other.id != node.id}
    chosen = st.multiselect(
        t("edit.with"), list(others), key=key, format_func=called(others), placeholder=t("edit.choose"),
        select_all=False,
    )  # fmt: skip
    _button("merge", lambda study: study.edit.merge(node.id, *chosen), disabled=not chosen)


def _move(study: Study, node: Node) -> None:
    level = LEVELS[LEVELS.index(node.level) - 1]
    parents = {parent.id: study.tree.path_name(parent.id) for parent in study.tree.level(level)}
    parents.pop(node.parent or "", None)
    chosen = st.selectbox(
        t(f"edit.to_{level}"), list(parents), None, key=f"move-{node.id}", format_func=called(parents),
        placeholder=t("edit.choose"),
    )  # fmt: skip
    _button("move", lambda study: study.edit.move(node.id, chosen or ""), disabled=chosen is None)


def _split(study: Study, node: Node) -> None:
    into = st.number_input(t("edit.into"), 2, _MOST_PARTS, 2, key=f"split-{node.id}")

    def change(study: Study) -> str:
        study.edit.split(node.id, int(into))
        return node.parent or ""

    _button("split", change)


def _hide(study: Study, node: Node) -> None:
    def change(study: Study) -> str:
        study.edit.hide(node.id)
        return node.parent or ""

    _button("hide", change)


_FORMS: dict[str, Callable[[Study, Node], None]] = {
    "rename": _rename,
    "merge": _merge,
    "move": _move,
    "split": _split,
    "hide": _hide,
}


def _button(action: str, change: Callable[[Study], str], disabled: bool = False) -> None:
    st.button(
        t(f"edit.{action}"), key=f"edit-{action}", on_click=session.change_study, args=(change,), disabled=disabled,
        type="primary",
    )  # fmt: skip


def undo_and_redo(study: Study) -> None:
    """A step back or forth; nothing for a study that never was changed."""
    if not study.contents.cuts.log.made:
        return
    looking = bool(st.session_state.categories)  # at a cut that is not saved: there is nothing to change yet
    with st.container(horizontal=True):
        _step("undo", Study.undo, looking or not study.edits)
        _step("redo", Study.redo, looking or not study.contents.cuts.log.undone)


def history(study: Study) -> None:
    """What was changed, and what is hidden; nothing for a study that never was changed."""
    if lost := study.contents.cuts.lost:
        st.warning(t("edit.lost", edits=" ".join(map(edit_text, lost))), icon=":material/link_off:")
    if not study.contents.cuts.log.made:
        return
    with st.expander(t("edit.history", n=len(study.edits)), icon=":material/history:", key="edit-history"):
        for number, edit in reversed(list(enumerate(study.edits, 1))):
            st.markdown(f"{number}\\. {edit_text(edit)}")
        if hidden := study.tree.hidden():
            st.write(f"**{t('edit.hidden')}**")
            for node in hidden:
                st.button(
                    plain(study.tree.path_name(node.id)), key=f"unhide-{node.id}", icon=":material/visibility:",
                    on_click=session.change_study, args=(_showing(node.id),),
                    disabled=bool(st.session_state.categories),
                )  # fmt: skip


def _step(name: str, step: Callable[[Study], Edit], disabled: bool) -> None:
    """The button of a step, which leads to the node that it is about; after one about many nodes all stays in view."""

    def change(study: Study) -> str:
        edit, here = step(study), st.session_state.node
        if edit.kind == "rename" and len(edit.nodes) > 1:
            return here
        about = (*edit.nodes[:1], here) if name == "undo" else (*edit.made, *edit.nodes[:1], here)
        return next((node for node in about if node in study.tree), "")

    st.button(
        t(f"edit.{name}"), key=f"edit-{name}", icon=f":material/{name}:", on_click=session.change_study, args=(change,),
        disabled=disabled,
    )  # fmt: skip


def _showing(node_id: str) -> Callable[[Study], str]:
    return lambda study: study.edit.unhide(node_id)


def edit_text(edit: Edit) -> str:
    """An edit as a sentence, safe for Markdown."""
    names = [plain(name) for name in edit.called]
    kind = "rename_all" if edit.kind == "rename" and len(names) > 1 else edit.kind
    text = t(
        f"edited.{kind}",
        name=names[0] if names else "",
        names=t("edited.listing").join(names[1:]),
        title=plain(edit.titles[0]) if edit.titles else names[0] if names else "",
        n=len(names),
        into=edit.into,
    )
    return t("edited.by", text=text, by=plain(edit.by)) if edit.by else text
