import pytest

from search.katakana import other_spellings


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("サーバー", ("サーバ",)),
        ("ｻｰﾊﾞｰ", ("ｻｰﾊﾞ",)),
        ("サーバ", ()),
        ("サーバ管理", ("サーバー管理",)),
        ("サーバー管理", ("サーバ管理",)),
        ("サーバー・マネージャ会", ("サーバ・マネージャ会", "サーバー・マネージャー会")),
        ("コピー", ()),
        ("コピー機", ()),
        ("ハ\u309aソコン本", ("ハ\u309aソコンー本",)),
        ("らーめん feed 快", ()),
        ("", ()),
    ],
)
def test_the_mark_is_left_out_and_put_in(text: str, others: tuple[str, ...]) -> None:
    assert other_spellings(text) == others


def test_a_long_run_is_read_once() -> None:
    assert other_spellings("アー" * 100_000) == ("アー" * 99_999 + "ア",)
