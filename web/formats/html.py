"""A View as HTML. Texts are from the catalogue, everything else is escaped by Jinja; no template says what is safe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from search.dates import local
from search.document import Document
from search.facets import VALUE_FACETS
from search.page import IndexInfo, Relaxation
from search.record import instant
from search.settings import Settings
from web import facetview, histogram, reasons, strings
from web.advanced import AdvancedView
from web.chips import Chip
from web.errors import Failure
from web.facetview import FacetView, ValuesPage
from web.forms import DESCRIPTION, FORMS
from web.links import Links, base_path, outward
from web.postview import PostView
from web.sourcesview import SourcesView
from web.texts import dates
from web.tips import HelpView
from web.view import View

TYPE = FORMS["html"].content_type
FACET_VALUES = 10
"""Values of a facet on the page, where the address does not say: what fits beside the results, in the bytes of a light page."""
LANG = re.compile(r"[a-z]{2,3}")
"""A language as `Document` has it; some other text would be no `lang`."""
BETWEEN = " -|:\N{EN DASH}\N{EM DASH}\N{MIDDLE DOT}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
"""What stands between the title of a feed and that of its site: of "agile — 18F" a result says "agile"."""
FEEDS = 2
"""Feeds of a post that a result names."""
TAGS = 5
"""Tags that a result shows; the page of the post has all."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date for people: the day, the exact time for who points at it, and the instant for programs."""

    day: str
    exact: str
    instant: str


class Html:
    """Prints views by the templates beside it."""

    def __init__(self, settings: Settings) -> None:
        """Load the templates; nothing is rendered yet."""
        self._settings = settings
        self._zone = ZoneInfo(settings.timezone)
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self._templates.globals |= {
            "site_title": settings.web.title,
            "brand": settings.web,
            "text": strings.text,
            "texts": strings.TEXTS,
            "counted": strings.counted,
            "number": strings.number,
            "plurals": strings.COUNTED,
            "outward": outward,
            "forms": FORMS,
            "description": DESCRIPTION,
            "moment_of": self._moment_of,
            "moment_at": self._moment_at,
            "label_of": _label_of,
            "posts": partial(strings.unit, "posts"),
            "has_modes": facetview.has_modes,
            "lang_of": _lang_of,
            "when_of": self._when_of,
            "day_of": self._day_of,
            "span": self._span,
            "month": strings.partial_day,
            "month_names": dates.MONTHS,
        }

    def search(self, view: View, *, kept: bool = False) -> str:
        """Return the page of an answer; `kept` where search engines may keep it."""
        return self._render(
            "search.html",
            view.links,
            view=view,
            kept=kept,
            hidden=view.links.hidden(view.query),
            advanced=view.advanced_url,
            words=view.query.text,
            index=view.page.index,
            lists=_lists(view),
            chart=histogram.of(view.facet("date"), view.query, view.links, view.page.total),
            chips=[(chip, self._chip_text(chip)) for chip in view.chips],
            helps=[(link, self._help_text(view, link.relaxation)) for link in view.advice.relaxations],
            one_site=(one_site := _one_site(view)),
            feeds_of=lambda document: _feeds_of(document, one_site=one_site),
            tags_shown=TAGS,
            feeds_shown=FEEDS,
            why_of=reasons.of,
            relaxed=next((notice for notice in view.notices if notice.code == "relaxed"), None),
            few=FACET_VALUES,
        )

    def facet(self, view: ValuesPage) -> str:
        """Return a page of the values of a facet."""
        query, links = view.query, view.links
        chips = [(chip, self._chip_text(chip)) for chip in view.chips]
        hidden, advanced = links.hidden(query), links.advanced(query)
        return self._render(
            "facet.html", links, view=view, hidden=hidden, advanced=advanced, chips=chips, words=query.text, index=view.index
        )

    def advanced(self, view: AdvancedView) -> str:
        """Return the form of the advanced search."""
        query, links = view.query, view.links
        names = {each: _label_of(each.facet, each.value, each.label) for each in view.filters}
        own = links.advanced(query)
        return self._render(
            "advanced.html",
            links,
            here="advanced",
            view=view,
            names=names,
            hidden=links.hidden(query),
            words=query.text,
            advanced=own,
            index=view.index,
        )

    def help(self, view: HelpView) -> str:
        """Return the search tips."""
        notices = [key.removeprefix("notice.") for key in strings.TEXTS if key.startswith("notice.")]
        return self._render("help.html", view.links, here="help", view=view, notices=notices, index=view.index)

    def post(self, view: PostView) -> str:
        """Return the page of one post."""
        return self._render("post.html", view.links, view=view, document=view.document, words=view.query.text, index=view.index)

    def sources(self, view: SourcesView) -> str:
        """Return a page of sites and sources."""
        return self._render("sources.html", view.links, here="sources", view=view, index=view.index)

    def failure(self, failed: Failure) -> str:
        """Return the page of an error."""
        return self._render("error.html", Links("html", base_path(self._settings)), failed=failed)

    def _render(self, template: str, links: Links, index: IndexInfo | None = None, **values: object) -> str:
        basis: dict[str, object] = {"links": links, "hidden": (), "words": "", "index": index, "home": f"{links.base_path}/"}
        basis |= {"advanced": links.advanced(), "here": ""}
        return self._templates.get_template(template).render(basis | values)

    def _moment_of(self, document: Document) -> Moment | None:
        """Return the date of the post, or None for an undated one."""
        if document.date is None:
            return None
        day = strings.day(local(document.date, self._zone))
        if document.date_source in {"updated", "snapshot"}:
            day = strings.text(f"date.{document.date_source}", day=day)
        exact = document.published if document.date_source == "published" else None
        return Moment(day, (exact or str(instant(document.date))).replace("T", " "), str(instant(document.date)))

    def _moment_at(self, moment: datetime) -> Moment:
        """Return an instant in the zone of the settings."""
        there = local(moment, self._zone)
        exact = strings.text("date_exact", day=strings.day(there), time=f"{there:%H:%M}", zone=there.tzname())
        return Moment(strings.day(there), exact, str(instant(moment)))

    def _when_of(self, text: str) -> Moment:
        """Return an instant that status.json has."""
        return self._moment_at(datetime.fromisoformat(text))

    def _day_of(self, text: str) -> str:
        return strings.day(local(datetime.fromisoformat(text), self._zone))

    def _span(self, first: str, last: str) -> str:
        """Return from which month to which, of two instants that status.json has."""
        begun, ended = (strings.partial_day(f"{local(datetime.fromisoformat(each), self._zone):%Y-%m}") for each in (first, last))
        return begun if begun == ended else strings.text("span", first=begun, last=ended)

    def _chip_text(self, chip: Chip) -> str:
        if chip.kind in {"after", "before"}:
            return strings.text(f"chip.{chip.kind}", day=strings.partial_day(chip.value))
        return _label_of(chip.kind, chip.value, chip.label)

    def _help_text(self, view: View, relaxation: Relaxation) -> str:
        """Return what can be left out, values by their labels."""
        chips = ", ".join(self._chip_text(chip) for chip in view.chips if chip.kind == relaxation.name)
        return strings.text(f"try.{relaxation.kind}", left_out=chips or relaxation.text)


def _label_of(facet: str, value: str, label: str) -> str:
    """Return what a facet value is called on the page."""
    if facet == "lang":
        return strings.language(value)
    return strings.partial_day(value) if facet == "date" else label


def _lang_of(document: Document) -> str | None:
    """Return the language of a post where it is one that a browser may know."""
    return document.lang if document.lang and LANG.fullmatch(document.lang) else None


def _lists(view: View) -> list[FacetView]:
    """Return the facets to show as lists: those where there is something to choose, or something chosen."""
    lists = [facet for facet in view.facets if facet.result.name in VALUE_FACETS]
    return [facet for facet in lists if len(facet.choices) > 1 or any(each.value.selected or each.value.excluded for each in facet.choices)]


def _feeds_of(document: Document, *, one_site: bool) -> list[str]:
    """Return the titles of the feeds that a result names: those that say more than its site and its creators.

    A single feed says nothing in an archive of one site, where every result has it.
    """
    if one_site and len(document.feeds) == 1:
        return []
    site = document.site.title
    known = {"", site, document.site.key, *document.creators}
    named = (feed.title.removesuffix(site).rstrip(BETWEEN) if site else feed.title for feed in document.feeds)
    return [title for title in dict.fromkeys(named) if title not in known]


def _one_site(view: View) -> bool:
    """Return whether all that the words find is of one site, so that naming it with each result says nothing."""
    site = view.facet("site")
    return site is not None and site.result.distinct == 1
