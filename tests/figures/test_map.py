"""The map: groups, numbers, names that don't overlap, and very many points."""

import numpy as np
import pandas as pd

from interest import figures

POINTS = pd.DataFrame(
    {
        "id": ["1", "2", "3", "4"],
        "x": [0.0, 0.1, 5.0, 5.1],
        "y": [0.0, 0.1, 5.0, 5.1],
        "group": ["c1", "c1", "c2", "c2"],
        "place": ["c1", "c1", "c2", "c2"],
        "hover": ["a", "b", "c", "d"],
        "size": 8,
    }
)
GROUPS = [figures.Group("c1", "Outdoor", "#111111"), figures.Group("c2", "厨房", "#222222")]
NAMES = {"c1": "Outdoor", "c2": "厨房"}
WHOLE = (-1.0, 6.0, -1.0, 6.0)


def test_map_has_a_trace_a_group_and_a_ring() -> None:
    labels = figures.place_labels(POINTS, NAMES, ["place"], WHOLE)
    figure = figures.map_figure(POINTS, GROUPS, labels, selected="3", focus="c2")
    assert [trace.name for trace in figure.data[:2]] == ["Outdoor", "厨房"]
    assert [list(trace.x) for trace in figure.data] == [[0.0, 0.1], [5.0, 5.1], [5.0]]
    assert figure.data[0].marker.opacity < 0.2 < figure.data[1].marker.opacity
    assert figure.data[1].customdata.tolist() == [["3"], ["4"]]
    assert [annotation.text for annotation in figure.layout.annotations] == ["<b>Outdoor</b>", "<b>厨房</b>"]


def test_a_map_of_numbers_has_a_scale_and_a_view() -> None:
    scale = figures.Scale({0.0: "low", 1.0: "high"}, "Fit <b>")
    points = POINTS.assign(value=[0.0, 0.5, 1.0, float("nan")])
    figure = figures.map_figure(points, GROUPS, [], scale=scale, view=(0, 2, 1, 3))
    unknown, known, ring = figure.data
    assert [len(trace.x) for trace in (unknown, known, ring)] == [1, 3, 0]
    assert known.marker.colorbar.ticktext == ("low", "high")
    assert known.marker.colorbar.title.text == "Fit &lt;b&gt;"
    assert (figure.layout.xaxis.range, figure.layout.yaxis.range) == ((0, 2), (1, 3))
    colours = figures.value_colours(points["value"].to_numpy())
    assert colours.shape == (4, 3)
    assert colours[0].sum() < colours[1].sum() < colours[2].sum()  # from dark to light
    assert "#{:02x}{:02x}{:02x}".format(*map(int, colours[3])) == unknown.marker.color  # no number: on no end of it
    assert colours[3].tolist() not in colours[:3].tolist()
    assert figures.value_colours(np.full(2, np.nan)).tolist() == [colours[3].tolist()] * 2


def test_labels_stand_at_medians_and_don_t_overlap() -> None:
    labels = figures.place_labels(POINTS, {"c1": "one", "c2": "two"}, ["place"], WHOLE)
    assert [(label.name, label.x) for label in labels] == [("one", 0.05), ("two", 5.05)]
    near = pd.DataFrame({"x": [0.0, 0.05, 9.0], "y": [0.0, 0.0, 9.0], "place": ["c1", "c2", "c3"]})
    names, view = {"c1": "one", "c2": "two", "c3": "three"}, (-1.0, 10.0, -1.0, 10.0)
    assert [label.name for label in figures.place_labels(near, names, ["place"], view)] == ["one", "three"]
    assert [label.name for label in figures.place_labels(near, names, ["place"], view, most=1)] == ["one"]


def test_the_closer_the_view_the_finer_the_names() -> None:
    points = POINTS.assign(category="c1", topic=["t1", "t2", "t3", "t3"])
    names = {"c1": "Outdoor", "t1": "tents", "t2": "boots", "t3": "coffee"}
    far = figures.place_labels(points, names, ["category", "topic"], WHOLE)
    near = figures.place_labels(points, names, ["category", "topic"], (-0.1, 0.2, -0.1, 0.2))
    assert [(label.name, label.level) for label in far] == [("Outdoor", 0), ("coffee", 1), ("tents", 1)]
    assert {label.name for label in near} == {"Outdoor", "tents", "boots"}


def test_the_picture_of_many_points_shows_where_they_are_and_their_colour() -> None:
    points = pd.DataFrame({"x": [0.5] * 9 + [9.5, 50.0], "y": [9.5] * 9 + [0.5, 50.0]})
    colours = np.array([[200, 0, 0]] * 9 + [[0, 0, 200]] * 2)
    image = np.asarray(figures.density_image(points, colours, (0.0, 10.0, 0.0, 10.0)))
    rows, columns = np.nonzero(image[..., 3])
    assert len(rows) == 2  # one lies outside
    (top, left), (bottom, right) = (rows[0], columns[0]), (rows[1], columns[1])
    assert top < image.shape[0] / 10 and left < image.shape[1] / 10  # up is up
    assert bottom > image.shape[0] * 0.9 and right > image.shape[1] * 0.9
    assert image[top, left].tolist()[:3] == [200, 0, 0]
    assert image[top, left, 3] > image[bottom, right, 3] > 0


def test_a_view_leaves_stray_points_out() -> None:
    x = [*range(100), 10_000]
    left, right, low, high = figures.view_of(pd.DataFrame({"x": x, "y": x}, dtype=float))
    assert left < 5 and 95 < right < 200
    assert (low, high) == (left, right)
    assert figures.view_of(POINTS.head(1))[0] < figures.view_of(POINTS.head(1))[1]
