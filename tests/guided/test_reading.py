"""Files of names: columns by their names in several languages, or by what is in them."""

import json

import pandas as pd
import pytest

from interest.errors import InputError, OwnInterestError
from interest.guided import read_own


def test_a_workbook_and_csv_in_either_language(tmp_path) -> None:
    (tmp_path / "a.csv").write_text(
        "id,Topic,Description,Keywords\n"
        "1,Delivery problems,Parcels that come late,late; parcel; courier\n"
        "2,Dark mode,,\n"
    )
    first, second = read_own(tmp_path / "a.csv")
    assert (first.name, first.description, first.words) == (
        "Delivery problems", "Parcels that come late", ("late", "parcel", "courier"),
    )  # fmt: skip
    assert (second.name, second.description, second.words) == ("Dark mode", "", ())
    pd.DataFrame({"编号": ["1"], "类别": ["物流问题"], "说明": ["快递太慢"], "关键词": ["快递、物流"]}).to_excel(
        tmp_path / "b.xlsx", index=False
    )
    (one,) = read_own(tmp_path / "b.xlsx")
    assert (one.name, one.description, one.words) == ("物流问题", "快递太慢", ("快递", "物流"))


def test_json_and_lists(tmp_path) -> None:
    (tmp_path / "c.json").write_text(json.dumps([{"name": "Refunds", "words": "money back"}, {"name": "Fees"}]))
    assert [one.name for one in read_own(tmp_path / "c.json")] == ["Refunds", "Fees"]
    assert [one.name for one in read_own(["Refunds", "fees", "Fees", " "])] == ["Refunds", "fees"]


def test_a_column_of_names_is_known_by_what_is_in_it() -> None:
    table = pd.DataFrame({"no": ["1", "2"], "area": ["Money", "Money"], "xyz": ["Refunds", "Fees"]})
    assert [one.name for one in read_own(table)] == ["Refunds", "Fees"]


def test_what_is_no_list_is_refused(tmp_path) -> None:
    with pytest.raises(OwnInterestError, match="no column can be the names"):
        read_own(pd.DataFrame({"a": ["1", "2"], "b": ["3", "4"]}))
    with pytest.raises(OwnInterestError, match="has no name in it"):
        read_own(pd.DataFrame({"name": ["", " "]}))
    with pytest.raises(InputError):
        read_own(tmp_path / "nothing.csv")
