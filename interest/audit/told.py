"""What an audit found, in words."""

import pandas as pd

from interest.texts import Say


def measured_text(row: pd.Series, t: Say) -> str:
    """What the answers say of a node, given its row of `figures`; "" where nobody read anything of it."""
    read = int(row["asked"] - row["unsure"])
    if not row["asked"]:
        return ""
    if row["precision"] != row["precision"]:
        return t("audit.too_few", n=int(row["needed"]), read=read, belong=int(row["belong"]))
    values = {name: float(row[name]) for name in ("precision", "low", "high")}
    return t("audit.measured", read=read, belong=int(row["belong"]), **values)
