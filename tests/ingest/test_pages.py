"""Pages and subtitles: tables, blocks, who goes on speaking; and none of them is slow."""

import time
from contextlib import suppress

import pytest

from interest.errors import InputError
from interest.ingest import load, read_table

ROWS = [
    ("Ann", "The courier left my parcel out in the rain"),
    ("Bo", "I cannot log in since the last update"),
    ("Ann", "The tomatoes were soft and tasted of nothing"),
    ("Cy", "My card was charged twice for one basket"),
]


def test_the_largest_table_of_a_page_is_read_below_its_header():
    cells = "".join(f"<tr><td>{who}<td>{text}<br>again" for who, text in ROWS)  # nobody has to close them
    page = f"<html><table><tr><td>menu</table><table><tr><th>user</th><th>comment</th></tr>{cells}</table></html>"
    frame = read_table(page.encode(), "export.html").frame
    assert list(frame) == ["user", "comment"] and frame["user"].tolist() == [who for who, _ in ROWS]
    assert frame["comment"][0] == "The courier left my parcel out in the rain\nagain"


def test_a_page_that_is_called_a_workbook_is_read_as_what_it_is():
    cells = "".join(f"<tr><td>{who}</td><td>{text}</td></tr>" for who, text in ROWS)
    page = f"<html><table border=1><tr><td>用户</td><td>评价内容</td></tr>{cells}</table></html>"
    frame = read_table(page.encode("gb18030"), "评价.xls").frame
    assert list(frame) == ["用户", "评价内容"] and len(frame) == len(ROWS)


def test_blocks_that_come_again_are_rows_and_a_name_holds_until_the_next(tmp_path):
    blocks = "".join(
        f'<div class="post"><p class="author">{who}</p><p class="body">{text} &amp; more</p>'
        f'<time datetime="2026-03-1{n}T10:00:00Z">10:00</time></div>'
        f'<div class="post joined"><p class="body">and {text} once more</p></div>'
        for n, (who, text) in enumerate(ROWS)
    )  # fmt: skip
    path = tmp_path / "page.htm"
    path.write_text(f"<body><script>var a = '<div>';</script><div class=list>{blocks}</div></body>")
    found = load(path).frame
    assert found["user_id"].tolist() == ["Ann", "Ann", "Bo", "Bo", "Ann", "Ann", "Cy", "Cy"]
    assert found["text"][0] == f"{ROWS[0][1]} & more" and found["timestamp"].notna().sum() == 4


def test_a_page_with_nothing_that_comes_again_is_refused():
    with pytest.raises(InputError, match="nothing that comes again"):
        read_table(b"<html><body><p>Only this</p></body></html>", "page.html")


def test_what_one_goes_on_to_say_in_the_next_subtitle_is_one_message():
    cue = "{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{who}: {text}\n\n"
    said = [("Ann", "The courier left"), ("Ann", "my parcel in the rain."), ("Bo", "I cannot"), ("Ann", "log in.")]
    data = "".join(cue.format(n=n, who=who, text=text) for n, (who, text) in enumerate(said, 1)).encode()
    frame = read_table(data, "talk.srt").frame
    assert frame["user"].tolist() == ["Ann", "Bo", "Ann"]
    assert frame["text"][0] == "The courier left my parcel in the rain."
    with pytest.raises(InputError, match="nothing said"):
        read_table(b"WEBVTT\n\nNOTE nobody speaks\n", "talk.vtt")


@pytest.mark.parametrize(
    ("name", "part"),
    [("x.html", "<div>"), ("x.html", "<"), ("x.html", '<a class="'), ("x.html", "<tr><td>x<td>y"), ("x.html", "<!--"),
     ("x.html", "</div>"), ("x.vtt", "00:00:01.000 --> 00:00:02.000\n"), ("x.vtt", "00:00:01.000 --> "),
     ("x.txt", "Ann 1:23\n"), ("x.txt", "12:30 From Ann to \n"), ("x.txt", "a(2026-03-14 "), ("x.txt", "Ann  \n")],
)  # fmt: skip
def test_no_page_and_no_talk_takes_long(name, part):
    data = (part * (200_000 // len(part))).encode()
    begun = time.process_time()
    with suppress(InputError):
        read_table(data, name)
    assert time.process_time() - begun < 3
