"""Errors: one table says what each means outside."""

from __future__ import annotations

import pytest

import search.errors
from search.errors import OUTCOMES, BackissuesError, BadParameter, outcome


def kinds() -> list[type[BackissuesError]]:
    return [kind for kind in vars(search.errors).values() if isinstance(kind, type) and issubclass(kind, BackissuesError)]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: str(kind.__name__))
def test_every_error_has_an_outcome_of_its_own(kind: type[BackissuesError]) -> None:
    assert kind in OUTCOMES


def test_codes_are_not_used_twice() -> None:
    codes = [each.code for each in OUTCOMES.values()]
    assert len(codes) == len(set(codes))


def test_a_class_below_has_the_outcome_of_the_nearest_above() -> None:
    class CycleError(BadParameter):
        pass

    assert outcome(CycleError(("page", "must be 1 or more"))).status == 400


def test_a_bad_parameter_names_each_problem() -> None:
    error = BadParameter(("page", "must be 1 or more"), ("sort", "unknown"))
    assert str(error) == "page: must be 1 or more; sort: unknown"
    assert error.problems == (("page", "must be 1 or more"), ("sort", "unknown"))
