"""The app's frame: language, study, navigation; the pages do the rest. Run with `streamlit run app.py`."""

import streamlit as st

from interest.errors import InterestError
from interest.ui.frame import controls, progress, session, visitor
from interest.ui.frame.style import style, tell_language
from interest.ui.frame.translations import message_text, t

PAGES = {
    "findings": ":material/lightbulb:",
    "tree": ":material/account_tree:",
    "map": ":material/scatter_plot:",
    "users": ":material/person:",
    "segments": ":material/groups:",
    "compare": ":material/compare_arrows:",
    "search": ":material/search:",
    "learning": ":material/model_training:",
    "quality": ":material/verified:",
    "data": ":material/database:",
    "report": ":material/ios_share:",
}


def home() -> None:
    """The start: what stands out in the study that is open, or, without any, the page where one is made."""
    st.switch_page(pages["findings" if st.session_state.study else "data"])


def main_area() -> None:
    """The chosen page; what goes wrong for a reason is said in one sentence."""
    try:
        session.know_unit()
        page.run()
    except InterestError as error:
        st.error(message_text(error))


st.set_page_config(page_title="Interest", page_icon="🌳", layout="wide")
session.start()
visitor.admit()
pages = {
    # A url_path that differs from the file's name keeps Streamlit from running the page without this frame.
    name: st.Page(f"pages/{name}.py", title=t(f"nav.{name}"), icon=icon, url_path=f"interest-{name}")
    for name, icon in PAGES.items()
}
page = st.navigation([st.Page(home, title="Interest", default=True, visibility="hidden"), *pages.values()])
session.take_link(page.url_path)
session.settle()
style()
with st.sidebar:
    if names := session.saved_studies():
        controls.study_picker(names)
    controls.language_switch()
    if page not in (pages["data"], pages["learning"]):  # these show it in their midst
        progress.sidebar()
    if page is not pages["learning"]:
        progress.training_sidebar()
    visitor.sidebar()
    tell_language()
session.write_link()
if page.url_path:  # the start goes on to another page at once, and nobody would see it
    session.tell()
main_area()
