from __future__ import annotations

from search.expansion import cuts, expand
from search.plan import AllOf, Beginning, Clause, Plan, Probe


def test_frequent_terms_come_first_then_alphabetical() -> None:
    posts = {"feeding": 1, "feeds": 3, "feed": 3, "feeder": 1, "fee": 0}
    assert expand(Beginning("fee", 3), posts) == ("feed", "feeds", "feeder")


def test_terms_of_removed_posts_are_no_expansion() -> None:
    assert expand(Beginning("fee", 9), {"fee": 0}) == ()


def test_a_prefix_of_more_terms_than_are_looked_at_is_named_once() -> None:
    fee, a = (Clause(tuple(Probe(field, Beginning(prefix, 3)) for field in ("title.exact", "body.exact"))) for prefix in ("fee", "a"))
    asked = Plan((fee, a), AllOf(()), (fee, a))
    (notice,) = cuts(asked, lambda _field, beginning: beginning.prefix == "fee")
    assert "fee" in notice.detail
    assert cuts(asked, lambda field, beginning: field == "creator" and bool(beginning)) == ()
