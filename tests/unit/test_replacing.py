"""Which sightings of a source a new state of it stands in for."""

from __future__ import annotations

from pathlib import Path

from index import identity
from index.archive import Archive
from index.holdings import Holdings
from index.identity import Keys
from index.replacing import replaced
from index.sighting import Channel
from tests.feeding import BLOG, feed, put, sighting

NOWHERE = Channel("", None, None)


def keys(number: int, text: str = "", channel: Channel = BLOG, **given: object) -> Keys:
    return identity.keys_of(sighting(number, text, **given), channel)


def test_what_has_the_guid_replaces_whatever_else_was_edited() -> None:
    assert replaced([keys(1), keys(2)], [keys(2, "edited", link=None, title="New")]) == (None, 0)


def test_a_guid_used_twice_names_nothing_alone() -> None:
    one, two = (keys(at, guid="https://blog.example.org/") for at in (1, 2))
    assert replaced([one, two], [two, one]) == (1, 0)


def test_equal_items_replace_each_other_in_their_order() -> None:
    same = keys(1, channel=NOWHERE, guid=None, link=None, title="")
    assert replaced([same, same], [same, same]) == (0, 1)
    assert replaced([same, same, same], [same, same]) == (0, 1, 1)
    assert replaced([same], [same, same]) == (0,)


def test_equal_items_that_name_themselves_by_nothing_keep_their_ids(tmp_path: Path) -> None:
    same = sighting(1, guid=None, link=None, title="")

    def ids() -> list[str]:
        with Holdings(tmp_path) as holdings:
            return [post for _, post in holdings.after(0, 9)]

    with Archive(tmp_path) as archive:
        put(archive, "a", feed(same, same, channel=NOWHERE))
        before = ids()
        put(archive, "a", feed(same, same, channel=NOWHERE))
        assert ids() == before
        assert len(before) == 2
