"""Ordering: results from the newest or from the oldest on, undated ones last, ties by id (law 7)."""

from __future__ import annotations

import numpy as np
from tantivy import FieldType, Occur, Order, Query

from search.cursor import Cursor
from search.engines.tantivy.posts import Posts, Some
from search.engines.tantivy.schema import ID, NEWEST, OLDEST
from search.instants import LAST, UNDATED, microseconds


def ordered(posts: Posts, results: Query, part: slice, *, oldest: bool) -> Some:
    """Return the results in this part of the order.

    Tantivy sorts by one field and leaves ties as they stand. So of the last date that is reached all posts are asked for again, by id.
    """
    if not part.stop:
        return posts.some([])
    field = OLDEST if oldest else NEWEST
    order = Order.Asc if oldest else Order.Desc
    hits = posts.searcher.search(results, part.stop, count=False, order_by_field=field, order=order).hits
    if not hits:
        return posts.some([])
    last = hits[-1][0]
    before = posts.some([address for date, address in hits if date != last])
    dates = np.where(before.dates == UNDATED, LAST, before.dates) if oldest else ~before.dates
    there = before.taken(np.lexsort((before.ids, dates)).tolist())
    same = Query.boolean_query([(Occur.Must, results), (Occur.Must, _between(posts, field, last, last))])
    ties = posts.searcher.search(same, part.stop - len(there.ids), count=False, order_by_field=ID, order=Order.Asc).hits
    return posts.some([*there.addresses, *(address for _id, address in ties)][part])


def after(posts: Posts, cursor: Cursor, *, oldest: bool) -> Query:
    """Return the query for the posts that come after the cursor's."""
    field = OLDEST if oldest else NEWEST
    date = microseconds(cursor.date)
    at = LAST if oldest and date == UNDATED else date
    later = _between(posts, field, at + 1, None) if oldest and at != LAST else Query.empty_query()
    if not oldest and at != UNDATED:
        later = _between(posts, field, None, at - 1)
    same = [(Occur.Must, _between(posts, field, at, at))]
    same.append((Occur.Must, Query.range_query(posts.schema, ID, FieldType.Unsigned, int(cursor.id, 16), include_lower=False)))
    return Query.boolean_query([(Occur.Should, later), (Occur.Should, Query.boolean_query(same))])


def _between(posts: Posts, field: str, first: int | None, last: int | None) -> Query:
    return Query.range_query(posts.schema, field, FieldType.Integer, first, last)
