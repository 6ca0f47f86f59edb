"""Posts of an export: which of its items are public, and what is said of the others. What is not public is named, and never quoted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index import links
from index.clean import is_marked_up, to_title
from index.formats.creators import names
from index.formats.wxr_dates import Clock
from index.formats.wxr_fields import Fields
from index.sighting import Channel, Sighting, Skipped, Withdrawn
from search.facets import fold_key

Outcome = Sighting | Skipped | Withdrawn

_OWN = (
    "attachment nav_menu_item revision custom_css customize_changeset oembed_cache user_request wp_block wp_font_face wp_font_family "
    "wp_global_styles wp_navigation wp_template wp_template_part"
)
_PARTS = frozenset(_OWN.split())
"""Types of WordPress itself that are parts of a site and no posts of it."""

_CALLED = {"nav_menu_item": "menu"}
_POSTS = ("post", "page")

_NOT_PUBLIC = {
    "draft": "draft", "auto-draft": "draft", "inherit": "draft", "pending": "pending", "private": "private", "trash": "trash",
    "future": "future",
}  # fmt: skip
"""Statuses in which WordPress shows a post to nobody but its authors. `inherit` is what revisions have; no post is published so."""

_OWN_STATUS = "private"
"""Reason for every other status of a post or page: plugins add their own (`pitch`, `expired`), and what is not `publish` is not public.

Other types have statuses that say something else (the `wc-completed` of an order): such an item is counted by its type.
"""

_TAGS = ("", "category", "post_tag", "tag")
"""Domains that are categories and tags. WXR 1.0 says `tag`, and gives each label twice, once without domain or nicename."""


@dataclass(frozen=True, slots=True)
class Export:
    """What all items of an export share. `authors` are the display names by folded login."""

    channel: Channel
    authors: Mapping[str, str]
    location: str | None
    """Address of the export, where it has one."""


def outcomes(item: Fields, export: Export, clock: Clock, *, pages: bool) -> Iterator[Outcome]:
    """Yield what the item gives: the post or the reason why there is none, then its comments."""
    published = clock.published(item)
    kind, status = _only(item, "wp:post_type"), _only(item, "wp:status")
    public = status == "publish" and not item.first("wp:post_password")
    number = item.first("wp:post_id")
    name = f"post {number}" if number.isdecimal() else "post"
    reason = "password" if status == "publish" else _NOT_PUBLIC.get(status, _OWN_STATUS if kind in _POSTS else "")
    if not kind or not status:
        yield Skipped(name, "no type" if status else "no status")
    elif public and (kind == "post" or (kind == "page" and pages)):
        yield _sighting(item, export, published, clock.updated(item))
    elif public or kind in _PARTS or not reason:
        yield Skipped(name, _CALLED.get(kind) or to_title(kind, is_html=False))
    else:
        yield Withdrawn(_guid(item), _link(item, export), reason, name)
    if comments := len(item.all("wp:comment")):
        yield Skipped(name, "comment", comments)


def _only(item: Fields, name: str) -> str:
    """Return the value of an element that stands once; nothing where a damaged item says two things."""
    said = set(item.all(name))
    return said.pop() if len(said) == 1 else ""


def _sighting(item: Fields, export: Export, published: str | None, updated: str | None) -> Sighting:
    content = max(item.all("content:encoded"), key=len, default="")
    logins = _logins(item)
    shown = names((export.authors.get(fold_key(login)) or login, "") for login in logins)
    title = item.first("title")
    return Sighting(
        guid=_guid(item),
        link=_link(item, export),
        title=title,
        title_is_html=is_marked_up(title),
        html=content or item.first("excerpt:encoded", "description"),
        summary_only=not content,
        creators=shown,
        categories=tuple(dict.fromkeys(_labels(item))),
        published=published,
        updated=updated,
        lang=export.channel.lang,
        markup="wordpress",
        creator_aliases=_aliases(logins, shown),
    )


def _guid(item: Fields) -> str | None:
    return item.first("guid") or None


def _link(item: Fields, export: Export) -> str | None:
    return links.absolute(item.first("link"), export.channel.link, export.location) or links.absolute(item.first("guid"))


def _labels(item: Fields) -> Iterator[str]:
    for field in item.every:
        if field.name == "category" and field.attributes.get("domain", "") in _TAGS and (label := field.text.strip()):
            yield label


def _logins(item: Fields) -> list[str]:
    """Return the logins of the authors. Co-Authors Plus names them all by terms of a taxonomy of its own, with `cap-` before each slug."""
    terms = [field for field in item.every if field.name == "category" and field.attributes.get("domain") == "author"]
    several = [field.text.strip() for field in terms if field.attributes.get("nicename", "").startswith("cap-")]
    return list(filter(None, several)) or item.all("dc:creator")[:1]


def _aliases(logins: list[str], shown: tuple[str, ...]) -> tuple[str, ...]:
    """Return the logins that are not shown already; of a mail address as login, what stands before the @."""
    known = {fold_key(name) for name in shown}
    return tuple(alias for login in logins for alias in names([(login, "")]) if fold_key(alias) not in known)
