"""Exported tables are safe in a spreadsheet."""

import pandas as pd
import pytest

from interest.ui.export import csv_bytes


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formulas_are_disarmed(start: str) -> None:
    text = csv_bytes(pd.DataFrame({"text": [f"{start}1+1", "plain"]})).decode("utf-8-sig")
    assert f"'{start}1+1" in text
    assert "\nplain\n" in text


def test_headers_lists_and_numbers() -> None:
    frame = pd.DataFrame({"=name": ["鱼"], "number": [-1.5], "list": [["=a", "b"]], "missing": [None]})
    assert csv_bytes(frame).decode("utf-8-sig") == "'=name,number,list,missing\n鱼,-1.5,'=a; b,\n"


def test_spreadsheets_see_utf8() -> None:
    assert csv_bytes(pd.DataFrame({"文本": ["咖啡"]})).startswith(b"\xef\xbb\xbf")
