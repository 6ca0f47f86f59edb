"""A hostile archive: texts that would be markup, code or another address wherever a page forgot to escape them."""

from __future__ import annotations

from search.document import Cut, Document, Feed, Site

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</textarea><iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<math><mtext></p><style><!--</style><img src onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "{{ 7*7 }}{% raw %}",
    "%3Cscript%3E",
    "<!-- --!><script>alert(1)</script>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<x style=background:url(//evil.example)>",
    "\u202e<script>\u2028alert(1)</script>",
    "`${alert(1)}`",
    "]]><script>alert(1)</script>",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "\x01javascript:alert(1)",
)


def hostile(number: int, payload: str) -> Document:
    """Return a post that has the payload in every text, and one of the addresses in every address. "word" finds it."""
    address = ADDRESSES[number % len(ADDRESSES)]
    return Document(
        id=f"{number:016x}",
        title=f"word {payload}",
        body=f"word {payload}\n{payload} word",
        url=address,
        creators=(payload, "Ann"),
        categories=(payload, "tag"),
        published=payload,
        lang=payload,
        site=Site(payload, payload, address),
        feeds=(Feed(payload, address), Feed("", None)),
        sources=(payload,),
        cuts=(Cut(payload, 1),),
    )


def hostile_posts() -> list[Document]:
    """Return one post for each payload; the number of a payload is the id of its post."""
    return [hostile(number, payload) for number, payload in enumerate(PAYLOADS)]
