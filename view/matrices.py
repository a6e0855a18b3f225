"""Frames of who met whom and which topic with whom, laid out as rows and columns for `cells`."""

import pandas as pd

from view.language import say
from view.naming import named
from view.wording import aside, count, day, number

SIDE = 12  # rows and columns at most: more can be read in the table only


def pairs(frame: pd.DataFrame) -> pd.DataFrame:
    """Principals as rows, counterparts as columns, from the pairs that met most. Frame: as `people_queries.pairs`."""
    if frame.empty:
        return pd.DataFrame(columns=["mark", "row", "column", "value", "words"]).astype({"value": float})
    columns = list(dict.fromkeys(frame.counterpart_id))[:SIDE]
    kept = frame[frame.counterpart_id.isin(columns)]
    rows = _leading(kept, "principal_id")
    kept = kept[kept.principal_id.isin(rows)]
    words = [say("<b>{principal} – {counterpart}</b><br>{role}<br>{engagements}, {first} to {last}",
                 principal=row.principal, counterpart=row.counterpart, role=row.role if pd.notna(row.role) else "",
                 engagements=count(row.engagements, "engagement"), first=day(row.first), last=day(row.last))
             for row in kept.itertuples()]
    laid = kept.assign(mark=kept.counterpart_id, row=kept.principal, column=kept.counterpart, value=kept.engagements,
                       words=words)
    return _in_order(laid, dict(zip(frame.principal_id, frame.principal, strict=True)), rows,
                     dict(zip(frame.counterpart_id, frame.counterpart, strict=True)), columns)


def principals(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Principals as rows, regions or countries as columns. Frame: as `people_queries.principals_by_side` gives it."""
    frame = named(frame, by, "side", "side_name")
    words = [say("<b>{principal}</b> with {side}<br>{engagements}", principal=row.principal, side=row.side_name,
                 engagements=count(row.engagements, "engagement")) for row in frame.itertuples(index=False)]
    return pd.DataFrame({"mark": frame.principal_id, "row": frame.principal, "column": frame.side_name,
                         "value": frame.engagements.astype(float), "words": words})


def _leading(frame: pd.DataFrame, key: str) -> list[str]:
    sums = frame.groupby(key).engagements.sum().sort_values(ascending=False, kind="stable")
    return list(sums.index[:SIDE])


def _in_order(laid: pd.DataFrame, row_names: dict, rows: list, column_names: dict, columns: list) -> pd.DataFrame:
    # Empty corners first, so that rows and columns come in their order whatever cells are filled.
    frame = pd.DataFrame({"row": [row_names[code] for code in rows] + [row_names[rows[0]]] * len(columns),
                          "column": [column_names[columns[0]]] * len(rows) + [column_names[code] for code in columns]})
    return pd.concat([frame.assign(mark=None, value=None, words=None),
                      laid[["mark", "row", "column", "value", "words"]]], ignore_index=True).astype({"value": float})


def shares(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """Topics as rows, sides as columns. Frame: as `agenda_queries.shares_by_side` gives it."""
    frame = named(named(frame, "topic"), by, "side", "side_name")
    words = [say("<b>{topic}</b> with {side}<br>{number:,} of {engagements}: {share:.0%}", topic=row.name,
                 side=row.side_name, number=row.engagements, engagements=count(row.of, "engagement"), share=row.share)
             for row in frame.itertuples(index=False)]
    return pd.DataFrame({"mark": frame.topic, "row": frame.name, "column": [
        aside(name, number(of)) for name, of in zip(frame.side_name, frame.of, strict=True)],
        "value": frame.share.astype(float), "words": words})
