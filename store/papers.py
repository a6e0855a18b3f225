"""The bilateral brief as a paper: HTML by Jinja, DOCX by python-docx. A Brief in, bytes out."""

from io import BytesIO
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection as Cursor

from store import brief, provenance
from store.brief import Brief, Line
from store.selection import Selection

TEMPLATE = Path(__file__).with_name("brief.html.jinja")
FORMS = {"html": "text/html",
         "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def paper(cursor: Cursor, selection: Selection, form: str) -> bytes:
    """The brief of a selection as `html` or `docx`; brief.Unbriefed where there is none."""
    written = brief.of(cursor, selection)
    return as_html(written) if form == "html" else as_docx(written)


def as_html(written: Brief) -> bytes:
    """One self-contained page; everything from outside is escaped."""
    from jinja2 import Environment

    template = Environment(autoescape=True, trim_blocks=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(brief=written).encode()


def as_docx(written: Brief) -> bytes:
    """A Word document: the same lines in the same order, sources numbered as in the HTML."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(10), Pt(2)
    document.core_properties.title = f"Brief: {written.title}"
    document.add_heading(written.title, 0)
    document.add_paragraph(f"{written.period}. {written.lead}")
    _add_lines(document, "Last engagements", written.last, "None on record.")
    document.add_heading("Topics, now and before", 1)
    _add_table(document, [("Topic", f"since {written.turn}", "before"), *written.topics])
    _add_lines(document, "What our side said", written.said["principal"], "No statement was read.")
    _add_lines(document, "What their side said", written.said["counterpart"], "No statement was read.")
    _add_lines(document, "Requests on record", written.requests, "None was read.")
    document.add_paragraph("Whether a request was met, the releases do not say.")
    document.add_heading("Balance", 1)
    _add_table(document, [("Held", ""), *written.balance, ("Kind", ""), *written.kinds])
    document.add_heading("Sources", 1)
    for source in written.sources:
        document.add_paragraph(f"{source.number}. {source.title}, {source.day}. {source.own_form}")
    document.add_paragraph(f"{written.citation} {written.note}")
    return _saved(document)


def _add_lines(document: Any, heading: str, lines: list[Line], none: str) -> None:
    document.add_heading(heading, 1)
    for line in lines:
        paragraph = document.add_paragraph(_clean(line.text) + " ", style="List Bullet")
        paragraph.add_run(str(line.source)).font.superscript = True
    if not lines:
        document.add_paragraph(none)


def _add_table(document: Any, rows: list[tuple]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(str(value))


def _clean(text: str) -> str:
    # XML has no place for control characters.
    return "".join(sign for sign in text if sign >= " " or sign == "\t")


def _saved(document: Any) -> bytes:
    document.core_properties.created = document.core_properties.modified = provenance.noon()
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
