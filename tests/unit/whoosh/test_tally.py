"""Explaining a page looks everything up once, however many results it has."""

from __future__ import annotations

import pytest

from search.engines.whoosh.matching import Matching
from search.plan import Clause, Probe
from search.scores import Found
from tests.contract.benches import opened
from tests.contract.posts import post
from tests.contract.questions import words


@pytest.mark.parametrize("shown", [1, 40])
def test_the_work_of_reasons_does_not_grow_with_the_results(monkeypatch: pytest.MonkeyPatch, shown: int) -> None:
    found, rarity = Matching.found, Matching.rarity
    asked: list[object] = []

    def counted_found(self: Matching, probe: Probe) -> Found:
        asked.append(probe)
        return found(self, probe)

    def counted_rarity(self: Matching, clause: Clause) -> float:
        asked.append(clause)
        return rarity(self, clause)

    with opened("whoosh") as index:
        reader = index.rebuild(*(post(number, "rain barrel", f"garden {'rain ' * number}") for number in range(1, 50)))
        monkeypatch.setattr(Matching, "found", counted_found)
        monkeypatch.setattr(Matching, "rarity", counted_rarity)
        query = words("rain barrel garden", per_page=shown, facets=(), highlight=False)
        reader.search(query)
        plain = len(asked)
        page = reader.search(words("rain barrel garden", per_page=shown, facets=(), highlight=False, explain=True))
    assert all(hit.reasons for hit in page.hits)
    assert len(asked) - plain <= plain
