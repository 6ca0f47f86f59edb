"""Any link under any rules stays a link, and leads where it led or to the new address of one rule."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index import identity, links
from index.rewriting import rewriting
from index.sighting import Channel, Sighting
from tests.property.test_links import URLISH

HOSTS = ("a.example", "www.b.example", "c.example:8080")
PATHS = st.sampled_from(("", "/", "/x", "/x/y/", "//x", "/x/x"))
ADDRESSES = st.builds("{}://{}{}".format, st.sampled_from(("http", "https")), st.sampled_from(HOSTS), PATHS)
RULES = st.lists(st.tuples(ADDRESSES, ADDRESSES), max_size=5, unique_by=lambda rule: links.canonical(rule[0]))
LINKS = ADDRESSES | URLISH | st.builds("{}{}".format, ADDRESSES, st.text(max_size=10))


@settings(max_examples=300, deadline=None)
@given(href=LINKS, rules=RULES)
def test_a_link_stays_a_link(href: str, rules: list[tuple[str, str]]) -> None:
    link = links.absolute(href)
    if link is None:
        return
    new = rewriting(rules).link(link)
    assert links.absolute(new) == new
    assert new == link or links.host(new) in {links.host(target) for _, target in rules}
    assert new == link or links.host(link) in {links.host(old) for old, _ in rules}
    assert rewriting(rules[::-1]).link(link) == new


@settings(max_examples=100, deadline=None)
@given(
    path=st.lists(st.sampled_from(("a", "b", "2009", "x y", "é")), max_size=4), slash=st.sampled_from(("", "/")), number=st.integers(0, 99)
)
def test_a_post_has_the_keys_that_it_has_at_the_new_site(path: list[str], slash: str, number: int) -> None:
    def keys(root: str) -> identity.Keys:
        link = links.absolute("".join([root, *(f"/{piece}" for piece in path), slash, f"?p={number}"]))
        one = Sighting(f"{root}/?p={number}", link, "A title", title_is_html=False, html="text", summary_only=False)
        return moved.keys(one, Channel("Blog", f"{root}/feed/", f"{root}/"))

    moved = rewriting([("http://old.example/blog", "https://new.example/site/")])
    assert keys("http://old.example/blog") == keys("https://new.example/site")
