"""One counterpart's engagements on lanes of level, and its silences. DataFrame in, figure out."""

import pandas as pd
import plotly.graph_objects as go

from view.charts import INK, KINDS, LINE, set_in_type, write
from view.keeping import kept
from view.language import N_, say
from view.naming import name, named
from view.wording import aside, day, minutes, months, number

LANES = {"head_of_state": N_("Head of state"), "head_of_government": N_("Head of government"),
         "foreign_minister": N_("Foreign minister"), "organisation_head": N_("Organisation’s head"),
         "minister": N_("Minister"), "vice_minister": N_("Vice-minister"), "legislator": N_("Legislator"),
         "ambassador": N_("Ambassador"), "official": N_("Official"), "other": N_("Other level"),
         "unknown": N_("Nobody named")}

MANY = 150


@kept
def lanes(frame: pd.DataFrame, silences: pd.DataFrame, theme: str) -> go.Figure:
    """Every engagement as a dot: when, at which level of the other side, of which kind; the longest silence shaded.

    Frame: engagement_id, date, date_precision, kind, kind_name, level, title, principals, counterparts,
    duration_minutes. Silences: first, last, days; longest first.
    """
    ink, occurring = INK[theme], [level for level in LANES if level in set(frame.level)]
    figure, many = go.Figure(), len(frame) > MANY
    # Many dots are small and spread over their lane by the golden ratio: the same each time, and none hides another.
    frame = frame.assign(y=[-occurring.index(level) + (place * 0.618 % 1 - 0.5) * 0.4 * many
                            for place, level in enumerate(frame.level)])
    for kind in [kind for kind in KINDS[theme] if kind in set(frame.kind)]:
        dots = frame[frame.kind == kind]
        figure.add_scatter(
            x=dots.date, y=dots.y, mode="markers", customdata=_told(dots),
            marker={"size": 6 if many else 13, "color": KINDS[theme][kind],
                    "line": {"color": ink["paper"], "width": 0.5 if many else 1.5}},
            hovertemplate="%{customdata[1]}<extra></extra>")
    write(figure, ((say(LANES[level]), "y", 0.34 - lane) for lane, level in enumerate(occurring)), theme, 12, "quiet")
    if not silences.empty:
        longest = silences.iloc[0]
        figure.add_vrect(x0=longest["first"], x1=longest["last"], fillcolor=ink["grid"], opacity=0.55, line_width=0,
                         layer="below", annotation={"text": say("{days:,} days", days=longest.days), "font": {
                             "size": 12, "color": ink["quiet"]}}, annotation_position="bottom")
    # The chart goes on to the newest record, so that a silence still going on is seen as one.
    first, last = frame.date.min(), pd.concat([frame.date, silences["last"]]).max()
    margin = max((last - first) * 0.02, pd.Timedelta(days=20))
    set_in_type(figure, theme, height=64 + 52 * len(occurring), b=LINE + 8)
    figure.update_xaxes(range=[first - margin, last + margin])
    figure.update_yaxes(showticklabels=False, tickvals=[-lane for lane in range(len(occurring))],
                        gridcolor=ink["grid"], range=[0.6 - len(occurring), 0.6])
    figure.update_xaxes(showgrid=False, ticks="outside", tickcolor=ink["grid"], type="date", nticks=8,
                        tickformat=months(few=(frame.date.max() - frame.date.min()).days <= 1500))
    return figure


def kinds_key(frame: pd.DataFrame, theme: str) -> dict[str, str]:
    """'Meeting (4)' → colour, those that occur. Frame: kind, kind_name."""
    told = named(frame, "kind", column="kind_name")
    names, sums = dict(zip(frame.kind, told.kind_name, strict=True)), frame.kind.value_counts()
    return {aside(names[kind], number(sums[kind])): colour for kind, colour in KINDS[theme].items() if kind in names}


def _told(dots: pd.DataFrame) -> pd.DataFrame:
    words = [f"<b>{day(row.date, row.date_precision)}</b> · {name('kind', row.kind, row.kind_name)}<br>"
             f"{row.title or row.engagement_id}<br>"
             f"{_or_nobody(row.principals)} – {_or_nobody(row.counterparts)}<br>{minutes(row.duration_minutes)}"
             for row in dots.itertuples()]
    return pd.DataFrame({"year": dots.date.dt.year.astype(str).to_numpy(), "words": words})


def _or_nobody(names: str | None) -> str:
    return say("nobody named") if pd.isna(names) else names
