"""What Streamlit's theme can't say: spacing, and the uploader's own texts, which know no language but English."""

import streamlit as st

from interest.ui.translations import t

_CSS = """
<style>
[data-testid="stMainBlockContainer"] {{ padding-top: 3.2rem; max-width: 1500px; }}
[data-testid="stMain"] h1 {{ padding-bottom: 0; letter-spacing: -0.01em; }}
[data-testid="stSidebarNav"] {{ padding-top: 0.5rem; }}
[data-testid="stMetric"] {{ background: #f3f6f6; border-radius: 0.6rem; padding: 0.8rem 1rem; }}
[data-testid="stMetricLabel"] p {{ white-space: normal; }}
[class*="st-key-judge-like"] p, [class*="st-key-judge-dislike"] p, [class*="st-key-judge-hide"] p {{ font-size: 0; }}
[class*="st-key-judge-like"] span, [class*="st-key-judge-dislike"] span, [class*="st-key-judge-hide"] span {{ gap: 0; }}
[class*="st-key-judge-"] button {{ min-height: 1.9rem; padding: 0.1rem 0.45rem; }}
[class*="st-key-chip-"] button {{ border-radius: 999px; padding: 0.1rem 0.8rem; min-height: 1.9rem; }}
[data-testid="stFileUploaderDropzone"] > span [data-testid="stMarkdownContainer"] p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] > span [data-testid="stMarkdownContainer"] p::after {{
  content: "{browse}"; font-size: 0.9rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{drop}"; font-size: 0.9rem; }}
</style>
"""


def style() -> None:
    """Put the style sheet into the page."""
    st.html(_CSS.format(browse=t("upload.browse"), drop=t("upload.drop")))
