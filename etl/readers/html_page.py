"""A web page is one release: the ministries' own layouts by their parts, any other page by a main-text extractor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from etl.readers import encoding, limits, markup
from etl.readers.release import Draft
from etl.records import Reject

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Where a release's words stand, newest layout first. MOFA: `main > article` (2013 on), `div#maincontents` (all years
# that have it), `div#main`/`td#contents` (2002-12). State: `div.entry-content`.
_BODIES = ("main > article", "article:has(#maincontents)", "#maincontents", "div.entry-content", "div#contents-body", "td#contents")
_FURNITURE = (
    ".social-btn-top, .social-btn-bottom, .other-language, .breadcrumb, #breadcrumb, .topicpath, .pagetop, .back-link, "
    ".sharedaddy, .related-posts, .article-meta__tags, nav, form, aside"
)
_OWN = re.compile(r"mofa\.go\.jp|state\.gov")
_INDEX = "dl.title-list dt.list-title, li.collection-result a.collection-result__link"
_SITE = re.compile(r" ?(?:[|\u2013\u2014]|&#8211;| - ) ?(?:Ministry of Foreign Affairs of Japan|MOFA.*|United States Department of State.*)$")
_FRAGMENT = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)
_DATES = ("meta[property='article:published_time']", "meta[name='DC.date']", "meta[name='dcterms.date']", "meta[name='date']",
          "meta[itemprop='datePublished']")  # fmt: skip
_DATE_LINES = "div.rightalign, p.rightalign, p.article-meta__publish-date, span.article-meta__publish-date, div[align=right], p[align=right]"
_ENGLISH = re.compile(r"\(?\s*(?:(?P<m>[A-Z][a-z]{2,8})\.? (?P<d>\d{1,2}),? |(?P<d2>\d{1,2}) (?P<m2>[A-Z][a-z]{2,8}),? )(?P<y>\d{4})")


class Page(NamedTuple):
    """What a page says of itself; `published` is ISO 8601, `url` the address it gives as its own."""

    title: str | None
    published: str | None
    url: str | None
    text: str


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Reject]:
    """Reads a saved page.

    Yields:
        One `Draft`, or one `Reject` (empty, or no page).
    """
    raw = limits.read_document(stream)
    yield draft(raw, name, "file", None, None, None)


def draft(raw: bytes, name: str, location: str, declared: str | None, url: str | None, accessed: datetime | None) -> Draft | Reject:
    """A draft of a page's bytes; `declared` is the encoding its transport names."""
    if not raw.strip():
        return Reject(name, location, "the page is empty: save it again")
    text, used = encoding.decode(raw, declared or encoding.declared_in(raw))
    return Draft({"html": text, "url": url, "accessed": accessed}, name, location, used)


def understand(html: str, url: str | None) -> Page | str:
    """Takes a page apart.

    Args:
        html: the page, or a fragment of one as feeds carry it.
        url: its address where known.

    Returns:
        The page, or the sentence that says why it is no release.
    """
    from selectolax.lexbor import LexborHTMLParser

    if not _FRAGMENT.search(html, 0, 4096):
        tree = LexborHTMLParser(f"<body>{html}</body>")
        return Page(None, None, url, markup.words(tree.body) if tree.body else "")
    tree = LexborHTMLParser(html)
    own = _content(tree, "meta[property='og:url']") or _attribute(tree, "link[rel=canonical]", "href")
    if len(tree.css(_INDEX)) > 1:
        return "an index of releases, no release: collect what it lists"
    address = url or (own if own and own.startswith("http") else None)
    body = _body(tree, address or own or "")
    title = _title(tree)
    published = _published(tree, body)
    text = _own_words(body) if body else _main_text(html)
    if not text.strip():
        return "no text on the page: save the release's own page, after its scripts have run"
    return Page(title, published, address, text)


def _body(tree: LexborHTMLParser, address: str) -> LexborNode | None:
    """The part that holds the release; known layouts only, and only on pages that are the ministries' own."""
    if not _OWN.search(address) and not tree.css_first("#maincontents"):
        return None
    return next((found for found in map(tree.css_first, _BODIES) if found), None)


def _own_words(body: LexborNode) -> str:
    for node in body.css(_FURNITURE):
        node.decompose()
    return markup.words(body)


def _main_text(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, include_comments=False, favor_recall=True) or ""


def _title(tree: LexborHTMLParser) -> str | None:
    given = _content(tree, "meta[property='og:title']")
    if not given:
        node = tree.css_first("title")
        given = node.text() if node else None
    title = _SITE.sub("", " ".join((given or "").split())).strip()
    return title or None


def _published(tree: LexborHTMLParser, body: LexborNode | None) -> str | None:
    """The date in the page's metadata, else the first line of its own that is a whole date."""
    for selector in _DATES:
        found = re.match(r"\d{4}-\d{2}-\d{2}", _content(tree, selector) or "")
        if found:
            return found[0]
    for node in (body.css(_DATE_LINES) if body else []) or tree.css("p.article-meta__publish-date"):
        day = _day(" ".join(node.text(separator=" ").split()))
        if day:
            return day
    return None


def _day(line: str) -> str | None:
    m = _ENGLISH.match(line)
    if not m or len(line) > m.end() + 12:
        return None
    month, day = (m["m"] or m["m2"])[:3], int(m["d"] or m["d2"])
    try:
        return datetime.strptime(f"{month} {day} {m['y']}", "%b %d %Y").date().isoformat()
    except ValueError:
        return None


def _content(tree: LexborHTMLParser, selector: str) -> str | None:
    return _attribute(tree, selector, "content")


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "").strip() or None if node else None
