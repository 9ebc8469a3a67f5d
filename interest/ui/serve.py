"""Starts the app: `python -m interest.ui.serve [options of streamlit run]`."""

import sys
from pathlib import Path

APP = Path(__file__).parents[2] / "app.py"


def serve(*options: str) -> int:
    """Run the app until it is stopped; `options` are those of `streamlit run`. Gives the exit code."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.web import cli

    # Streamlit guesses from the folder "pages" that there is no st.navigation, and greets the first visitor who comes
    # by a link with "Page not found"; app.py would put that right, but only after it ran once.
    PagesManager.uses_pages_directory = False
    return cli.main(["run", str(APP), *options], standalone_mode=False) or 0


if __name__ == "__main__":
    sys.exit(serve(*sys.argv[1:]))
