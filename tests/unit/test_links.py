from __future__ import annotations

import pytest

from index import links

HERE = "https://example.com/blog/"


@pytest.mark.parametrize(
    ("href", "bases", "expected"),
    [
        ("https://example.com/a", (), "https://example.com/a"),
        ("  HTTP://Example.com/a\n", (), "http://Example.com/a"),
        ("http://example.com/a\n   b", (), "http://example.com/ab"),
        ("http://example.com/a b?c=<d>", (), "http://example.com/a%20b?c=%3Cd%3E"),
        ("/a", (HERE,), "https://example.com/a"),
        ("a", (HERE,), "https://example.com/blog/a"),
        ("//cdn.example.com/a", (HERE,), "https://cdn.example.com/a"),
        ("a", ("sub/", HERE), "https://example.com/blog/sub/a"),
        ("a", (None, HERE), "https://example.com/blog/a"),
        ("a", ("javascript:x", HERE), "https://example.com/blog/a"),
        ("http://例え.jp/é", (), "http://例え.jp/é"),
        ("http://[2001:db8::1]:8080/a", (), "http://[2001:db8::1]:8080/a"),
        ("./../index.html", (), None),
        ("./../index.html", ("./../index.html", "./feed/index.html"), None),
        ("//example.com/a", (), None),
        ("javascript:alert(1)", (HERE,), None),
        ("JaVaScRiPt:alert(1)", (HERE,), None),
        ("java\nscript:alert(1)", (HERE,), None),
        ("data:text/html,<script>", (HERE,), None),
        ("mailto:a@example.com", (HERE,), None),
        ("ftp://example.com/", (), None),
        ("tag:example.com,2009:1", (), None),
        ("http://[::1", (HERE,), None),
        ("http://example.com:99999/", (HERE,), None),
        ("http://exa mple.com/", (), None),
        ("http:///a", (), None),
        ("http://", (), None),
        ("http://" + "a" * links.LONGEST, (), None),
        ("", (HERE,), None),
        (" ", (HERE,), None),
        (None, (HERE,), None),
    ],
)
def test_absolute(href: str | None, bases: tuple[str | None, ...], expected: str | None) -> None:
    assert links.absolute(href, *bases) == expected


@pytest.mark.parametrize(
    "spelling",
    [
        "https://example.com/a/b?p=12",
        "http://www.example.com/a/b?p=12",
        "HTTP://EXAMPLE.COM:80/a/b/?p=12",
        "https://example.com:443/a/b?p=12#more",
        "https://example.com./a/b?p=12",
        "https://ann:secret@example.com/a/b?p=12",
        "https://example.com/a//b/?p=12",
        "https://example.com/./a/x/../b?p=12",
        "https://example.com/a/%2e/b?p=12",
        "https://example.com/a/b/index.html?p=12",
        "https://example.com/a/b/index.php?p=12",
        "https://example.com/index.php/a/b/?p=12",
        "https://example.com/%61/b?%70=12",
        "https://example.com/a/b?p=12&",
        "https://example.com/a/b?&p=12&=",
        # AMP
        "https://example.com/a/b/amp/?p=12",
        "https://example.com/amp/a/b?p=12",
        "https://example.com/a/b.amp?p=12",
        "https://example.com/a/b/index.amp.html?p=12",
        "https://example.com/a/b?amp=1&p=12",
        "https://example.com/a/b?amp&p=12",
        "https://example.com/a/b?outputType=amp&p=12",
        "https://amp.example.com/a/b?p=12",
        "https://www.amp.example.com/a/b?p=12",
        "https://example-com.cdn.ampproject.org/c/s/example.com/a/b/amp/?p=12&usqp=mq331AQ&amp_js_v=0.1#aoh=1",
        "https://cdn.ampproject.org/v/example.com/a/b?p=12",
        "https://www.google.com/amp/s/www.example.com/a/b/amp?p=12",
        "https://www.google.co.uk/url?rct=j&sa=t&url=https%3A%2F%2Fexample.com%2Fa%2Fb%3Fp%3D12%26utm_source%3Dx&ct=ga",
        "https://www.google.com/url?q=http://example.com/a/b%3Fp%3D12",
        # How a reader came to it
        "https://example.com/a/b?utm_source=feedburner&p=12&utm_medium=feed&fbclid=x&",
        "https://example.com/a/b?UTM_Source=feedburner&p=12",
        "https://example.com/a/b?source=rss----1b2c&p=12",
        "https://example.com/a/b?ref=feed&p=12",
        "https://example.com/a/b?p=12&partner=rss&emc=rss",
        "https://example.com/a/b?p=12&rss=1",
        # How it is shown
        "https://example.com/a/b?p=12&print=1",
        "https://example.com/a/b?p=12&view=print",
        "https://example.com/a/b?p=12&share=twitter&nb=1",
        "https://example.com/a/b?p=12&replytocom=88#respond",
        "https://example.com/a/b?p=12#comment-88",
        "https://example.com/a/b?m=1&p=12",
        "https://example.com/a/b;jsessionid=0A1B?p=12",
        "https://example.com/a/b?p=12&PHPSESSID=0a1b",
    ],
)
def test_spellings_of_one_page_have_one_key(spelling: str) -> None:
    assert links.canonical(spelling) == "example.com/a/b?p=12"


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://example.com", "example.com"),
        ("https://www.example.com/?", "example.com"),
        ("https://example.com/index.html", "example.com"),
        ("https://example.com/blog/index.php?/archives/407-a.html", "example.com/blog?/archives/407-a.html"),
        ("https://example.com/a%2fb/c%20d/%7Eann/caf%C3%A9", "example.com/a%2Fb/c%20d/~ann/caf%C3%A9"),
        ("https://example.com/é?b=ü&a=1", "example.com/%C3%A9?a=1&b=%C3%BC"),
        ("https://example.com/?q=c%2B%2B", "example.com?q=c%2B%2B"),
        ("https://example.com/?q=a+b", "example.com?q=a%20b"),
        ("https://example.com/?q=a%26b%3Dc", "example.com?q=a%26b%3Dc"),
        ("https://example.com/a+b", "example.com/a+b"),
        ("https://www.com/", "www.com"),
        ("https://amp.dev/a", "amp.dev/a"),
        ("https://www.amp.dev/a", "amp.dev/a"),
        ("https://m.example.com/a", "m.example.com/a"),
        ("http://[2001:DB8::1]:8080/a", "[2001:db8::1]:8080/a"),
        ("https://www.google.com/amp/", "google.com"),
        ("https://www.google.com/url?q=ftp://example.com/", "google.com/url?q=ftp://example.com/"),
        ("http://feeds.feedburner.com/~r/Blog/~3/268946453/a.html", "feedproxy.google.com/~r/Blog/~3/268946453/a.html"),
        ("http://feedproxy.google.com/~r/Blog/~3/268946453/a.html", "feedproxy.google.com/~r/Blog/~3/268946453/a.html"),
        ("http://feeds.feedburner.com/Blog", "feeds.feedburner.com/Blog"),
        ("https://example.com/\ud800", "example.com/%ED%A0%80"),
    ],
)
def test_keys(link: str, key: str) -> None:
    assert links.canonical(link) == key
    assert links.canonical(f"https://{key}") == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/caf%E8", "https://example.com/caf%E9"),
        ("https://example.com/A", "https://example.com/a"),
        ("https://example.com/a%2Fb?x", "https://example.com/a?x"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/?a=1%26b=2", "https://example.com/?a=1&b=2"),
        ("https://example.com/?q=c%2B%2B", "https://example.com/?q=c++"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://example.com:8080/", "https://example.com/"),
        ("https://blog.example.com/", "https://example.com/"),
        ("https://m.example.com/", "https://example.com/"),
        ("https://xwww.example.com/", "https://xexample.com/"),
        ("https://blog.amp.example.com/", "https://blog.example.com/"),
        ("https://example.com/amplifiers/x", "https://example.com/x"),
        ("https://example.com/?source=book", "https://example.com/?source=film"),
        ("https://example.com/?ref=rssa", "https://example.com/"),
        ("https://example.com/?sid=1", "https://example.com/?sid=2"),
        ("https://example.com/?m=200903", "https://example.com/?m=200904"),
        ("https://example.com/?share=12", "https://example.com/?share=13"),
        ("https://example.com/?=1", "https://example.com/?=2"),
        ("https://www.google.com/url?url=https%3A%2F%2Fexample.com%2Fa", "https://www.google.com/url?url=https%3A%2F%2Fexample.com%2Fb"),
        ("http://feedproxy.google.com/~r/Blog/~3/1/", "http://feedproxy.google.com/~r/Blog/~3/2/"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert links.canonical(one) != links.canonical(other)


def test_one_key_for_the_two_forms_of_a_host_and_of_its_letters() -> None:
    assert links.canonical("http://例え.jp/é") == links.canonical("https://xn--r8jz45g.jp/%c3%a9/") == "xn--r8jz45g.jp/%C3%A9"
    assert links.canonical("http://example.com/?b=2&a=1") == links.canonical("http://example.com/?a=1&b=2")
    assert links.host("http://" + "é" * 70 + ".org/") == "é" * 70 + ".org"


@pytest.mark.parametrize(
    ("link", "key"),
    [
        ("https://www.example.com/", "example.com"),
        ("https://example.com/blog/", "example.com/blog"),
        ("https://example.com/blog/tag/python/", "example.com/blog"),
        ("https://example.com/category/a/b/feed/", "example.com"),
        ("https://example.com/author/jane?feed=rss2", "example.com"),
        ("https://example.com/tagged/x", "example.com"),
        ("https://example.com/search/label/x", "example.com"),
        ("https://example.com/feed/", "example.com"),
        ("https://example.com/blog/feed/atom/", "example.com/blog"),
        ("https://example.com/blog/index.xml", "example.com/blog"),
        ("https://example.com/blog/index.html", "example.com/blog"),
        ("https://example.com/blog/page/3", "example.com/blog"),
        ("https://example.com/comments/feed/", "example.com"),
        ("https://example.com/~jane/", "example.com/~jane"),
        ("https://example.com/%7Ejane", "example.com/~jane"),
        ("https://example.com/tagging/", "example.com/tagging"),
        ("https://example.com/kategorie/tee/", "example.com"),
        ("https://example.com/blog/Thema/tee/feed/", "example.com/blog"),
        ("https://example.com/schlagwort/tee", "example.com"),
        ("https://example.com/schlagw%C3%B6rter/tee", "example.com"),
        ("https://example.com/schlagwörter/tee", "example.com"),
        ("https://example.com/rubrik/tee", "example.com"),
        ("https://example.com/categorie/the/", "example.com"),
        ("https://example.com/cat%c3%a9gorie/the/", "example.com"),
        ("https://example.com/etiquette/the/", "example.com"),
        ("https://example.com/mot-cle/the/", "example.com"),
        ("https://example.com/etiqueta/te/", "example.com"),
        ("https://example.com/categoria/te/", "example.com"),
        ("https://example.com/tema/te/", "example.com"),
        ("https://example.com/argomento/te/", "example.com"),
        ("https://example.com/onderwerp/thee/", "example.com"),
        ("https://example.com/kategoria/herbata/", "example.com"),
        ("https://example.com/kategori/te/", "example.com"),
        ("https://example.com/auteur/ann/", "example.com"),
        ("https://example.com/themes/tea", "example.com/themes/tea"),
        ("https://example.com/thematic", "example.com/thematic"),
        ("https://example.com/my-kategorie/", "example.com/my-kategorie"),
        ("https://example.com/page/about", "example.com/page/about"),
    ],
)
def test_the_archives_of_a_blog_are_one_site(link: str, key: str) -> None:
    assert links.site_key(link) == key


@pytest.mark.parametrize("query", ["paged=2", "a=1&Page=10", "start-index=26&max-results=25", "offset=020"])
def test_a_later_page_of_a_feed_is_told_by_its_number(query: str) -> None:
    assert links.is_later_page(f"https://example.com/feed?{query}")


@pytest.mark.parametrize(
    "query", ["", "paged=1", "page=0", "start-index=001", "max-results=500", "paged=", "paged=x", "page_id=7", "p=page=2"]
)
def test_what_is_no_later_page(query: str) -> None:
    assert not links.is_later_page(f"https://example.com/feed?{query}")


def test_without_paging() -> None:
    assert links.without_paging("https://example.com/feed/?paged=3&cat=4") == "https://example.com/feed/?cat=4"
    assert links.without_paging("https://example.com/feed/?page=2") == "https://example.com/feed/"
    assert links.without_paging("https://example.com/feed/?pagename=a") == "https://example.com/feed/?pagename=a"
