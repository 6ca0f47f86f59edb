"""Texts of the results."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "newest_posts": "Newest posts",
    "nothing_found": "No post found",
    "for_words": "for {words}",
    "page_of": "page {page} of {pages}",
    "sort": "Sort by",
    "sort.relevance": "Relevance",
    "sort.newest": "Newest",
    "sort.oldest": "Oldest",
    "mode": "Posts with",
    "words.all": "all of the words",
    "words.any": "any of the words",
    "feeds_also": "also in",
    "feeds_in": "in",
    "feeds_more": "and {n} more",
    "as_indexed": "As indexed",
    "about_post": "About this post",
    "first_page": "Go to the first page",
    "past_the_end": "There is no such page: the results end before it.",
    "empty_index": "The archive holds no posts yet.",
    "did_you_mean": "Did you mean",
    "try": "What may help",
    "try_spelling": "Check the spelling, or use fewer or more general words.",
    "try_prefix": "End a word with * to find all words that begin with it.",
    "try.word": "Search without {left_out}",
    "try.filter": "Search without {left_out}",
    "try.dates": "Search without the dates",
    "try.filters": "Search without filters",
    "try.match": "Find posts with any of the words",
    "try_newest": "Look through the newest posts",
}

COUNTED: dict[str, tuple[str, str]] = {
    "results": ("{n} result", "{n} results"),
}
