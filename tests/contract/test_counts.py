"""Law 5: totals and facet counts. That every count is the total after the click is shown for random queries in `test_oracle.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.errors import BadParameter
from search.page import FacetValue
from search.query import FacetWanted, Filter, Query
from tests.contract.benches import Index
from tests.contract.posts import SHELF, post
from tests.contract.questions import clicked, counts, facet, words

PYTHON = Filter("tag", ("python",))


def _values(values: tuple[FacetValue, ...]) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in values]


def test_law_05_values_are_counted_and_ordered(index: Index) -> None:
    page = index.rebuild(*SHELF).search(Query())
    tags = facet(page, "tag")
    assert _values(tags.values) == [("python", 3), ("animals", 2), ("c++", 1), ("feeds", 1), ("flask", 1)]
    assert [value.label for value in tags.values][:2] == ["python", "Animals"]
    assert counts(page, "creator") == {"ada lovelace": 3, "bob": 2}
    assert counts(page, "lang") == {"en": 4, "de": 1}
    assert [(value.label, value.count) for value in facet(page, "site").values] == [("Example Blog", 3), ("Notes", 2)]


def test_law_05_in_mode_any_a_click_replaces_the_selection(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    page = reader.search(Query(filters=(PYTHON,)))
    assert page.total == 3
    assert counts(page, "tag") == {"python": 3, "animals": 2, "c++": 1, "feeds": 1, "flask": 1}
    assert counts(page, "creator") == {"ada lovelace": 3, "bob": 1}
    assert facet(page, "tag").values[0].selected


def test_law_05_in_mode_all_a_click_adds(index: Index) -> None:
    page = index.rebuild(*SHELF).search(Query(filters=(replace(PYTHON, mode="all"),)))
    assert counts(page, "tag") == {"python": 3, "feeds": 1, "flask": 1}
    assert facet(page, "tag").mode == "all"
    both = Filter("tag", ("python", "feeds"), "all")
    page = index.read().search(Query(filters=(both,)))
    assert (page.total, counts(page, "tag")) == (1, {"feeds": 1, "python": 1})


def test_law_05_excluded_values_stay_excluded_in_every_count(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    query = Query(filters=(Filter("tag", excluded=("python",)),))
    page = reader.search(query)
    assert page.total == 2
    assert counts(page, "tag") == {"python": 0, "animals": 2, "c++": 1}
    assert counts(page, "creator") == {"bob": 1}
    first = facet(page, "tag").values[0]
    assert (first.value, first.excluded, first.selected) == ("python", True, False)
    assert reader.search(clicked(query, "tag", "python")).total == 0
    assert reader.search(clicked(query, "tag", "animals")).total == 2


def test_law_05_chosen_values_are_listed_with_0_too(index: Index) -> None:
    chosen = (Filter("tag", ("nobody's",), excluded=("nor this",)), Filter("date", ("1980",), excluded=("1981-02",)))
    page = index.rebuild(*SHELF).search(Query(filters=chosen, facets=(FacetWanted("tag", size=1), FacetWanted("date"))))
    assert page.total == 0
    assert counts(page, "tag") == {"nobody's": 0, "nor this": 0}
    assert counts(page, "date")["1981-02"] == 0
    assert ("1980", 0) in _values(facet(page, "date").years)


def test_law_05_other_facets_words_and_window_narrow_the_counts(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    assert counts(reader.search(words("parser")), "tag") == {"python": 2, "feeds": 1}
    query = words("parser", filters=(Filter("date", ("2009",)),))
    assert counts(reader.search(query), "tag") == {"feeds": 1, "python": 1}
    window = Query(after=datetime(2009, 6, 1, tzinfo=UTC), before=datetime(2011, 1, 1, tzinfo=UTC))
    page = reader.search(window)
    assert (page.total, _values(facet(page, "date").values)) == (1, [("2009", 1)])


def test_law_05_size_offset_and_contains_cut_the_list_and_no_count(index: Index) -> None:
    reader = index.rebuild(*SHELF)

    def listed(wanted: FacetWanted) -> tuple[list[str], bool]:
        result = facet(reader.search(Query(facets=(wanted,))), "tag")
        return [value.value for value in result.values], result.truncated

    assert listed(FacetWanted("tag", size=2)) == (["python", "animals"], True)
    assert listed(FacetWanted("tag", size=3, offset=2)) == (["c++", "feeds", "flask"], False)
    assert listed(FacetWanted("tag", contains="F")) == (["feeds", "flask"], False)
    assert listed(FacetWanted("tag", offset=99)) == ([], False)


def test_law_05_facets_come_as_wanted(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    assert reader.search(Query(facets=())).facets == ()
    page = reader.search(Query(facets=(FacetWanted("date"), FacetWanted("tag"))))
    assert [one.name for one in page.facets] == ["date", "tag"]
    with pytest.raises(BadParameter):
        reader.search(Query(facets=(FacetWanted("colour"),)))
    with pytest.raises(BadParameter):
        reader.search(Query(filters=(Filter("colour", ("red",)),)))


def test_law_05_years_are_kept_between_the_first_and_the_last(index: Index) -> None:
    index.rebuild(post(1, date="1968-05-01T00:00:00"), post(2, date="1971-01-01T00:00:00"), post(3))
    dates = facet(index.read().search(Query()), "date")
    assert _values(dates.values) == [("1968", 1), ("1969", 0), ("1970", 0), ("1971", 1)]
    assert (dates.interval, dates.years) == ("year", dates.values)


def test_law_05_a_chosen_year_shows_its_months(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    page = reader.search(Query(filters=(Filter("date", ("2009",)),)))
    dates = facet(page, "date")
    months = {f"2009-{month:02}": {3: 1, 12: 1}.get(month, 0) for month in range(1, 13)}
    assert (page.total, dates.interval, counts(page, "date")) == (2, "month", months)
    assert [(year.value, year.count) for year in dates.years if year.count] == [("1969", 1), ("2009", 2), ("2011", 1)]
    assert [year.value for year in dates.years if year.selected] == ["2009"]
    months_chosen = reader.search(Query(filters=(Filter("date", ("2009-03", "2009-04")),)))
    assert months_chosen.total == 1
    assert counts(months_chosen, "date") == months
    assert [value.value for value in facet(months_chosen, "date").values if value.selected] == ["2009-03", "2009-04"]


def test_law_05_years_and_months_are_those_of_the_zone(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    berlin = Query(timezone="Europe/Berlin", filters=(Filter("date", ("2010",)),))
    page = reader.search(berlin)
    assert page.total == 1
    assert counts(page, "date")["2010-01"] == 1
    assert reader.search(replace(berlin, timezone="UTC")).total == 0
    first = facet(page, "date").values[0]
    assert (first.start, first.end) == (datetime(2009, 12, 31, 23, tzinfo=UTC), datetime(2010, 1, 31, 23, tzinfo=UTC))


def test_law_05_modes_and_exclusions_hold_for_dates(index: Index) -> None:
    reader = index.rebuild(*SHELF)
    both = Query(filters=(Filter("date", ("2009", "2009-03"), "all"),))
    assert reader.search(both).total == 1
    assert counts(reader.search(both), "date")["2009-03"] == 1
    assert counts(reader.search(both), "date")["2009-12"] == 0
    without = reader.search(Query(filters=(Filter("date", excluded=("2009",)),)))
    assert without.total == 3  # the undated post is in no year, so in no excluded one
    assert counts(without, "date")["2009"] == 0


@pytest.mark.parametrize("value", ["", "20", "2009-13", "next year"])
def test_law_05_what_is_no_year_and_no_month_is_a_bad_parameter(index: Index, value: str) -> None:
    reader = index.rebuild(*SHELF)
    for chosen in (Filter("date", (value,)), Filter("date", excluded=(value,))):
        with pytest.raises(BadParameter):
            reader.search(Query(filters=(chosen,)))
