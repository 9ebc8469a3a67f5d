"""interest name."""

import json
from pathlib import Path

import interest


def names_of(folder: Path) -> set[str]:
    return {node.name for node in interest.open_study(folder).tree}


def test_name_keeps_words_out_and_lets_them_in_again(ask, complain, small_study, small_study_folder):
    before = names_of(small_study_folder)
    printed = ask("name", small_study_folder, "--ignore", "travel", "--ignore", "Puppies", "--language", "en")
    assert interest.open_study(small_study_folder).config.ignore == ("travel", "Puppies")
    assert interest.open_study(small_study_folder).config.language == "en"
    assert not [name for name in names_of(small_study_folder) if "travel" in name.lower() or "pupp" in name.lower()]
    assert "Travel" not in printed
    assert "--ignore-nothing" in complain("name", small_study_folder, "--ignore", "a", "--ignore-nothing")
    ask("name", small_study_folder, "--ignore-nothing", "--language", "texts", "--quiet")
    assert names_of(small_study_folder) == before
    assert interest.open_study(small_study_folder).config == small_study.config


def test_name_by_a_language_model_has_to_be_configured(complain, small_study_folder, monkeypatch):
    monkeypatch.delenv("INTEREST_LLM_URL", raising=False)
    assert "INTEREST_LLM_URL" in complain("name", small_study_folder, "--llm")
    monkeypatch.setenv("INTEREST_LLM_URL", "file:///etc/passwd")
    assert "base URL" in complain("name", small_study_folder, "--llm")


def test_name_shows_what_it_would_send_and_falls_back(ask, small_study_folder, monkeypatch):
    monkeypatch.setenv("INTEREST_LLM_URL", "http://127.0.0.1:9/v1")  # nobody listens there
    monkeypatch.setenv("INTEREST_LLM_MODEL", "tiny")
    before = names_of(small_study_folder)
    shown = json.loads(ask("name", small_study_folder, "--show"))
    assert shown["address"] == "http://127.0.0.1:9/v1/chat/completions"
    assert {request["model"] for request in shown["requests"]} == {"tiny"}
    monkeypatch.setattr("interest.hierarchy.naming.llm_client.PAUSE", 0)
    assert "can't be reached" in ask("name", small_study_folder, "--llm")
    assert names_of(small_study_folder) == before
