"""Texts of the page of a post."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "related": "Related posts",
    "related_shared": "both mention:",
    "post_original": "Read the original",
    "post_archived": "As it was then, in the Web Archive",
    "post_archived_undated": "In the Web Archive",
    "post_summary": "The feed carried only a summary of this post.",
    "post_feeds": "Found in",
    "post_updated": "Updated",
    "post_cuts": "What cleaning left out",
    "post_about.full": "This is the text that search looks at, without pictures and layout.",
    "post_about.snippet": "Search looks at the whole text of this post, without pictures and layout.",
    "post_about.none": "Search looks at the text of this post all the same.",
    "post_text.snippet": "Only the beginning of this post is shown here.",
    "post_text.none": "The text of this post is not shown here.",
    "cite": "Cite this post",
    "cite.text": "Text",
    "cite.bibtex": "BibTeX",
    "cite.ris": "RIS",
    "cite_undated": "no date",
    "copy": "Copy",
    "copied": "Copied",
    "post_empty": "The feed carried no text for this post.",
}

COUNTED: dict[str, tuple[str, str]] = {
    "times": ("once", "{n} times"),
}
