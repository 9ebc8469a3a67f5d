"""Segments are saved with their study, and older ones can be read."""

import json

from defining_segments import defined

import interest
from interest.library.about import read_about
from interest.segments import Interest, Rule, Segment, from_json, to_json


def test_saved_and_opened(study, tmp_path):
    defined(study)
    again = interest.open_study(study.save(tmp_path / "saved"))
    assert tuple(again.segments) == tuple(study.segments)
    for segment in study.segments:
        assert again.segments.members(segment.name) == study.segments.members(segment.name)
    assert from_json(to_json(study.segments)) == tuple(study.segments)
    for segment in list(again.segments):
        again.segments.remove(segment.name)
    again.save(tmp_path / "saved")
    assert "segments" not in read_about(tmp_path / "saved")["parts"]


def test_a_study_from_before_there_were_segments(small_study_folder):
    assert not (small_study_folder / "segments.json").exists()
    assert len(interest.open_study(small_study_folder).segments) == 0


def test_rules_from_before_there_were_opinions():
    text = to_json([Segment("old", Rule((Interest("t1", 0.2, "Dogs"),), source="web"))])
    rows = json.loads(text)
    assert set(rows[0]["interests"][0]) == {"node", "above", "called"}
    del rows[0]["opinion"]
    assert from_json(json.dumps(rows))[0].definition == Rule((Interest("t1", 0.2, "Dogs"),), source="web")
