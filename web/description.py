"""Description: the view of how browsers and programs search here (OpenSearch 1.1). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from search.page import Page
from search.query import FacetWanted, Query
from search.settings import Settings
from web import strings
from web.composition import quoted, sayable, words
from web.forms import FORMS, SUGGESTIONS, Form
from web.links import Links

PAGED = "q={searchTerms}&page={startPage?}&per_page={count?}"
"""What browsers and programs fill in."""


@dataclass(frozen=True, slots=True)
class DescriptionView:
    """What the description says. `templates` are pairs (content type, address to fill in)."""

    title: str
    about: str
    templates: tuple[tuple[str, str], ...]
    self_url: str
    icon_url: str
    example: str | None
    """Words that find something; None where there is nothing to find."""


def material(settings: Settings) -> Query:
    """Return the query whose answer an example is made of: the newest post and the commonest tag."""
    return Query(timezone=settings.timezone, per_page=1, facets=(FacetWanted("tag", 1),), highlight=False, sort="newest", advice=False)


def build(settings: Settings, page: Page, links: Links) -> DescriptionView:
    """Return the view; `page` is the answer to `material`."""
    title = settings.web.title

    def template(path: str, pairs: str) -> str:
        return links.absolute(f"{links.base_path}/{path}?{pairs}")

    forms: tuple[Form, ...] = ("html", "atom", "rss", "json")
    templates = [(FORMS[form].media_type, template(f"search{FORMS[form].suffix}", PAGED)) for form in forms]
    templates.append((SUGGESTIONS, template("suggest", "q={searchTerms}")))
    return DescriptionView(
        title=title,
        about=settings.web.intro or strings.text("opensearch.about", title=title),
        templates=tuple(templates),
        self_url=links.absolute(links.opensearch()),
        icon_url=links.absolute(links.static("icon.svg")),
        example=_example(page),
    )


def _example(page: Page) -> str | None:
    for label in (value.label for facet in page.facets for value in facet.values if value.count and sayable(value.label)):
        return f"tag:{quoted(label)}"
    return next((word for hit in page.hits for word in words(hit.document.title)), None)
