"""References: `&amp;` and its like, as HTML has them, to the characters that they stand for."""

from __future__ import annotations

import html
import re

_LONG = re.compile(r"&#0*([0-9]{1,8})[0-9]*")
"""A number above every character. `html.unescape` turns it into U+FFFD, but raises ValueError from 4,301 digits on."""


def unescape(text: str) -> str:
    """Return the text with its references replaced. It never raises."""
    return html.unescape(_LONG.sub(r"&#\1", text) if "&#" in text else text)
