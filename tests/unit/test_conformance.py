"""Our reading against what other feed parsers expect of the files of their test suites (see the corpus's SOURCES.md for whose they are)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from index.clean import to_title
from index.formats import feedxml, sniffing
from index.formats.characters import text_of
from index.formats.unreadable import NotReadable
from index.sighting import FeedDocument
from tests import expectations
from tests.expectations import Claim

SHARED = Path(os.environ.get("BACKISSUES_SHARED") or Path(__file__).resolve().parents[3] / "shared" / "data")
SUITES = SHARED / "feeds" / "parser-tests"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "formats.md"

SERVER = "http://127.0.0.1:8097/"
"""Where the suite of feedparser says that its files were read from."""

_CHARSET = re.compile(r"Header:\s*Content-type:[^\n]*charset=[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """Claims that we do not meet on purpose: files, field, and what our reading is like where it is meant (given and expected)."""

    reason: str
    """As docs/formats.md has it."""
    files: str
    field: str
    meant: Callable[[Any, Any], bool]


def _more(ours: Any, theirs: Any) -> bool:  # noqa: ANN401 - values of any field
    return bool(ours) and set(theirs) < set(ours)


DIFFERENCES = (
    Difference(
        "An id that is an address stands in for a missing link.", "*_id.xml", "link", lambda o, t: o == "http://example.org" and not t
    ),
    Difference(
        "An id that is an address stands in for a missing link.", "feed-rs/atom/atom_xml_base.xml", "link", lambda o, t: bool(o) and not t
    ),
    Difference("`rdf:about` is the guid.", "gofeed/*/rss/*rdf_item_*", "guid", lambda o, t: o == "http://example.org/entry/1" and not t),
    Difference(
        "Authors of `source` and of the feed count for an entry of Atom without one.", "gofeed/*_entry_source_author*", "creators", _more
    ),
    Difference("Authors of `source` and of the feed count for an entry of Atom without one.", "feed-rs/atom/*", "creators", _more),
    Difference("`itunes:author` is a creator.", "feed-rs/rss2/*", "creators", _more),
    Difference(
        "A creator is a name: text without mark-up and mail addresses.",
        "gofeed/parser/rss/rss_channel_item_author_*",
        "creators",
        lambda o, t: o == (to_title(t[0], is_html=True),),
    ),
    Difference(
        "A creator is a name: text without mark-up and mail addresses.",
        "feed-rs/rss1/rss_1.0_spec_2.xml",
        "creators",
        lambda o, t: t == (f"{o[0]} (mailto:simonstl@simonstl.com)",),
    ),
    Difference(
        "A creator is a name: text without mark-up and mail addresses.",
        "feed-rs/rss2/rss_2.0_relurl_1.xml",
        "creators",
        lambda o, t: o == ("Jonas Große Sundrup",) and t == ("author",),
    ),
    Difference(
        "Elements inside an author, a category or a guid are not read.", "gofeed/*_naked_markup.xml", "creators", lambda o, _: not o
    ),
    Difference(
        "Elements inside an author, a category or a guid are not read.", "gofeed/*_naked_markup.xml", "categories", lambda o, _: not o
    ),
    Difference("Elements inside an author, a category or a guid are not read.", "gofeed/*_naked_markup.xml", "guid", lambda o, _: not o),
    Difference("`dc:subject`, keywords and the text of a category are categories.", "feed-rs/*", "categories", _more),
    Difference(
        "The label of a category stands before its term.",
        "feedparser/*/entry_category_term*",
        "categories",
        lambda o, _: o == ("Atom 1.0 tests",),
    ),
    Difference(
        "A date of change is not one of publication, nor the other way round.",
        "gofeed/*_entry_modified.xml",
        "published",
        lambda o, t: not o and bool(t),
    ),
    Difference(
        "A date of change is not one of publication, nor the other way round.", "feed-rs/rss2/*", "updated", lambda o, t: not o and bool(t)
    ),
    Difference("`dc:date` is both dates in RSS.", "feed-rs/rss1/*", "updated", lambda o, t: bool(o) and not t),
    Difference(
        "`feedburner:origLink` is the link.", "feed-rs/rss2/rss_2.0_rps.xml", "link", lambda o, t: "feedproxy" in t and "feedproxy" not in o
    ),
    Difference(
        "`Content-Location` is no base of links.", "feedparser/*content_location*", "link", lambda _, t: t.startswith("http://example.com/")
    ),
    Difference("`Content-Location` is no base of links.", "feedparser/*headers_content_location*", "link", lambda o, t: o != t),
    Difference("A guid is kept as it was written.", "feedparser/*http_entry_id_base_*", "guid", lambda o, _: o == "/relative/link"),
    Difference(
        "A `channel` that shows no sign of CDF is no feed.", "feedparser/wellformed/cdf/channel_title.xml", "title", lambda o, _: o is None
    ),
    Difference(
        "Mark-up in titles is read as browsers read it.",
        "feedparser/wellformed/sanitize/xml_*",
        "title",
        lambda o, t: (o, t) in (("", "&lt;!DOCTYPE ~"), ("sa", "safe")),
    ),
    Difference(
        "Mark-up in titles is read as browsers read it.",
        "feedparser/wellformed/sanitize/*_object.xml",
        "title",
        lambda o, t: t.startswith(f"{o} "),
    ),
)

BESIDE_THE_SUITES = pytest.mark.skipif(
    not SUITES.is_dir(),
    reason=f"the test suites of other parsers are not here: no folder {SUITES}; set BACKISSUES_SHARED to where data/ is",
)


@pytest.fixture(autouse=True)
def _empty_items_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most files have an item of one element, such as an author, which would be left out as empty."""
    monkeypatch.setattr(feedxml, "_says_something", lambda _: True)


def _document(path: Path) -> FeedDocument | None:
    data = path.read_bytes()
    header = _CHARSET.search(data[:1000].decode("latin-1"))
    text = text_of(data, header[1] if header else None)
    root = sniffing.feed_root(text)
    try:
        return None if root is None else feedxml.read(text, root, SERVER if path.name.startswith("http_") else path.name)
    except NotReadable:
        return None


def _given(claim: Claim, found: FeedDocument | None) -> Any:  # noqa: ANN401 - values of any field
    if claim.field == "posts":
        return len(found.sightings) if found else 0
    if found is None or (claim.post is not None and claim.post >= len(found.sightings)):
        return None
    if claim.post is None:
        return getattr(found.channel, claim.field)
    sighting = found.sightings[claim.post]
    value = getattr(sighting, claim.field)
    if claim.field == "title":
        return to_title(value, is_html=sighting.title_is_html)
    return int(datetime.fromisoformat(value).timestamp()) if claim.field in ("published", "updated") and value else value


def _agrees(claim: Claim, found: FeedDocument | None, ours: Any) -> bool:  # noqa: ANN401 - values of any field
    if claim.one_of:
        return claim.value in (ours or ())
    if claim.field != "title":
        return (ours or None) == (claim.value or None)
    # Others give titles with their mark-up. As text they are what ours are, read as HTML where ours were (the feed's: either way).
    kinds = (True, False) if claim.post is None or found is None else (found.sightings[claim.post].title_is_html,)
    return any((ours or "") == to_title(claim.value or "", is_html=kind) for kind in kinds)


def _claims(suite: str) -> Iterator[tuple[Claim, FeedDocument | None]]:
    ending, read = {
        "gofeed": (".json", expectations.gofeed),
        "feed-rs": (".serde.json", expectations.feed_rs),
        "feedparser": (".xml", expectations.feedparser),
    }[suite]
    for xml in sorted((SUITES / suite).rglob("*.xml")):
        if xml.with_suffix(ending).exists():
            found = _document(xml)
            yield from ((claim, found) for claim in read(xml, str(xml.relative_to(SUITES))))


def _differing(suite: str) -> Iterator[tuple[Claim, Any]]:
    for claim, found in _claims(suite):
        ours = _given(claim, found)
        if not _agrees(claim, found, ours):
            yield claim, ours


def _meant(difference: Difference, claim: Claim, ours: Any) -> bool:  # noqa: ANN401 - values of any field
    return claim.field == difference.field and fnmatch(claim.file, difference.files) and difference.meant(ours, claim.value)


@BESIDE_THE_SUITES
@pytest.mark.parametrize(("suite", "least"), [("gofeed", 2_100), ("feed-rs", 300), ("feedparser", 500)])
def test_we_agree_or_differ_on_purpose(suite: str, least: int) -> None:
    odd = [
        f"{claim.file}: {claim.field} of post {claim.post} is {ours!r}, not {claim.value!r}"
        for claim, ours in _differing(suite)
        if not any(_meant(difference, claim, ours) for difference in DIFFERENCES)
    ]
    assert not odd
    assert sum(1 for _ in _claims(suite)) >= least, "expectations are not found any more"


@BESIDE_THE_SUITES
def test_every_malformed_feed_gives_posts_or_a_named_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    malformed, silent = 0, []
    for path in sorted(path for path in SUITES.rglob("*") if path.is_file()):
        data = path.read_bytes()
        try:
            etree.fromstring(data, parser)
            continue
        except (etree.XMLSyntaxError, ValueError, LookupError):
            root = sniffing.feed_root(text_of(data))
        if root is None:
            continue
        malformed += 1
        try:
            found = feedxml.read(text_of(data), root, path.name)
        except NotReadable as problem:
            silent += [] if str(problem) else [str(path)]
            continue
        posts = re.search(rb"<(?:\w+:)?(?:item|entry)[\s>]", data, re.IGNORECASE)
        silent += [str(path)] if posts and not (found.sightings or found.skipped or found.problem) else []
    assert not silent
    assert malformed >= 100, "malformed feeds are not found any more"


@BESIDE_THE_SUITES
def test_every_difference_is_seen() -> None:
    seen = [one for suite in ("gofeed", "feed-rs", "feedparser") for one in _differing(suite)]
    unused = [one for one in DIFFERENCES if not any(_meant(one, claim, ours) for claim, ours in seen)]
    assert not unused


def test_every_difference_is_explained_in_the_docs() -> None:
    section = DOCS.read_text(encoding="utf-8").partition("## What we read otherwise than other parsers")[2].partition("\n## ")[0]
    assert set(re.findall(r"^- \*\*(.+?)\*\*", section, re.MULTILINE)) == {difference.reason for difference in DIFFERENCES}
