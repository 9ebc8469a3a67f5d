"""Differences as they are and adjusted, as dots with intervals."""

import math

import pandas as pd

from interest.figures import effects_figure

ROWS = pd.DataFrame(
    {
        "name": ["Dogs", "<b>Cats</b>", "Both"], "difference": [13.0, 8.0, 1.0], "low": [5.0, -1.0, -4.0],
        "high": [21.0, 17.0, 6.0], "adjusted": [9.0, 1.0, math.nan], "adjusted_low": [2.0, -7.0, math.nan],
        "adjusted_high": [16.0, 9.0, math.nan], "colour": ["#3f90da", "#ffa90e", "#bd1f01"],
        "significant": [True, False, False],
    }
)  # fmt: skip


def test_both_differences_stand_in_a_row_with_their_intervals() -> None:
    figure = effects_figure(ROWS, ("Adjusted", "As it is"), "Points", ("%{x}", "plain %{x}"), "+.0f")
    adjusted, plain = figure.data
    assert (adjusted.name, plain.name) == ("Adjusted", "As it is")
    assert list(adjusted.x)[:2] == [9.0, 1.0] and math.isnan(adjusted.x[2])
    assert list(plain.x) == [13.0, 8.0, 1.0]
    assert (plain.error_x.array[0], plain.error_x.arrayminus[0]) == (8.0, 8.0)
    assert (adjusted.error_x.array[0], adjusted.error_x.arrayminus[0]) == (7.0, 7.0)
    assert all(
        math.floor(above + 0.5) == math.floor(below + 0.5) for above, below in zip(adjusted.y, plain.y, strict=True)
    )
    assert figure.layout.xaxis.tickformat == "+.0f"
    assert plain.hovertemplate.startswith("plain")


def test_what_may_be_chance_is_hollow_and_names_are_no_markup() -> None:
    adjusted = effects_figure(ROWS, ("Adjusted", "As it is")).data[0]
    sure, unsure = adjusted.marker.color[:2]
    assert sure == "#3f90da"
    assert unsure not in ("#ffa90e", "#3f90da")
    assert list(adjusted.marker.line.color) == ROWS["colour"].tolist()
    assert adjusted.text[1] == "&lt;b&gt;Cats&lt;/b&gt;"
