"""Only those users of whom a column says something."""

from typing import TypeVar

import streamlit as st

from interest.segments.traits import people_with
from interest.study import Study
from interest.ui.frame import session
from interest.ui.frame.markdown import plain
from interest.ui.frame.translations import t
from interest.ui.shared.columns import pick_value, value_popover, value_text, values_of

V = TypeVar("V")


def among_known(study: Study, known: dict[str, V]) -> dict[str, V]:
    """Those of some users whom the chosen value fits, in their order; all, where no column or value is chosen.

    Who is looked at stays to be chosen, unless the choice has just changed: then the first of those it fits are shown.
    """
    state, key = st.session_state, f"people-filter-{st.session_state.study}"
    values = values_of(study, only_people=True)
    if not values:
        return known
    with value_popover(values, "people-filter", t("columns.filter")):
        column, value = pick_value(values, "people-filter", t("columns.filter_all"))
    changed = state.get(f"{key}-last", ("", "")) != (column, value)
    state[f"{key}-last"] = column, value
    if not column:
        return known
    fits = set(people_with(study.contents, column, value))
    found = {user: told for user, told in known.items() if user in fits}
    st.caption(t("columns.filtered", n=len(found), of=len(known), value=plain(value_text(column, value))))
    if changed and found and state.user not in found:
        session.choose_user(next(iter(found)))
    return found if state.user in found else {state.user: known[state.user], **found}
