"""Words of a piece of HTML with its paragraphs and list numbers, as a reader sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SILENT = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "iframe", "button", "select", "input", "textarea", "object", "video",
    "audio",
))  # fmt: skip
_PARAGRAPHS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table",
    "blockquote", "pre", "figure", "figcaption", "address", "body", "center", "hr", "fieldset", "details",
))  # fmt: skip
_LINES = frozenset(("li", "dt", "dd", "tr", "br", "caption", "thead", "tbody", "summary"))
_CELLS = frozenset(("td", "th"))
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]{1,3})[.)]|[-\u2022\u30fb*]")
_SPACES = re.compile(r"[ \t\r\f\n]+")


def words(root: LexborNode) -> str:
    """The words under a node: paragraphs apart by a blank line, lines of lists and tables by a line feed.

    Items of numbered lists get their number, unless their words begin with one. Works without recursion: depth of
    nesting is the page author's choice.
    """
    pieces: list[str] = []
    stack: list[tuple[LexborNode | None, str]] = [(root, "")]
    while stack:
        node, after = stack.pop()
        if node is None:
            pieces.append(after)
        elif node.is_text_node:
            pieces.append(_SPACES.sub(" ", node.text_content or ""))
        elif node.is_element_node and node.tag not in _SILENT:
            before = _before(node)
            pieces.append(before)
            stack.append((None, "\n\n" if before == "\n\n" else "\n" if before.startswith("\n") and node.tag != "br" else ""))
            stack += [(child, "") for child in reversed(_children(node))]
    return _tidy("".join(pieces))


def _children(node: LexborNode) -> list[LexborNode]:
    found, child = [], node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _before(node: LexborNode) -> str:
    tag = node.tag
    if tag in _PARAGRAPHS:
        return "\n\n"
    if tag == "li":
        return f"\n{_marker(node)}"
    return "\n" if tag in _LINES else " " if tag in _CELLS else ""


def _marker(node: LexborNode) -> str:
    """The number or bullet of a list's line, where its words bring none."""
    parent = node.parent
    if _NUMBERED.match((node.text(deep=True) or "").lstrip()[:6]):
        return ""
    if parent is None or parent.tag != "ol":
        return "- "
    number, before = 1, node.prev
    while before is not None:
        number += before.tag == "li"
        before = before.prev
    return f"{number}. "


def _tidy(text: str) -> str:
    lines = [" ".join(line.split(" ")).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_SPACES.sub(" ", line) for line in lines)).strip()
