"""The bilateral brief: the same numbers as the pages, every line with its release, HTML and DOCX that say the same."""

import io
import re

import duckdb
import pytest
from conftest import write_small_world
from docx import Document
from lxml import html

from store import brief, connection, papers, queries
from store.selection import Selection

USA = Selection(countries=("USA",))


def test_counts_are_the_pages_counts(opened):
    written, totals = brief.of(opened.cursor(), USA), queries.totals(opened.cursor(), USA).iloc[0]
    assert written.lead.startswith(f"{totals.engagements} engagements on record in {totals.releases} releases")
    assert sum(n for _, n in written.balance) == sum(n for _, n in written.kinds) == totals.engagements
    by_topic = {row.name: row.engagements for row in queries.engagements_by_topic(opened.cursor(), USA).itertuples(index=False)}
    dated = totals.engagements - totals.undated
    assert all(recent + earlier == by_topic[name] for name, recent, earlier in written.topics) or dated < totals.engagements


def test_every_line_leads_to_its_release(opened):
    page = html.fromstring(papers.paper(opened.cursor(), USA, "html"))
    notes = page.xpath("//sup/a/@href")
    assert notes and {note[1:] for note in notes} == set(page.xpath("//ol/li/@id"))
    urls = {row[0] for row in opened.cursor().execute("SELECT url FROM releases").fetchall()}
    assert set(page.xpath("//ol//a/@href")) <= urls


def test_word_says_the_same(opened):
    written = brief.of(opened.cursor(), USA)
    document = Document(io.BytesIO(papers.as_docx(written)))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(line.text in said for line in written.last) and written.lead in said
    assert all(source.own_form in said for source in written.sources)
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [str(cell) for cell in written.topics[0]]


def test_statements_requests_and_markup(tmp_path):
    write_small_world(tmp_path / "x.duckdb")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as db:
        db.execute("INSERT INTO statements VALUES ('kaz2016', 1, '<b>A</b>', 'principal', 'request', 'asked & got', [], 0, 1), ('kaz2016', 2, 'B', 'counterpart', 'state', 'x\x07y', [], 0, 1)")
    cursor = connection.open_database(connection.version(tmp_path / "x.duckdb")).cursor()
    made = papers.paper(cursor, Selection(countries=("KAZ",)), "html").decode()
    assert made.count("&lt;b&gt;A&lt;/b&gt;: asked &amp; got") == 2 and "<b>A" not in made
    assert re.search("1 undated", made) and papers.paper(cursor, Selection(countries=("KAZ",)), "docx")


@pytest.mark.parametrize("selection", [Selection(), Selection(countries=("USA", "KAZ")), Selection(countries=("TUV",))])
def test_no_brief_of_nothing_or_of_several(opened, selection):
    with pytest.raises(brief.Unbriefed):
        brief.of(opened.cursor(), selection)
