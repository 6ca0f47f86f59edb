"""Texts of facets, filters and chips."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "filters": "Filters",
    "filters_close": "Show results",
    "filters_chosen": "Chosen filters",
    "filter_remove": "Remove filter",
    "filters_clear": "Clear all",
    "filter_not": "not",
    "filter_exclude": "Exclude {label}",
    "filter_excluded": "excluded",
    "filter_more": "All {n}",
    "filter_most": "First {n} of {all}",
    "mode.any": "any of these",
    "mode.all": "all of these",
    "facet.tag": "Tags",
    "facet.creator": "Creators",
    "facet.site": "Sites",
    "facet.lang": "Languages",
    "facet.date": "Years",
    "chip.after": "From {day}",
    "chip.before": "Before {day}",
}
