"""interest findings."""

import json


def test_findings(ask, small_study, small_study_folder):
    out = ask("findings", small_study_folder)
    first = small_study.findings()[0]
    assert "largest" in out and small_study.tree[first.node].name in out
    assert out.rstrip().endswith("source, rating, outcome.")
    found = json.loads(ask("findings", small_study_folder, "--json"))
    assert found["lacking"] == ["source", "rating", "outcome"]
    assert len(found["findings"]) == len(small_study.findings())
    record = found["findings"][0]
    assert (record["kind"], record["nodes"], record["q"]) == ("largest", list(first.nodes), None)
    assert record["names"] == [small_study.tree[node].name for node in first.nodes]
