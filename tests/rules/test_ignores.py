"""House rule 23: a lint or type ignore has its reason on the line. And one HTML parser only."""

import ast
import io
import re
import tokenize

IGNORE = re.compile(r"#\s*(?:noqa(?!: [A-Z]+\d+(?:, ?[A-Z]+\d+)*\s+-\s+\S+)|type: ?ignore(?!\[[a-z-]+(?:, ?[a-z-]+)*\]\s+(?:#|-)\s+\S+))")
"""`# noqa: X123 - the reason` and `# type: ignore[code] # the reason` are as they should be; anything else is found."""


def _comments(text: str) -> list[tuple[int, str]]:
    return [
        (token.start[0], token.string) for token in tokenize.generate_tokens(io.StringIO(text).readline) if token.type == tokenize.COMMENT
    ]


def test_every_ignore_has_its_reason(texts: dict[str, str]) -> None:
    bare = [f"{path}:{line} {comment}" for path, text in texts.items() for line, comment in _comments(text) if IGNORE.search(comment)]
    assert not bare


def test_the_rule_on_ignores_sees_bare_ones() -> None:
    assert all(map(IGNORE.search, ["# noqa", "# noqa: S101", "# noqa: S101 -", "# type: ignore", "# type: ignore[misc]"]))
    assert not any(map(IGNORE.search, ["# noqa: S101, S102 - the reason", "# type: ignore[misc] # the reason", "# a comment"]))


def test_html_is_read_by_lxml_only(code: dict[str, ast.Module]) -> None:
    """html.parser and html5lib take quadratic time on hostile pages, and another parser makes another text of the same page."""
    odd = []
    for path, module in code.items():
        calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("BeautifulSoup")]
        built = {
            base.name for base in ast.walk(module) if isinstance(base, ast.ClassDef) and "LXMLTreeBuilder" in map(ast.unparse, base.bases)
        }
        odd += [path for call in calls if not _by_lxml(call, built)]
        odd += [path for node in ast.walk(module) if isinstance(node, ast.Constant) and node.value in ("html.parser", "html5lib")]
        odd += [path for node in ast.walk(module) if isinstance(node, ast.Import | ast.ImportFrom) and "html.parser" in ast.unparse(node)]
    assert not odd


def _by_lxml(call: ast.Call, built: set[str]) -> bool:
    """Say whether a BeautifulSoup gets lxml by its name, or a builder of one of the classes that are built on its builder for lxml."""
    named = {word.arg: word.value for word in call.keywords} | ({"features": call.args[1]} if len(call.args) > 1 else {})
    builder, parser = named.get("builder"), named.get("features")
    if isinstance(builder, ast.Call):
        return ast.unparse(builder.func) in built
    return isinstance(parser, ast.Constant) and parser.value in ("lxml", "lxml-xml")


def test_the_rule_on_parsers_sees_others() -> None:
    def call(text: str) -> ast.Call:
        found = ast.parse(text, mode="eval").body
        assert isinstance(found, ast.Call)
        return found

    assert all(_by_lxml(call(text), {"_B"}) for text in ("BeautifulSoup(x, 'lxml')", "BeautifulSoup(x, builder=_B(r))"))
    others = ("BeautifulSoup(x)", "BeautifulSoup(x, 'html.parser')", "BeautifulSoup(x, features=y)", "BeautifulSoup(x, builder=C())")
    assert not any(_by_lxml(call(text), {"_B"}) for text in others)
