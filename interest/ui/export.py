"""Tables as CSV files that a spreadsheet opens safely."""

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a byte order mark, which spreadsheets need for Chinese.

    Texts that a spreadsheet would take for a formula get a `'` before them, in cells and headers.
    """
    safe = frame.rename(columns=lambda name: _safe(str(name)))
    texts = [name for name in safe if not pd.api.types.is_numeric_dtype(safe[name].dtype)]
    safe = safe.assign(**{name: [_safe(_text(value)) for value in safe[name]] for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return "" if pd.isna(value) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
