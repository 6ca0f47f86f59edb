"""Desk: takes what a request says and gives the view of its answer. Knows the searchable, not HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from search.document import Document
from search.errors import BackissuesError, BadParameter, FacetNotFound, PostNotFound
from search.facets import FACETS, VALUE_FACETS, fold_key
from search.page import IndexInfo, Page
from search.port import Searchable
from search.query import FACET_SIZE, FacetWanted, Query
from search.settings import Settings
from web import advanced, description, facetview, params, postview, sourcesview, strings, suggestions, syndication, view
from web.advanced import AdvancedView, Draft
from web.description import DescriptionView
from web.facetview import FacetPage, ValuesPage
from web.forms import Form
from web.gate import Gate
from web.health import HealthView
from web.links import Links, base_path, decided, syndicated
from web.marker import Marker
from web.postview import PostView
from web.shown import shown_error
from web.sourcesview import SourcesView
from web.standing import Standing
from web.suggestions import SuggestionsView
from web.syndication import FeedView
from web.tips import HelpView, Tips
from web.view import View

Pairs = Iterable[tuple[str, str]]
"""Request arguments in their order, by name and value."""
MARKED_BY = ("q", "s", "match")
"""Parameters of a post: what it was found by."""

NOT_IN_FEEDS = ("sort", "facet", "facet_size", "explain", "prefix")
"""Parameters of a page that a feed does without: it has one order, no facets, and words that nobody is typing."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers requests from one searchable."""

    settings: Settings
    searchable: Searchable
    gate: Gate
    tips: Tips = field(default_factory=Tips)
    marker: Marker = field(default_factory=Marker)
    standing: Standing = field(default_factory=Standing)

    def links(self, form: Form, facet_size: int = 20, kept: tuple[tuple[str, str], ...] = (), origin: str = "") -> Links:
        """Return what writes the links of an answer in that form. The setting `web.address` wins over `origin`, that of the request."""
        web = self.settings.web
        return Links(form, base_path(self.settings), web.per_page, facet_size, kept, web.address or origin)

    def search(self, pairs: Pairs) -> View:
        """Return the answer as JSON has it. Raises BadParameter with every value that cannot be used."""
        asked = params.to_query(pairs, self.settings)
        if asked.problems:
            raise BadParameter(*asked.problems)
        page, took_ms = self._ask(asked.query)
        links, post_text = self.links("json", kept=asked.kept), self.settings.post_text
        return view.build(asked.query, page, links, took_ms=took_ms, body=asked.body, post_text=post_text)

    def browse(self, pairs: Pairs, facet_size: int) -> View:
        """Return the answer as the page has it: what cannot be used becomes a notice and has its default."""
        asked = params.to_query(pairs, self.settings, facet_size)
        query, problems = replace(asked.query, explain=True), asked.problems
        try:
            page, took_ms = self._ask(query)
        except BadParameter as error:  # a place that the engine refuses: past its window, or a cursor that it did not give
            query, problems = replace(query, page=1, cursor=None), (*problems, *error.problems)
            page, took_ms = self._ask(query)
        links, post_text = self.links("html", facet_size, asked.kept), self.settings.post_text
        return view.build(query, page, links, took_ms=took_ms, problems=params.noticed(problems), post_text=post_text)

    def syndicate(self, pairs: Pairs, form: Form, origin: str) -> FeedView:
        """Return the answer as feeds and lists have it: the newest posts first, whatever is asked. Raises BadParameter as `search` does.

        `origin` is scheme and host of the request.
        """
        own = [pair for pair in pairs if pair[0] not in NOT_IN_FEEDS]
        asked = params.to_query((*own, ("sort", "newest")), self.settings)
        if asked.problems:
            raise BadParameter(*asked.problems)
        query = syndicated(asked.query)
        page, _ = self._ask(query)
        links, title = self.links(form, kept=asked.kept, origin=origin), self.settings.web.title
        position = self.searchable.health().position
        archive = position.archive if position else ""
        return syndication.build(query, page, links, title, archive, body=asked.body, post_text=self.settings.post_text)

    def description(self, origin: str) -> DescriptionView:
        """Return how browsers and programs search here."""
        page, _ = self._ask(description.material(self.settings))
        return description.build(self.settings, page, self.links("html", origin=origin))

    def index(self) -> IndexInfo | None:
        """Return the state of the index that answers, or None where there is none."""
        try:
            return self.searchable.health().index
        except BackissuesError:
            return None

    def draft(self, pairs: Pairs, facet_size: int) -> Draft:
        """Return the search that the form of the advanced search has put together."""
        return advanced.drafted(pairs, self.settings, facet_size)

    def address(self, draft: Draft, facet_size: int) -> str:
        """Return the address of the search that the draft is."""
        query = decided(replace(draft.query, match="auto"), draft.query.match)  # of one word there are not some and all
        return self.links("html", facet_size, draft.kept).search(query)

    def advanced(self, draft: Draft, facet_size: int) -> AdvancedView:
        """Return the form for the draft."""
        page, _ = self._ask(advanced.offering(self.settings.timezone))
        return advanced.build(draft, page, self.links("html", facet_size, draft.kept))

    def help(self) -> HelpView:
        """Return the search tips, their examples live on the posts that there are."""
        return self.tips.view(self.searchable.health().index, self.links("html"), self.settings, lambda query: self._ask(query)[0])

    def facet(self, name: str, pairs: Pairs) -> FacetPage:
        """Return a page of the values of a facet. Raises FacetNotFound, or BadParameter as `search` does."""
        if name not in FACETS:
            raise FacetNotFound(strings.text("detail.no_facet", name=repr(name[: params.SHOWN]), all=", ".join(FACETS)))
        pairs = list(pairs)
        asked = params.to_query((pair for pair in pairs if pair[0] not in {"facet", "contains", "cursor"}), self.settings)
        if asked.problems:
            raise BadParameter(*asked.problems)
        query = asked.query
        size = query.facets[0].size
        contains = next((fold_key(value) for key, value in pairs if key == "contains"), "")
        wanted = FacetWanted(name, size, (query.page - 1) * size, contains)
        page, _ = self._ask(replace(query, page=1, per_page=1, facets=(wanted,), highlight=False, advice=False))
        return facetview.page(replace(query, facets=(wanted,)), page, self.links("json"))

    def values(self, name: str, pairs: Pairs, facet_size: int) -> ValuesPage:
        """Return a page of the values of a facet as people have it: what cannot be used becomes a notice. Raises FacetNotFound."""
        if name not in VALUE_FACETS:
            raise FacetNotFound(strings.text("detail.no_facet", name=repr(name[: params.SHOWN]), all=", ".join(VALUE_FACETS)))
        pairs = list(pairs)
        asked = params.to_query((pair for pair in pairs if pair[0] not in {"contains", "cursor"}), self.settings, facet_size)
        contains = next((params.printable(value) for key, value in pairs if key == "contains" and name in facetview.NAMED), "")
        wanted = FacetWanted(name, FACET_SIZE, (asked.query.page - 1) * FACET_SIZE, fold_key(contains))
        page, _ = self._ask(replace(asked.query, page=1, per_page=1, facets=(wanted,), highlight=False, advice=False))
        links = self.links("html", facet_size, asked.kept)
        return facetview.values(asked.query, wanted, page, links, contains=contains, notices=params.noticed(asked.problems))

    def suggest(self, pairs: Pairs) -> SuggestionsView:
        """Return what the text may become, whole or by its last words. What else the arguments ask for is kept, where it can be used."""
        pairs = list(pairs)
        text = params.typed(pairs)
        present = params.to_query((pair for pair in pairs if pair[0] not in {"q", "s"}), self.settings).query
        links, index = self.links("html"), self.searchable.health().index
        for before, tail in suggestions.tails(text):
            if found := self.searchable.suggest(tail, suggestions.LIMIT):
                return SuggestionsView(text, tuple(suggestions.completion(before, one, links, present) for one in found), index)
        return SuggestionsView(text, (), index)

    def health(self) -> HealthView:
        """Return the state of the index that answers, or why there is none."""
        try:
            health = self.searchable.health()
        except BackissuesError as error:
            return HealthView("no-index", None, shown_error(str(error)))
        return HealthView("stale" if health.problem else "ok", health.index, health.problem)

    def post(self, post_id: str, form: Form, pairs: Pairs = ()) -> PostView:
        """Return the view of a post, which may have another id by now, with the words of a query marked. Raises PostNotFound."""
        query = params.to_query((pair for pair in pairs if pair[0] in MARKED_BY), self.settings).query
        document, links, index = self._get(post_id), self.links(form), self.searchable.health().index
        if document.id != post_id:  # an old id is sent on to the post's page
            return postview.build(document, index, links, query=query)
        # Both cost what a search costs, so they wait at the gate as one.
        with self.gate.passing():
            related = self.searchable.similar(post_id)
            text = self.marker.text(document, query, index, self.searchable.search)
        return postview.build(document, index, links, self.settings.post_text, related, query=query, text=text)

    def sources(self, pairs: Pairs) -> SourcesView:
        """Return what there is in the archive, a page of it. Raises ArchiveError where what `index` has written cannot be understood."""
        asked = sourcesview.asked(pairs)
        health = self.health()
        return sourcesview.build(self.standing.read(self.settings.data), asked, self.links("html"), health.index)

    def _get(self, post_id: str) -> Document:
        document = self.searchable.get(post_id)
        if document is None:
            raise PostNotFound(strings.text("detail.no_post", id=repr(post_id[: params.SHOWN])))
        return document

    def _ask(self, query: Query) -> tuple[Page, float]:
        """Return the engine's answer and how long it took, in milliseconds."""
        with self.gate.passing():
            began = time.perf_counter()
            page = self.searchable.search(query)
            return page, (time.perf_counter() - began) * 1000
