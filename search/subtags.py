"""Subtags: the one code under which the posts of a language are kept, stemmed and asked for.

What feeds declare is a language tag (RFC 5646, `de-AT`) or something like it. The primary subtag says enough here.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)

_NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis", "xx"))
"""Subtags that say that no one language is meant (ISO 639-2), and a placeholder."""

_ALIASES = (
    "bs:sh hr:sh sr:sh bos:sh hrv:sh srp:sh scr:sh scc:sh hbs:sh cnr:sh nb:no nn:no nob:no nno:no nor:no "
    "cmn:zh yue:zh wuu:zh zho:zh chi:zh "
    "in:id iw:he ji:yi jw:jv mo:ro fil:tl tgl:tl "
    "ara:ar ben:bn bul:bg cat:ca ces:cs cze:cs cym:cy wel:cy dan:da deu:de ger:de ell:el gre:el eng:en epo:eo est:et eus:eu baq:eu "
    "fas:fa per:fa fin:fi fra:fr fre:fr gle:ga glg:gl heb:he hin:hi hun:hu hye:hy arm:hy ind:id isl:is ice:is ita:it jpn:ja kor:ko "
    "lav:lv lit:lt mkd:mk mac:mk nld:nl dut:nl pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl spa:es sqi:sq alb:sq swe:sv "
    "tam:ta tha:th tur:tr ukr:uk urd:ur vie:vi yid:yi "
    "cn:zh cz:cs dk:da gr:el jp:ja ua:uk"
)
_CANONICAL = dict(pair.split(":") for pair in _ALIASES.split())
"""Codes that give way to another, from the IANA registry of subtags, in this order: members of a macrolanguage that are written so
alike that neither detection nor stems tell them apart; deprecated codes; codes of three letters where there is one of two; codes of
countries that are no languages but are declared as such."""


def primary(tag: str) -> str | None:
    """Return the code of the language of a tag: `pt_BR` is `pt`, `nb-NO` is `no`. None for what is no tag, and for `und` and its like."""
    found = _TAG.fullmatch(tag.strip().lower())
    return None if found is None or found[1] in _NO_LANGUAGE else _CANONICAL.get(found[1], found[1])
