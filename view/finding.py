"""The box in which words are typed, and the list of what they find. The words stand in the address as `find`."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from store.search import ORDERS, Clause, Query, parse
from store.selection import Names, Selection
from view import asking, snippets, switching
from view.choosing import choose_one
from view.language import N_, plural, say
from view.record import with_words
from view.sources import reason
from view.wording import count, day, number, word

SHOWN = 25
HINTS = (
    ("abductions", N_("Every form of a word counts that differs in number, capitals or accents only")),
    ('"security council"', N_("A phrase in quotes: the words in this order")),
    ("democra*", N_("The beginning of a word")),
    ("nuclear -disarmament", N_("A minus leaves releases out")),
    ('Kazakhstan "security council"', N_("Several words: all of them must be there")),
)

READ_ON = N_("Searched is the text as published, without regard to capitals, accents, singular and plural. Releases "
             "that report no engagement are found while nothing is filtered. A year counts by the engagement’s date, "
             "else by the day of publication; a click on a bar keeps that year only.")


def ask_words(label: str, placeholder: str) -> Query:
    """The search box; what was typed, taken apart. Answers while one types."""
    typed = st.text_input(label, key="find", bind="query-params", type="search", live="300ms", max_chars=200,
                          placeholder=placeholder, icon=":material/search:")
    query = parse(typed or "")
    if typed and not query.asks():
        why = say("There is no word in this to look for: a minus leaves texts out, so at least one word without it is "
                  "needed.") if query.clauses else (
            say("There is no word in this to look for: words are letters and numbers."))
        st.info(why, icon=":material/search_off:")
    return query


def ask_order() -> str:
    """Best match or newest first."""
    return choose_one(say("Order"), list(ORDERS), "order")


def invitation(searched: pd.DataFrame, noun: str) -> str:
    """How much there is to be searched, before anything is asked. Frame: found."""
    held = 0 if searched.empty else int(searched.found.iloc[0])
    return say("**{texts}** can be searched; these examples show how.", texts=count(held, noun))


def show_hints(page: str, selection: Selection) -> None:
    """How to ask, as examples that can be clicked."""
    rows = "".join(f'<dt><a href="{address(page, selection, find=typed)}" target="_self">{escape(typed)}</a></dt>'
                   f"<dd>{escape(say(meaning) + say('.'))}</dd>" for typed, meaning in HINTS)
    st.html(f'<dl class="hints" data-testid="hints">{rows}</dl>')


def answer(frame: pd.DataFrame, of_all: int, noun: str) -> str:
    """How many were found, and since when the words are used. Frame: found, date; `of_all`: how many were searched."""
    if frame.empty:
        return say("None of {texts} has all these words; fewer of them, or the beginning of one*, may.",
                   texts=count(of_all, noun))
    found = int(frame.found.iloc[0])
    told = {"texts": count(found, noun), "of": number(of_all), "shown": number(len(frame))}
    if found > len(frame):
        return plural("**{texts}** of {of} has these words; the {shown} below come first.",
                      "**{texts}** of {of} have these words; the {shown} below come first.", found, **told)
    return plural("**{texts}** of {of} has these words.", "**{texts}** of {of} have these words.", found, **told)


def results(frame: pd.DataFrame, names: Names, selection: Selection) -> str:
    """Releases as `search.releases` gives them, as a list that leads to each release."""
    entries = [_entry(row, names, selection) for _, row in frame.iterrows()]
    return f'<ol class="results" data-testid="results">{"".join(entries)}</ol>'


def show_ways_out(query: Query, page: str, selection: Selection, search: Callable[..., pd.DataFrame]) -> None:
    """How often each word or phrase is found alone, as links; for words that find nothing together."""
    entries = []
    for clause in query.clauses:
        frame = asking.ask(search, selection, Query((clause._replace(left_out=False),)), "newest", 1)
        link, found = address(page, selection, find=typed(clause)), 0 if frame.empty else int(frame.found.iloc[0])
        entries.append(f'<dt><a href="{link}" target="_self">{escape(typed(clause))}</a></dt><dd>{number(found)}</dd>')
    st.html(f'<dl class="hints" data-testid="ways_out">{"".join(entries)}</dl>')


def typed(clause: Clause) -> str:
    """A clause as it would be typed alone."""
    words = " ".join(clause.words)
    return (f'"{words}"' if len(clause.words) > 1 else words) + ("*" if clause.open else "")


def other_page(frame: pd.DataFrame, page: str, noun: str, selection: Selection) -> None:
    """The way to what the same words find on another page. Frame: found."""
    if not frame.empty:
        link = address(page, selection, find=st.session_state["find"])
        also = say("Also in {texts} →", texts=count(frame.found.iloc[0], noun))
        st.html(f'<p class="also"><a href="{link}" target="_self">{escape(also)}</a></p>')


def address(page: str, selection: Selection, **more: str) -> str:
    """The link to a page that keeps the selection, escaped for HTML."""
    asked = "&".join(part for part in (selection.address(), switching.kept(**more)) if part)
    return escape(f"{page}?{asked}")


def _entry(row: pd.Series, names: Names, selection: Selection) -> str:
    link = address("release", selection, release=row.release_id)
    about = names.get(("kinds", row.kind), word(row.kind)) if pd.notna(row.kind) else (
        say("No engagement: {reason}", reason=reason(row["skip"])))
    sides = f" · {escape(with_words(row.countries, 'countries', names))}" if pd.notna(row.countries) else ""
    return (f'<li><time>{day(row.date, row.date_precision)}</time>'
            f'<a href="{link}" target="_self" lang="en">'
            f"{snippets.marked_title(row.title or row.release_id, row.places)}</a>"
            f'<p lang="en">{snippets.snippet(row.text, row.places)}</p><small>{escape(about)}{sides}</small></li>')
