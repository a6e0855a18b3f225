"""How to cite what was taken from here: the collection, a view of it, or one engagement; and the ministry's own form.

What a citation says about Chancery itself (title, authors, version, DOI once there is one) stands in pyproject.toml,
`[tool.chancery]`; CITATION.cff says the same.
"""

import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


class Ministry(NamedTuple):
    """A publisher: name, what its own form of citation calls its site, and the terms of its releases."""

    name: str
    site: str
    licence: str
    terms: str


MINISTRIES = {
    "mofa-jp": Ministry("Ministry of Foreign Affairs of Japan", "Ministry of Foreign Affairs of Japan website",
                        "Public Data License 1.0", "https://www.mofa.go.jp/about/legalmatters.html"),
    "state-us": Ministry("US Department of State", "US Department of State website",
                         "public domain (17 U.S.C. 105)", "https://www.state.gov/copyright-information/"),
    "fcdo-uk": Ministry("Foreign, Commonwealth & Development Office", "GOV.UK website",
                        "Open Government Licence v3.0",
                        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
}


class Cited(NamedTuple):
    """What is cited: title, build and its day, address and DOI where known, the day it was looked at, a note."""

    key: str
    title: str
    authors: tuple[str, ...]
    version: str
    issued: date
    accessed: date
    address: str = ""
    doi: str = ""
    note: str = ""
    sort: str = "dataset"


class Release(NamedTuple):
    """What is known of a release that is cited: its ministry's code, title, address, day of publication."""

    ministry: str
    title: str
    url: str | None
    published: date | None


@cache
def project() -> dict:
    """title, authors, licence, doi, repository, version of Chancery's data, from pyproject.toml."""
    with PROJECT.open("rb") as lines:
        found = tomllib.load(lines)
    return found["tool"]["chancery"] | {"version": found["project"]["version"]}


def ministry(code: str) -> Ministry:
    """The publisher; one that is not known stands for itself."""
    return MINISTRIES.get(code, Ministry(code, f"{code} website", "see the ministry's site", ""))


def of_view(build_id: str, built: date, accessed: date, sentence: str = "", address: str = "",
            engagements: int | None = None) -> Cited:
    """The collection as this build has it, or a view of it where a sentence says which."""
    about, whole = project(), sentence in ("", "All engagements")
    title = about["title"] if whole else f"{about['title']}: {sentence[0].lower()}{sentence[1:]}"
    note = "" if engagements is None else f"{engagements:,} engagement{'' if engagements == 1 else 's'}"
    return Cited(f"chancery_{build_id}", title, tuple(about["authors"]), f"{about['version']}, build {build_id}", built,
                 accessed, address if "://" in address else about["repository"], about["doi"], note)


def of_engagement(view: Cited, engagement_id: str, release: Release) -> Cited:
    """One engagement's record in the collection that `view` cites."""
    return view._replace(key=f"chancery_{engagement_id}",
                         title=f"{release.title} (record {engagement_id}). In: {view.title}")


def of_release(release: Release, release_id: str, accessed: date) -> Cited:
    """The release itself, as a page of its ministry."""
    return Cited(release_id, release.title, (ministry(release.ministry).name,), "", release.published or accessed,
                 accessed, release.url or "", sort="webpage")


def text(cited: Cited) -> str:
    """A citation to be read: 'Chancery contributors (2026): Engagements … Accessed 2026-11-24.'"""
    kind = " [Data set]" if cited.sort == "dataset" else ""
    version = f" Version {cited.version}." if cited.version else ""
    note = f" {cited.note}." if cited.note else ""
    where = f"https://doi.org/{cited.doi}" if cited.doi else cited.address
    return (f"{', '.join(cited.authors)} ({cited.issued.year}): {cited.title}{kind}.{version}{note}"
            f"{f' {where}.' if where else ''} Accessed {cited.accessed.isoformat()}.")


def bibtex(cited: Cited) -> str:
    """A BibTeX entry (@misc, which every style knows)."""
    authors = " and ".join(f"{{{_tex(name)}}}" for name in cited.authors)
    fields = {"author": authors, "title": f"{{{_tex(cited.title)}}}", "year": str(cited.issued.year),
              "version": _tex(cited.version), "doi": cited.doi, "url": cited.address,
              "urldate": cited.accessed.isoformat(), "note": _tex(cited.note)}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{cited.key},\n{lines}\n}}\n"


def csl_json(*cited: Cited) -> str:
    """CSL-JSON, a list of what is cited, as Zotero and pandoc read it."""
    return json.dumps([_csl(one) for one in cited], ensure_ascii=False, indent=2) + "\n"


def source(code: str, url: str | None, accessed: date) -> str:
    """The ministry's site and the page, as the ministry asks to be cited for a text left as it is."""
    where = f" URL: {url}" if url else ""
    return f"Source: {ministry(code).site}.{where} Accessed {accessed.isoformat()}."


def own_form(code: str, url: str | None, accessed: date) -> str:
    """The form the ministry asks for, with the words that the text was edited."""
    return (f"{source(code, url, accessed)} "
            "Edited: facts were extracted and coded by Chancery; not an official publication.")


def licence(codes: list[str]) -> str:
    """Under which terms the rows may be used: Chancery's own and the ministries'."""
    theirs = "; ".join(f"{ministry(code).name}: {ministry(code).licence}" for code in codes)
    return f"Coding: {project()['licence']}. Facts and quotations from the releases: {theirs or 'none'}."


def _csl(cited: Cited) -> dict:
    entry = {"id": cited.key, "type": cited.sort, "title": cited.title,
             "author": [{"literal": name} for name in cited.authors], "issued": _parts(cited.issued),
             "accessed": _parts(cited.accessed), "version": cited.version, "DOI": cited.doi, "URL": cited.address,
             "note": cited.note}
    return {name: value for name, value in entry.items() if value}


def _parts(day: date) -> dict:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _tex(text: str) -> str:
    signs = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(signs.get(sign, f"\\{sign}" if sign in "&%$#_{}" else sign) for sign in text)
