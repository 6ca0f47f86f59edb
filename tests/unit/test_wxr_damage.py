from __future__ import annotations

import pytest

from index.formats.unreadable import NotReadable
from index.formats.wxr_items import Items
from index.sighting import Channel
from tests.exporting import HEAD, export, item, parts, said, sightings


def titles(source: str | bytes) -> list[str]:
    return [one.title for one in sightings(parts(source))]


def test_undeclared_prefixes_of_plugins_are_no_damage() -> None:
    document = parts(export(item(1, "<media:thumbnail url='x'/>"), head=f"<atom:link href='x'/>{HEAD}"))[0]
    assert (document.problem, len(document.sightings)) == (None, 1)


def test_items_cut_out_of_an_export() -> None:
    for source in (f"\n\t{item(1)}{item(2)}", f"{item(1)}{item(2)}</channel></rss>"):
        (document,) = parts(source)
        assert document.channel == Channel("", None, "https://blog.example.org/")
        assert (len(document.sightings), document.problem) == (2, None)


def test_an_export_that_is_cut_off_gives_its_whole_posts() -> None:
    source = export(item(1), item(2), item(3))
    for end in (source.index("Text of post 3") + 4, source.rindex("</item>") + 4, source.index("<title>Post 3") + 3):
        (document,) = parts(source[:end])
        assert [one.title for one in document.sightings] == ["Post 1", "Post 2"]
        assert document.problem == "cut off in the middle: 2 whole posts read"
    assert parts(source[: source.index("</channel>")])[0].problem == "cut off in the middle: 3 whole posts read"
    assert parts(source[: source.index("<title>")])[0].problem == "cut off in the middle: 0 whole posts read"
    assert parts(item(1) + item(2)[:-20])[0].problem == "cut off in the middle: 1 whole post read"


def test_a_cdata_section_ends_where_wordpress_ends_it() -> None:
    """Version 1.0 did not escape `]]>`; the one with the end tag of its element behind it is the end."""
    content = "<![CDATA[one <script>//<![CDATA[\nx //]]></script> <b>two</b> &amp; ]]]]><![CDATA[> three]]>"
    document = parts(export(item(1, content_encoded=content), item(2)))[0]
    assert document.sightings[0].html == "one <script>//<![CDATA[\nx //]]></script> <b>two</b> &amp; ]]> three"
    assert (len(document.sightings), document.problem) == (2, None)


@pytest.mark.parametrize("element", ["content_encoded", "excerpt_encoded", "wp_post_password"])
@pytest.mark.parametrize("first", ["draft", "publish"])
@pytest.mark.parametrize("all_cdata", [True, False])
def test_a_section_without_end_mixes_no_two_posts(element: str, first: str, all_cdata: bool) -> None:
    given = {"wp_status": first, "title": "zebra one", "content_encoded": "<![CDATA[zebra two]]>", element: "<![CDATA[zebra three"}
    other = {"wp_status": "publish" if first == "draft" else "draft", "title": "other", "content_encoded": "<![CDATA[other]]>"}
    source = export(item(1, "<wp:postmeta><![CDATA[x]]></wp:postmeta>" * all_cdata, **given), item(2, **other), item(3))
    if not all_cdata:
        for value in ("ada", "publish", "draft", "post", "2021-03-01 10:00:00", "2021-03-01 11:00:00", ""):
            source = source.replace(f"<![CDATA[{value}]]>", value)
    documents = parts(source)
    secret = "zebra" if first == "draft" else "other"
    assert secret not in "".join(said(documents))
    assert sightings(documents)[-1].title == "Post 3"
    for post in sightings(documents):
        assert not ("zebra" in post.title + post.html and "other" in post.title + post.html)


def test_damage_of_one_item_stays_in_it() -> None:
    items = [item(number, link=f"https://blog.example.org/?a={number}&amp;b=2", title="R&amp;D") for number in range(4)]
    items[1] = items[1].replace("R&amp;D", "AT&T &nbsp;&hellip; a < b")
    items[2] = items[2].replace("</content:encoded>", "")
    (document,) = parts(export(*items))
    assert [post.link for post in document.sightings] == [f"https://blog.example.org/?a={number}&b=2" for number in (0, 1, 3)]
    assert [post.title for post in document.sightings] == ["R&D", "AT&T \xa0… a < b", "R&D"]
    assert document.problem == "damaged XML: 3 of 4 items read"


def test_an_item_that_ends_before_its_password_is_lost() -> None:
    torn = item(1, guarded="x").replace("<wp:post_password>", "</item>\n<wp:post_password>")
    documents = parts(export(torn, item(2)))
    assert [post.title for post in sightings(documents)] == ["Post 2"]
    assert documents[-1].problem == "damaged XML: 1 of 2 items read"
    broken = item(1, guarded="x").replace("<wp:post_password>", "<wp:post_pass]]>word>")
    assert [post.title for post in sightings(parts(export(broken, item(2))))] == ["Post 2"]


def test_an_item_without_end_is_lost_alone() -> None:
    source = export(item(1), item(2).replace("</item>", ""), item(3))
    (document,) = parts(source)
    assert [post.title for post in document.sightings] == ["Post 1", "Post 3"]
    assert document.problem == "damaged XML: 2 of 3 items read"
    assert (
        parts(source[: source.index("</channel>")])[0].problem
        == "cut off in the middle: 2 whole posts read; damaged XML before it: 1 of its items lost"
    )


def test_an_export_of_which_nothing_can_be_read_says_so() -> None:
    with pytest.raises(NotReadable, match="none of its items"):
        parts(export(item(1).replace("</content:encoded>", "")))


def test_a_damaged_head_is_read_as_far_as_it_goes() -> None:
    head = HEAD.replace("Bench &amp; Branch", "Bench & Branch").replace("</image>", "")
    (document,) = parts(export(item(1), head=head))
    assert (document.channel.title, document.channel.link) == ("Bench & Branch", "https://blog.example.org")
    assert document.sightings[0].creators == ("Ada Example",)


def test_an_item_in_a_comment_is_none() -> None:
    assert titles(export(f"<!-- {item(1)} -->", item(2))) == ["Post 2"]
    assert titles(export("<!-- no end ", item(2))) == []


def test_a_post_about_feeds_keeps_its_items() -> None:
    text = "<![CDATA[<pre><rss><item>\n<title>x</title></item>\n<item><title>y</title></item></rss></pre>]]>"
    (document,) = parts(export(item(1, content_encoded=text), item(2)))
    assert document.sightings[0].html == text[9:-3]
    assert (len(document.sightings), document.problem) == (2, None)


@pytest.mark.parametrize("bad", [b"\xe9", b"\x00", b"\x0b", b"&#0;", b"&#xD800;", b"\xed\xa0\x80", b"\xff\xfe"])
def test_one_bad_byte_costs_nothing_else(bad: bytes) -> None:
    source = export(item(1), item(2, title="caf\u00e9 \u65e5"), item(3)).encode().replace(b"Text of post 2", b"Text " + bad + b"end")
    (document,) = parts(source)
    assert [post.title for post in document.sightings] == ["Post 1", "caf\u00e9 \u65e5", "Post 3"]
    assert document.sightings[1].html.endswith("end")
    assert document.problem is None


@pytest.mark.parametrize(
    ("codec", "declared"), [("utf-16", "utf-16"), ("cp1252", "ISO-8859-1"), ("utf-8", "ISO-8859-1"), ("utf-16-le", "UTF-8")]
)
def test_encodings(codec: str, declared: str) -> None:
    source = export(item(1, title="caf\u00e9")).replace("UTF-8", declared)
    assert titles(source.encode(codec)) == ["caf\u00e9"]


def test_entities_are_not_followed() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "zebra"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd"><!ENTITY d "<item>x</item>">]>'
    source = export(item(1, title="&b;&c;")).replace("<rss", f"{bomb}<rss", 1)
    documents = parts(source)
    assert [one.title for one in sightings(documents)] == ["&b;&c;"]
    assert "zebra" not in "".join(said(documents))


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, "<!--" * 50_000, "word " * 200_000, "]]>" * 60_000, "<item>" * 30_000, "<![CDATA[" * 20_000, "</item><item>" * 20_000,
     "<wp:status><![CDATA[" * 10_000, "<content:encoded><![CDATA[" * 8_000],
    ids=range(9),
)  # fmt: skip
@pytest.mark.parametrize("quoted", [True, False])
@pytest.mark.timeout(30)
def test_hostile_texts_cost_linear_time(text: str, quoted: bool) -> None:
    documents = parts(export(item(1), item(2, content_encoded=f"<![CDATA[{text}]]>" if quoted else text), item(3)))
    assert sightings(documents)[0].title == "Post 1"


def test_an_item_of_any_length_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.formats.wxr_items.LONGEST", 1_000)
    documents = parts(export(item(1), item(2, content_encoded="x" * 9_000), item(3)))
    assert [one.title for one in sightings(documents)] == ["Post 1", "Post 3"]
    assert documents[-1].problem == "damaged XML: 2 of 3 items read"


def test_no_more_than_an_item_and_a_few_blocks_are_held() -> None:
    source = export(*(item(number, content_encoded=f"<![CDATA[{'x' * 5_000}]]>") for number in range(300)))
    items = Items(source[at : at + 10_000] for at in range(0, len(source), 10_000))
    held = [len(items._text) for _ in items]
    assert len(held) == 300
    assert max(held[20:]) < 40_000
