"""The score table's widgets and what its figures mean."""

import pandas as pd

from view.choosing import choose_one
from view.language import N_, say
from view.wording import capital, word

MEANING = N_("""
**Precision** is the share of what was read that is right, **recall** the share of what is there that was read, **F1**
their harmonic mean. A slot that is rightly empty counts as right. Names are compared without regard to order, accents
and titles.

The **95 % interval** (Wilson’s) says how far the figure may be from what it would be over all releases of this kind, by
chance alone: with few releases it is wide, and two figures whose intervals overlap are not shown to differ. It does
not cover what is no chance: the rules were written with these very labels in view, so unseen releases are read somewhat
less well, and labels can be wrong too.
""")


def ask_period(scores: pd.DataFrame) -> str:
    """Which years of engagements; all of them unless chosen."""
    periods = list(dict.fromkeys(scores.period))
    return choose_one(say("Years of the engagements"), periods, "period", words=_span) if periods else ""


def ask_slot(scores: pd.DataFrame) -> str:
    """Which slot's misses; '' for all."""
    slots = [slot.replace("_", " ") for slot in scores.slot if slot != "whole_record"]
    chosen = choose_one(say("Slot"), ["all slots", *slots], "slot")
    return "" if chosen == "all slots" else chosen.replace(" ", "_")


def _span(period: str) -> str:
    return word(period).replace("-", "–")


def of(scores: pd.DataFrame, ministry: str, period: str) -> pd.DataFrame:
    """The rows of one ministry and period, whole record and engagement first, with the slot's `name`."""
    chosen = scores[(scores.ministry == ministry) & (scores.period == period)]
    return chosen.assign(name=[capital(slot) for slot in chosen.slot]).reset_index(drop=True)
