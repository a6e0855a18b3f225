"""Japanese beside English: the catalogue is whole, every page is in it, and nothing but the words differs."""

import json
import re
import shutil
import zipfile
from functools import cache
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from babel.messages import mofile
from test_browser import await_sentence, overflow, sentence, settle, window
from test_browser import visit as browsing
from test_pages import FILTERED, PAGES, ROOT, html, selection_shown, use_built_database, visit  # noqa: F401 (a fixture)

from store import queries
from store.selection import Selection
from view import address, catalogue, language, naming, wording

PO = language.LOCALE / "ja" / "LC_MESSAGES" / "chancery.po"
PLACES = re.compile(r"%?\{[^}]*\}|</?\w+>")  # what a translation must keep: places to fill, and markup
ENGLISH = re.compile(r"[A-Za-z’']+(?: [a-z’']+){2,}")  # three English words in a row
# Pages about one thing, and what they are about.
ABOUT = {"country": {"country": ["USA"]}, "agenda": {"country": ["USA"]}, "compare": {"country": ["USA", "AUS"]},
         "person": {"person": ["jpn-abe-shinzo"]}, "search": {"find": ["council"]}}
LABELLED = ("button", "button_group", "download_button", "selectbox", "multiselect", "slider", "select_slider", "toggle",
            "text_input", "text_area", "file_uploader", "expander", "tab", "popover", "link_button", "page_link")


@pytest.fixture
def japanese():
    language.speak("ja")
    yield
    language.speak("en")


@cache
def translated():
    return catalogue.read(PO)


def forms(message) -> tuple[list[str], list[str]]:
    """The English and the Japanese forms of a message."""
    return [[words] if isinstance(words, str) else list(words) for words in (message.id, message.string)]


def texts(found) -> dict:
    return {(message.context, message.id): message for message in found if message.id}


def test_every_text_is_translated_and_none_is_left_over():
    wanted, there = texts(catalogue.collected()), texts(translated())
    assert sorted(map(str, wanted.keys() - there.keys())) == []
    assert sorted(map(str, there.keys() - wanted.keys())) == []
    assert [message.id for message in there.values() if not all(forms(message)[1]) or message.fuzzy] == []


def test_translations_keep_the_places_to_fill():
    for message in texts(translated()).values():
        english, told = forms(message)
        for words in told:
            assert set(PLACES.findall(words)) == set(PLACES.findall(english[-1])), message.id


def test_the_compiled_catalogue_is_that_of_the_text():
    compiled = BytesIO()
    mofile.write_mo(compiled, translated())
    assert compiled.getvalue() == PO.with_suffix(".mo").read_bytes(), "run: python -m view.catalogue"


def test_a_new_topic_wants_a_translation(tmp_path, monkeypatch):
    shutil.copytree(catalogue.VOCABULARY, tmp_path / "vocabulary")
    with (tmp_path / "vocabulary" / "topics.csv").open("a", encoding="utf-8") as lines:
        lines.write("space,Outer space,Satellites and what they are for,resource,17\n")
    monkeypatch.setattr(catalogue, "VOCABULARY", tmp_path / "vocabulary")
    wanted = texts(catalogue.collected()).keys() - texts(translated()).keys()
    assert wanted == {("topic", "Outer space")}


@pytest.mark.parametrize("sql", [
    "SELECT slot FROM mentions", "SELECT slot FROM scores", "SELECT act FROM statements", "SELECT side FROM statements",
    "SELECT level FROM participants", "SELECT reason FROM skips", "SELECT rule FROM skips",
    "SELECT visit FROM engagements", "SELECT direction FROM engagements"])
def test_every_code_of_the_collection_has_a_word(opened, japanese, sql):
    codes = {code for (code,) in opened.cursor().execute(sql).fetchall() if code}
    assert [code for code in codes if wording.word(code).isascii()] == []


def test_names_are_those_of_cldr(opened, japanese):
    rows = queries.names(opened.cursor())
    told = {(row.filter, row.code): naming.name(naming.FILTERS[row.filter], row.code, row.name)
            for row in rows.itertuples() if (row.filter, row.name) != ("countries", row.code)}
    assert [told["countries", code] for code in ("KAZ", "XKX", "GBR")] == ["カザフスタン", "コソボ", "イギリス"]
    assert [told["regions", name] for name in ("Asia", "Central Asia")] == ["アジア", "中央アジア"]
    countries = {code for (code,) in opened.cursor().execute("SELECT country FROM countries").fetchall()}
    english = [key for key, name in told.items() if name.isascii() and (key[0] != "countries" or key[1] in countries)]
    assert english == []


def test_words_and_sentences(japanese):
    moment = pd.Timestamp(2016, 11, 8)
    assert [wording.day(moment), wording.day(moment, "month"), wording.day(moment, "year"), wording.day(None)] == [
        "2016年11月8日", "2016年11月", "2016年", "日付不明"]
    assert wording.period(pd.Timestamp(2016, 10, 1), "quarter") == "2016年10月–12月"
    assert [wording.count(0, "engagement"), wording.count(1234, "country")] == ["0件", "1,234か国"]
    names = {("countries", "KAZ"): "カザフスタン", ("countries", "FRA"): "フランス", ("kinds", "meeting"): "会談"}
    asked = Selection(countries=("KAZ", "FRA"), kinds=("meeting",), years=(2010, 2011))
    assert wording.selected(asked, names) == "会談等（相手はカザフスタンまたはフランス、2010–2011年、形態は会談）"


def test_the_language_of_one_run_is_not_that_of_another():
    assert language.say("Overview") == "Overview"
    visit("overview", lang="ja")
    assert language.say("Overview") == "Overview" and visit("overview").title[0].value == "Overview"


@cache
def seen(page: str, spoken: str):
    return visit(page, **ABOUT.get(page, {}), lang=spoken)


def labels(app) -> list[str]:
    """What stands on buttons and widgets that are seen; those that hold the address's codes are hidden."""
    shown = {element.key for kind in LABELLED for element in app.get(kind) if getattr(element, "key", None)}
    twins = {key.removesuffix(end) for key in shown for end in ("_in_words", "_by_name") if key.endswith(end)}
    return [getattr(element, "label", None) or getattr(element.proto, "label", "") for kind in LABELLED for element in app.get(kind)
            if getattr(element, "key", None) not in twins | {"country", "region", "kind", "topic", "person"}]


def told(app) -> str:
    """All that a page says in words of ours: without what is marked as English, as titles and quotations are."""
    drawn = [words for chart in app.get("plotly_chart") for words in strings(json.loads(chart.proto.spec))]
    alternatives = [chart.proto.alt for chart in app.get("plotly_chart")]
    spoken = re.sub(r'<(\w+)[^>]* lang="en".*?</\1>|<style>.*?</style>', "", html(app), flags=re.DOTALL)
    notes = [note.value for kind in ("title", "subheader", "markdown", "caption", "info", "warning") for note in app.get(kind)]
    return "\n".join([spoken, *notes, *labels(app), *drawn, *alternatives])


def strings(of) -> list[str]:
    if isinstance(of, str):
        return [of]
    return [word for part in (of.values() if isinstance(of, dict) else of if isinstance(of, list) else ())
            for word in strings(part)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_japanese_throughout(page):
    app = seen(page, "ja")
    headings = [part.value for kind in ("title", "subheader") for part in app.get(kind)]
    assert headings and not [heading for heading in headings if heading.isascii()]
    notes = [note.value for kind in ("caption", "info", "warning") for note in app.get(kind)]
    assert [words for words in [*headings, *notes, *labels(app)] if ENGLISH.search(re.sub(r"`[^`]*`", "", words))] == []
    # No part of an English message, as far as it is no mere word, is left in what the page says.
    said = told(app)
    ours = {part.strip() for message in texts(translated()).values() if not message.context
            for english in forms(message)[0] for part in PLACES.split(english) if ENGLISH.fullmatch(part.strip(" .,:;"))}
    assert len(ours) > 200 and [part for part in ours if part in said] == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_the_words_differs(page):
    english, other = seen(page, "en"), seen(page, "ja")
    counts = [re.findall(r"\d+", selection_shown(app)[1]) for app in (english, other)]
    assert sorted(counts[0]) == sorted(counts[1])
    for app in (english, other):
        assert not app.exception and not app.warning
    drawn = [[numbers(json.loads(chart.proto.spec)) for chart in app.get("plotly_chart")] for app in (english, other)]
    assert drawn[0] == drawn[1]
    assert [block.value for block in english.code] == [block.value for block in other.code]  # citations, rows to send
    rows = [[frame.value.shape for frame in app.dataframe] for app in (english, other)]
    assert rows[0] == rows[1]


def numbers(spec: dict) -> list:
    """What the traces of a chart draw, without their words."""
    return [{key: trace[key] for key in ("x", "y", "z", "base", "locations", "lon", "lat")
             if key in trace and not (key in "xy" and trace["type"] == "heatmap")} for trace in spec["data"]]


@pytest.mark.parametrize("page", PAGES)
def test_files_are_the_same_in_every_language(page, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    taken: dict[str, dict[str, bytes]] = {"en": {}, "ja": {}}
    for spoken, files in taken.items():
        def keep(_, content, name, *__, files=files, **how):
            files[how["key"]] = content
        monkeypatch.setattr("streamlit.download_button", keep)
        visit(page, **ABOUT.get(page, {}), lang=spoken)
        files |= {key: unpacked(content() if callable(content) else content) for key, content in files.items()}
    assert taken["en"] == taken["ja"] and (taken["en"] or page in ("try_it", "changes", "release"))


def unpacked(content: bytes) -> bytes | dict[str, bytes]:
    """A Word file as its parts: the time at which it was packed is no content."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name != "docProps/core.xml"}


@pytest.mark.parametrize("page", PAGES)
def test_links_keep_the_language(page):
    links = re.findall(r'href="([a-z_]+\?[^"]*)"', html(seen(page, "ja")))
    assert [link for link in links if "lang=ja" not in link] == []
    assert "lang=" not in "".join(re.findall(r'href="([^"]*)"', html(seen(page, "en"))))


@pytest.mark.parametrize("page", FILTERED)
def test_the_address_holds_for_both(page):
    app = visit(page, lang="ja", country=["KAZ", "NOPE"], years=["2016", "2018"])
    assert app.session_state["country"] == ["KAZ"] and app.session_state["lang"] == "ja"
    assert "カザフスタン" in selection_shown(app)[0] and "2016–2018年" in selection_shown(app)[0]
    assert "「NOPE」" in app.warning[0].value and not ENGLISH.search(app.warning[0].value)


def test_a_forged_language_is_named_and_the_page_is_english():
    app = visit("topics", lang="xx")
    assert "lang “xx”; there is en, ja" in app.warning[0].value and app.title[0].value == "Topics"
    assert address.misread({"lang": ["ja"]}, {}, None) == []


def test_the_switch_changes_the_words_and_keeps_the_selection(japanese):  # AppTest asks for labels in this thread
    app = visit("timeline", country=["USA"], by=["level"])
    switch(app, "lang_by_name", "ja")
    assert app.title[0].value == "推移" and app.session_state["by"] == "level"
    assert app.session_state["country"] == ["USA"] and "アメリカ合衆国" in selection_shown(app)[0]
    switch(app, "by_in_words", "region")
    assert app.session_state["by"] == "region" and "地域" in app.subheader[0].value
    app.switch_page("pages/topics.py").run()
    assert app.title[0].value == "議題"
    switch(app, "lang_by_name", "en")
    assert app.title[0].value == "Topics" and selection_shown(app)[0] == "Engagements with United States"


def switch(app, key: str, code: str) -> None:
    next(group for group in app.get("button_group") if group.key == key).set_value(code).run()
    assert not app.exception


def test_the_switch_is_reached_by_keyboard_and_the_address_keeps_the_language(browser, address):
    with window(browser) as page:
        browsing(page, f"{address}/timeline?country=USA&by=level")
        page.get_by_role("radio", name="日本語").focus()
        page.keyboard.press("Enter")
        await_sentence(page, "会談等（相手はアメリカ合衆国）")
        assert asked(page) == {"country": ["USA"], "by": ["level"], "lang": ["ja"]}
        assert page.evaluate("document.documentElement.lang") == "ja" and page.title() == "推移 · Chancery"
        page.get_by_role("radio", name="地域", exact=True).click()
        page.get_by_role("heading", name="年別・地域別の会談等").wait_for()
        settle(page)
        assert asked(page) == {"country": ["USA"], "by": ["region"], "lang": ["ja"]}
        page.get_by_role("link", name="議題", exact=True).click()
        page.get_by_role("heading", name="議題", exact=True).wait_for()
        settle(page)
        assert asked(page) == {"country": ["USA"], "lang": ["ja"]}
        link = page.url
    with window(browser, width=390) as colleague:
        browsing(colleague, link)
        assert sentence(colleague) == "会談等（相手はアメリカ合衆国）" and overflow(colleague) == []
        browsing(colleague, f"{address}/release?lang=ja")
        colleague.locator("[data-testid=newest] a").first.click()
        colleague.locator("[data-testid=explained]").wait_for()
        assert asked(colleague)["lang"] == ["ja"] and colleague.get_by_text("全読み取り箇所の説明").count() == 1


def asked(page) -> dict[str, list[str]]:
    """What the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def test_another_database_and_none_are_told_in_japanese(tmp_path, small, monkeypatch):
    monkeypatch.setenv("CHANCERY_DB", str(small))
    for page in PAGES:
        assert not visit(page, lang="ja").exception
    monkeypatch.setenv("CHANCERY_DB", str(tmp_path / "none.duckdb"))
    assert "データベース" in visit("overview", lang="ja").error[0].value


def test_how_to_add_a_language_names_the_command():
    assert "python -m view.catalogue" in (ROOT / "docs" / "add-a-language.md").read_text(encoding="utf-8")
