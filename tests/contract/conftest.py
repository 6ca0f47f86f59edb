from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.benches import BENCHES, Index, opened


@pytest.fixture(params=BENCHES, scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn."""
    name: str = request.param
    return name


@pytest.fixture
def index(engine: str) -> Iterator[Index]:
    """An empty index of each engine."""
    with opened(engine) as one:
        yield one
