"""Properties are not measured for coverage, which makes their many examples take twice the time: what they reach, other tests reach too."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take the tests of this folder out of the measurement."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.no_cover)
