"""What tests of the app's pages share: opening one, and reading what stands there."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[1] / "app.py"


def run(page: str = "", **link: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    if page:
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def link(app: AppTest) -> dict[str, str]:
    """The query parameters as they stand in the address."""
    return {key: value if isinstance(value, str) else value[0] for key, value in app.query_params.items()}


def texts(app: AppTest) -> str:
    """Everything that a page says in words, Markdown's escapes taken out."""
    kinds = ("title", "header", "subheader", "caption", "markdown", "text", "info", "success", "warning", "error")
    said = [element.value for kind in kinds for element in getattr(app, kind)]
    said += [button.label for button in app.button]
    return "\n".join(said).replace("\\", "")


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label.replace("\\", "").startswith(label))
