from __future__ import annotations

import pytest

from index.formats.creators import names


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ([("Jane Doe", "")], ("Jane Doe",)),
        ([("jane@example.com (Jane Doe)", "")], ("Jane Doe",)),
        ([("Jane Doe <jane@example.photography>", "")], ("Jane Doe",)),
        ([("Jane Doe (mailto:jane@example.com)", "")], ("Jane Doe",)),
        ([("Jane Doe (mailto:", "jane@example.com")], ("Jane Doe",)),
        ([("Jane Doe", "jane@example.com")], ("Jane Doe",)),
        ([("By JANE DOE", "")], ("JANE DOE",)),
        ([("Byron", "")], ("Byron",)),
        ([("<b>Jane</b> &amp; Co.", "")], ("Jane & Co.",)),
        ([("  Jane\n\tDoe ", "")], ("Jane Doe",)),
        ([('"Doe, Jane"', "")], ("Doe, Jane",)),
        ([("Ann", ""), ("Bob", ""), ("ANN", "")], ("Ann", "Bob")),
        ([("jane@example.com", "")], ("jane",)),
        ([("", "jane@example.com")], ("jane",)),
        ([("Ann", ""), ("", "jane@example.com")], ("Ann",)),
        ([("noreply@blogger.com (Unknown)", "")], ()),
        ([("", "noreply@example.com"), ("webmaster@example.com", "")], ()),
        ([("", "")], ()),
        ([], ()),
    ],
)
def test_names(published: list[tuple[str, str]], expected: tuple[str, ...]) -> None:
    assert names(published) == expected
