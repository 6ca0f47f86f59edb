from __future__ import annotations

import pytest

from index import identity
from index.clean import to_text
from index.references import unescape
from index.sighting import Channel, Sighting


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("R&amp;D", "R&D"),
        ("&#65;&#0065;&#x41;", "AAA"),
        (f"&#{'0' * 6000}65;", "A"),
        (f"a&#{'9' * 6000};b", "a\ufffdb"),
        (f"a&#x{'9' * 6000};b", "a\ufffdb"),
        ("&#;&#", "&#;&#"),
    ],
)
def test_every_reference_gives_text(text: str, meant: str) -> None:
    assert unescape(text) == meant


def test_a_number_of_any_length_costs_no_post() -> None:
    """Python reads no number of more than 4,300 digits."""
    html = f"a &#{'9' * 6000}; b"
    sighting = Sighting("urn:a", None, html, title_is_html=True, html=html, summary_only=False)
    assert identity.keys_of(sighting, Channel("Blog", None, None)).text
    assert to_text(html).text == "a \ufffd b"
    assert to_text(f"&lt;p&gt;{html}&lt;/p&gt;").text == "a \ufffd b"
