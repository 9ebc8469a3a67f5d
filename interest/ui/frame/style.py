"""What Streamlit's theme can't say: spacing, figures in the dark, the uploader's texts, which know only English.

Figures are drawn for paper. Here their texts and lines take the colour of the page, whichever theme that has, at once
when it changes (Streamlit doesn't run the script again then); a figure that is saved or printed stays dark on light.
Dialogs lie outside of the part of the page that has a colour scheme: `light-dark` is always light there, and what is
mixed of the colour of texts fits.
"""

import streamlit as st

from interest.figures.style import HALO
from interest.figures.tree import WHOLE
from interest.ui.frame.translations import t

_CSS = """
<style>
[data-testid="stMainBlockContainer"] {{ padding-top: 3.2rem; max-width: 1500px; }}
[data-testid="stMain"] h1 {{ padding-bottom: 0; letter-spacing: -0.01em; }}
[data-testid="stSidebarNav"] {{ padding-top: 0.5rem; }}
[data-testid="stMetric"] {{
  background: light-dark(#f3f6f6, #1c2629); border-radius: 0.6rem; padding: 0.8rem 1rem; }}
[data-testid="stSidebarNavLink"]:focus-visible {{
  outline: 2px solid light-dark(#2f6f73, #5fb3b8); outline-offset: -2px; }}
[data-testid="stMetricLabel"] p {{ white-space: normal; }}
[data-testid="stCaptionContainer"], [data-testid="stMetricLabel"] {{
  color: color-mix(in srgb, currentColor 72%, transparent); opacity: 1; }}
.stMarkdownBadge {{ color: light-dark(#1f2d30, #eef3f3) !important; }}
[data-testid="stButtonGroup"] [role="radiogroup"] {{ flex-wrap: wrap; }}
[data-testid="stButtonGroup"] [role="radiogroup"] button {{ min-height: 2.5rem; }}  /* as high as a box beside it */
body:has([data-testid="stDialog"]) [data-testid="stPopoverBody"] {{ display: none; }}
.st-key-node-panel {{ scroll-margin-top: 4rem; }}
[class*="st-key-edit-"] [role="radiogroup"] button {{ padding-inline: 0.45rem; }}  /* all in one line at 1280 pixels */
[data-testid*="stBaseButton-primary"]:not(:disabled) {{ color: light-dark(#ffffff, #0d1416) !important; }}
@media (max-width: 1150px) {{  /* columns one below the other before their contents are cut */
  [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) {{ flex-wrap: wrap; }}
  [data-testid="stColumn"] {{ min-width: min(100%, 22rem); }}
  [data-testid="stColumn"]:has(> [data-testid="stVerticalBlock"] > [data-testid="stElementContainer"] > .stMetric) {{
    min-width: 9.5rem; }}
  [data-testid="stColumn"] [data-testid="stColumn"] {{ min-width: 4rem; }}
}}
[class*="st-key-judge-like"] p, [class*="st-key-judge-dislike"] p, [class*="st-key-judge-hide"] p {{ font-size: 0; }}
[class*="st-key-judge-like"] span, [class*="st-key-judge-dislike"] span, [class*="st-key-judge-hide"] span {{ gap: 0; }}
[class*="st-key-judge-"] button {{ min-height: 1.9rem; padding: 0.1rem 0.45rem; }}
[class*="st-key-chip-"] button {{ border-radius: 999px; padding: 0.1rem 0.8rem; min-height: 1.9rem; }}
[class*="st-key-square-"] {{ aspect-ratio: 1; max-height: 40rem; }}
.js-plotly-plot .main-svg {{ background: transparent !important; }}
.js-plotly-plot .legend rect.bg {{ fill: transparent !important; }}
.js-plotly-plot :is(.xtick, .ytick, .colorbar, .legend, .annotation, .infolayer .g-xtitle, .infolayer .g-ytitle) text,
.js-plotly-plot .bars text:not(.bartext-inside), .js-plotly-plot .g-gtitle text {{ fill: currentColor !important; }}
.js-plotly-plot .textpoint text, .js-plotly-plot .sankey text {{ fill: currentColor !important; }}
.js-plotly-plot :is(.textpoint, .sankey, .annotation) text {{ text-shadow: {halo} !important; }}
.js-plotly-plot .slice path.surface[style*="{whole}"] {{ fill: light-dark({whole}, #2a3739) !important; }}
.js-plotly-plot .slice:has(path.surface[style*="{whole}"]) text {{ fill: currentColor !important; }}
.js-plotly-plot .modebar-btn.active path {{ fill: currentColor !important; }}
.js-plotly-plot .gridlayer path {{ stroke: color-mix(in srgb, currentColor 15%, transparent) !important; }}
.js-plotly-plot :is(.shapelayer, .errorbars) path {{
  stroke: color-mix(in srgb, currentColor 72%, transparent) !important; }}
[data-testid="stDialog"] .js-plotly-plot text {{ text-shadow: none !important; }}
[data-testid="stFileUploaderDropzone"] > span [data-testid="stMarkdownContainer"] p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] > span [data-testid="stMarkdownContainer"] p::after {{
  content: "{browse}"; font-size: 0.9rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{drop}"; font-size: 0.9rem; }}
[data-testid="InputInstructions"] {{ font-size: 0; white-space: nowrap; }}
[data-testid="InputInstructions"]::after {{ content: "{enter}"; font-size: 0.75rem; }}
[data-testid="stTextArea"] [data-testid="InputInstructions"]::after {{ content: "{control_enter}"; }}
.st-key-library [data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: "{drop_study}"; }}
</style>
"""


def style() -> None:
    """Put the style sheet into the page."""
    texts = {
        "browse": t("upload.browse"), "drop": t("upload.drop"), "drop_study": t("library.drop"),
        "enter": t("app.enter"), "control_enter": t("app.control_enter"),
    }  # fmt: skip
    whole = "rgb({}, {}, {})".format(*(int(WHOLE[i : i + 2], 16) for i in (1, 3, 5)))  # as browsers write it
    st.html(_CSS.format(whole=whole, halo=HALO.format(paper="light-dark(#ffffff, #12191b)"), **texts))


def tell_language() -> None:
    """Let the browser know in which language the page is: for screen readers, hyphens, and the shapes of characters."""
    tag = {"en": "en", "zh": "zh-CN"}[st.session_state.lang]
    st.html(f"<script>document.documentElement.lang = '{tag}'</script>", unsafe_allow_javascript=True)
