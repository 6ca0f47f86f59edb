"""Tantivy by its Python binding, with as little around it as there can be: the limit of what an engine here can do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import command
import front
import posts
import tantivy

SUGGESTED = 10
FACETS = {
    name: {"terms": {"field": field, "size": front.FACET_SIZE}}
    for name, field in (("tag", "tag"), ("creator", "creator"), ("site", "site"), ("year", "year"))
}


def _open(data: Path) -> tantivy.Index:
    folder = data / "index"
    folder.mkdir(parents=True, exist_ok=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("guid", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("link", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("body", tokenizer_name="en_stem")
    for name in ("creator", "site", "tag"):
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", stored=True, indexed=True, fast=True)
    builder.add_date_field("date", stored=True, indexed=True, fast=True)
    return tantivy.Index(builder.build(), path=str(folder))


def reindex(feeds: Path, data: Path) -> command.Indexed:
    """Add the new posts; return how many the index holds."""
    index = _open(data)
    writer = None
    new = posts.New(feeds, data)
    for post in new:
        writer = writer or index.writer()
        document = tantivy.Document(
            guid=post.guid, link=post.link, title=post.title, body=post.text, creator=post.creator, site=post.site, year=post.date.year
        )
        document.add_date("date", post.date)
        for tag in post.tags:
            document.add_text("tag", tag)
        writer.add_document(document)
    if writer:
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
    return command.Indexed(index.searcher().num_docs, new.seconds)


def opened(data: Path) -> tuple[front.Search, front.Suggest]:
    """Return what searches and what completes words of titles."""
    index = _open(data)
    searcher = index.searcher()

    def search(asked: front.Asked) -> front.Found:
        query = _query(index, asked)
        order = {} if asked.text else {"order_by_field": "date"}
        found = searcher.search(query, limit=asked.size, **order)
        counted = searcher.aggregate(query, FACETS)
        documents = [searcher.doc(address) for _score, address in found.hits]
        hits = [{"title": one.get_first("title"), "url": one.get_first("link"), "date": str(one.get_first("date"))} for one in documents]
        return front.Found(found.count, hits, {name: _counts(counted[name]) for name in FACETS})

    def suggest(text: str) -> list[str]:
        return [word for word, _count in searcher.terms_with_prefix("title", text, limit=SUGGESTED)]

    return search, suggest


def _query(index: tantivy.Index, asked: front.Asked) -> tantivy.Query:
    if not asked.text:
        query = tantivy.Query.all_query()
    elif asked.text.endswith("*"):  # its query language knows no prefixes
        either = [tantivy.Query.regex_query(index.schema, name, f"{asked.text[:-1]}.*") for name in ("title", "body")]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in either])
    else:
        query = index.parse_query(asked.text, ["title", "body"], conjunction_by_default=True)
    if asked.tag:
        chosen = tantivy.Query.term_query(index.schema, "tag", asked.tag)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, chosen)])
    return query


def _counts(facet: dict[str, Any]) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in facet["buckets"]}


if __name__ == "__main__":
    command.run(command.Peer(reindex, command.behind_front(opened)))
