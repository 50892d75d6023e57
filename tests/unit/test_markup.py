"""Markdown of anybody becomes HTML that cannot do harm and whose links lead somewhere."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from relais import blocks, limits
from relais.blocks import html_blocks
from relais.full_text import absolute_links
from relais.markup import (
    ANSWER_LEVEL,
    BODY_LEVEL,
    Reference,
    compile_markdown,
    resolve,
    text_blocks,
)
from tests import strategies

VOID = {"br", "hr"}
OTHERS = (
    *(
        "div",
        "section",
        "button",
        "caption",
        "select",
        "option",
        "svg",
        "math",
        "mtext",
        "template",
    ),
    *("object", "form", "font", "nobr", "ruby", "rt", "summary", "textarea", "title", "body"),
)
"""Elements that are left out and of which a parser makes something of its own."""


class Reader(HTMLParser):
    """Reads HTML and holds it to be well nested."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that opens."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.text += data

    def handle_comment(self, data: str) -> None:
        """Refuse comments, declarations and the like."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Refuse what is like a comment."""
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        """Refuse what is like a comment."""
        raise AssertionError(data)

    @property
    def addresses(self) -> list[str]:
        """Where its links lead."""
        return [attributes["href"] or "" for _, attributes in self.elements if "href" in attributes]


def html_of(text: str, level: int = BODY_LEVEL) -> str:
    """Return a text's HTML without line ends, which mean nothing between elements."""
    return str(compile_markdown(text, level).html).replace("\n", "")


def scheme(address: str) -> str:
    """Return an address's scheme as browsers find it: they pass over controls and white space."""
    bare = re.sub(r"[\t\r\n]", "", address).lstrip("".join(map(chr, range(0x21))))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return match[1].lower() if match else ""


# What Markdown gives


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("***", "<hr>"),
        ("    code <b>", "<pre><code>code &lt;b&gt;</code></pre>"),
        ("```python\nx\n```", "<pre><code>x</code></pre>"),
        (
            "| a | b |\n|:--|---|\n| 1 | 2 |",
            (
                "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
                "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
            ),
        ),
        (
            "[x](https://example.org/?a=1&b=2 'T')",
            '<p><a href="https://example.org/?a=1&amp;b=2" title="T">x</a></p>',
        ),
        (
            "<mailto:a@example.org>",
            '<p><a href="mailto:a@example.org">mailto:a@example.org</a></p>',
        ),
        ("[call](tel:+33100000000)", '<p><a href="tel:+33100000000">call</a></p>'),
        (
            "<q>H<sub>2</sub>O</q> <abbr title='x'>y</abbr>",
            '<p><q>H<sub>2</sub>O</q> <abbr title="x">y</abbr></p>',
        ),
        (
            '<span lang="ar" dir="rtl">سلام</span>',
            '<p><span lang="ar" dir="rtl">سلام</span></p>',
        ),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("été «\u00a0mots\u00a0» 👍", "<p>été «&nbsp;mots&nbsp;» 👍</p>"),
    ],
)
def test_markdown_becomes_html(text: str, expected: str) -> None:
    """CommonMark with tables and struck words gives the elements that readers expect."""
    assert html_of(text) == expected


def test_result_is_marked_as_safe() -> None:
    """Templates show the result as it is, since it is clean, and its words as words."""
    compiled = compile_markdown("a <script>x</script> b")
    assert isinstance(compiled.html, Markup)
    assert isinstance(resolve(compiled, lambda _: None), Markup)


# What authors must not do


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "text <script>alert(1)",
        "<scr<script>ipt>alert(1)</script>",
        "<style>body{background:url(//evil.example)}</style>",
        "<img src=x onerror=alert(1)>",
        "![x](x.jpg)",
        "<svg><script>alert(1)</script></svg>",
        "<svg onload=alert(1)>",
        "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
        "<iframe src=https://evil.example></iframe>",
        "<object data=x></object><embed src=x>",
        "<form action=//evil.example><input name=q><button>x</button></form>",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
        "<link rel=stylesheet href=//evil.example>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<template><script>alert(1)</script></template>",
        "<video src=x></video><audio src=x></audio>",
        "<!-- <script>alert(1)</script> -->",
        "<!--> <script>alert(1)</script> -->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php alert(1) ?>",
        "<!DOCTYPE html>",
        "<div><p>x</p></div>",
        "<textarea></p><script>alert(1)</script>",
        "<title><script>alert(1)</script></title>",
        "<table><tr><td><script>alert(1)</script>",
    ],
)
def test_element_that_could_do_harm_is_left_out(text: str) -> None:
    """Scripts, styles, media, frames, forms and comments do not come through in any disguise."""
    reader = Reader(html_of(f"before\n\n{text}\n\nafter"))
    assert {tag for tag, _ in reader.elements} <= limits.ALLOWED_HTML.keys()
    for _, attributes in reader.elements:
        assert "alert" not in str({k: v for k, v in attributes.items() if k != "title"})
    assert reader.text.startswith("before")


@pytest.mark.parametrize(
    "text",
    [
        '<p onclick="alert(1)">x</p>',
        '<b OnMouseOver=alert(1) id="main">x</b>',
        '<h2 id="page" class="skip" style="position:fixed">x</h2>',
        '<a href="https://example.org" target=_blank name=x rel=opener ping=//evil.example>x</a>',
        '<span class="x" contenteditable accesskey=x tabindex=1 hidden>x</span>',
        '<td background="//evil.example" style="x">x</td>',
        '<blockquote cite="javascript:alert(1)">x</blockquote>',
        '<p/onclick="alert(1)">x</p>',
        '<p data-md-toggle="x" slot=x is=x>x</p>',
        "<p\nonclick\n=\nalert(1)>x</p>",
    ],
)
def test_attribute_that_could_do_harm_is_left_out(text: str) -> None:
    """Handlers, ids, names, classes, styles and targets do not come through; the words stay."""
    reader = Reader(html_of(text))
    assert "x" in reader.text
    for _, attributes in reader.elements:
        assert attributes.keys() <= {"href"}


@pytest.mark.parametrize("tag", sorted(limits.ALLOWED_HTML))
def test_no_element_is_the_authors_to_name_or_dress(tag: str) -> None:
    """No element at all keeps an id, a name, a class, a style or a handler."""
    text = f"<{tag} id=main name=main class=skip style='top:0' onclick=alert(1)>x</{tag}>"
    for wrapped in (text, f"<table>{text}</table>", f"<table><tr>{text}</tr></table>"):
        for _, attributes in Reader(html_of(wrapped)).elements:
            assert attributes == {}


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](  javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](javascript&colon;alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](&#x6A;&#x61;vascript&#58;alert(1))",
        "[x](\\javascript:alert(1))",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "<a href=javascript:alert(1)>x</a>",
        "<a href=' \x01 JAVASCRIPT:alert(1)'>x</a>",
        '<a href="java&#10;script:alert(1)">x</a>',
        '<a href="java&Tab;script:alert(1)">x</a>',
        '<a href="java\nscript:alert(1)">x</a>',
        '<a href="&#1;javascript:alert(1)">x</a>',
        '<a title="a<b" href="javascript:alert(1)">x</a>',
        '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
        "[x](vbscript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](file:///etc/passwd)",
        "[x](blob:https://example.org/1)",
    ],
)
def test_address_that_runs_is_left_out(text: str) -> None:
    """No link runs a script or opens a file, in whatever way the scheme is spelled."""
    reader = Reader(html_of(text))
    allowed = {"", *limits.LINK_SCHEMES}
    assert {scheme(address) for address in reader.addresses} <= allowed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>one\n\ntwo", "onetwo"),
        ("<em>one **two", "one **two"),
        ("one</p></div></main></body></html>two", "onetwo"),
        ("<ul><li>one\n\ntwo", "onetwo"),
        ("<table><tr><td>one\n\ntwo", "onetwo"),
        ("<a href='https://example.org/'>one\n\ntwo", "onetwo"),
        ("<blockquote>one\n\n# two", "onetwo"),
    ],
)
def test_unclosed_markup_stays_inside(text: str, expected: str) -> None:
    """What an author leaves open is closed at the text's end, and the words are kept."""
    assert Reader(html_of(text)).text.replace("\n", "") == expected


@given(strategies.markdown_texts() | strategies.texts())
@example("<a href='program:x'><table><a href='page:y'>")
@example("# <b>x\n## y\n")
@example("<h1><b><h2>x</h2></b></h1>")
def test_any_text_gives_only_what_is_allowed(text: str) -> None:
    """Whatever is written: allowed elements, allowed attributes, allowed addresses, well nested."""
    reader = Reader(str(compile_markdown(text).html))
    for tag, attributes in reader.elements:
        assert tag in limits.ALLOWED_HTML
        assert attributes.keys() <= limits.ALLOWED_HTML[tag]
    allowed = {"", *limits.LINK_SCHEMES, *limits.REFERENCE_SCHEMES}
    assert {scheme(address) for address in reader.addresses} <= allowed


# Headings


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("# a", BODY_LEVEL, [2]),
        ("# a", ANSWER_LEVEL, [3]),
        ("### a", ANSWER_LEVEL, [3]),
        ("###### a", BODY_LEVEL, [2]),
        ("# a\n## b\n### c\n## d\n# e", BODY_LEVEL, [2, 3, 4, 3, 2]),
        ("# a\n## b\n### c\n## d\n# e", ANSWER_LEVEL, [3, 4, 5, 4, 3]),
        ("## a\n## b\n### c", ANSWER_LEVEL, [3, 3, 4]),
        ("# a\n### b", BODY_LEVEL, [2, 3]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", ANSWER_LEVEL, [3, 4, 5, 6, 6, 6]),
        ("a\n===\n\nb\n---", BODY_LEVEL, [2, 3]),
        ("<h1 class=x>a</h1>\n\n<h4>b</h4>", BODY_LEVEL, [2, 3]),
        ("`<h1>`\n\n### a", BODY_LEVEL, [2]),
        ("no heading", BODY_LEVEL, []),
    ],
)
def test_headings_stand_below_what_is_above_them(
    text: str, level: int, expected: list[int]
) -> None:
    """The highest heading is of the level asked for, the others follow in their order."""
    markup = html_of(text, level)
    assert [int(found) for found in re.findall(r"<h([1-6])>", markup)] == expected
    assert re.findall(r"<h([1-6])", markup) == re.findall(r"</h([1-6])", markup)


@given(st.lists(st.integers(1, 6), min_size=1), st.sampled_from([BODY_LEVEL, ANSWER_LEVEL]))
def test_headings_never_skip_a_level(levels: list[int], top: int) -> None:
    """Whatever levels an author uses, readers who go by headings meet no gap."""
    text = "\n\n".join(f"{'#' * level} title" for level in levels)
    found = [int(level) for level in re.findall(r"<h([1-6])>", html_of(text, top))]
    assert len(found) == len(levels)
    assert found[0] == min(found) == top
    assert all(later <= earlier + 1 for earlier, later in pairwise(found))


# Links to content


def test_references_are_collected_in_order() -> None:
    """Each link to content is known by its kind and slug, as often as it occurs."""
    text = (
        "[a](program:open-doors) [b](interview:ada) [c](page:about#team 'T')\n\n"
        "<a href='organisation:harbour-house'>d</a> <theme:light> [e](program:open-doors) "
        "[f](https://example.org/) [g][1]\n\n[1]: page:legal/notice"
    )
    references = compile_markdown(text).references
    assert [str(reference) for reference in references] == [
        "program:open-doors",
        "interview:ada",
        "page:about",
        "organisation:harbour-house",
        "theme:light",
        "program:open-doors",
        "page:legal/notice",
    ]
    assert references[0] == Reference("program", "open-doors")


@pytest.mark.parametrize("written", ["program:", "Program:", "pro&#103;ram&#58;", "program&colon;"])
def test_references_are_found_however_they_are_written(written: str) -> None:
    """A link to content is found where its letters are written as character references."""
    for tag in ("a", "A"):
        compiled = compile_markdown(f'<{tag} title="t" href="{written}open-doors">a</{tag}>')
        assert compiled.references == (Reference("program", "open-doors"),)


def test_reference_leads_to_its_address() -> None:
    """A link to content gets the address for the page, and keeps its title and its anchor."""
    compiled = compile_markdown('[a *b*](page:about#team "T") and [c](https://example.org/)')
    found = resolve(compiled, lambda reference: f"../{reference.slug}/")
    assert found == (
        '<p><a href="../about/#team" title="T">a <em>b</em></a> '
        'and <a href="https://example.org/">c</a></p>\n'
    )


def test_reference_that_leads_nowhere_becomes_words() -> None:
    """Where the target is not public, only the words stay; the other links are as before."""
    compiled = compile_markdown("See [the *doors*](program:open-doors) and [us](page:about).")
    found = resolve(compiled, lambda item: None if item.kind == "program" else "about/")
    assert found == '<p>See the <em>doors</em> and <a href="about/">us</a>.</p>\n'


def test_address_is_escaped() -> None:
    """An address cannot leave its attribute."""
    compiled = compile_markdown("[a](page:about)")
    found = resolve(compiled, lambda _: 'x/"onclick="alert(1)&y')
    assert Reader(str(found)).elements[1] == ("a", {"href": 'x/"onclick="alert(1)&y'})


@pytest.mark.parametrize(
    "literal",
    [
        '`<a href="program:open-doors">words</a>`',
        '    <a href="program:open-doors">words</a>',
        '&lt;a href="program:open-doors"&gt;words&lt;/a&gt;',
        "\\[words](program:open-doors)",
        "`[words](program:open-doors)`",
        "program:open-doors",
        "<abbr title='<a href=\"program:open-doors\">words</a>'>x</abbr>",
    ],
)
def test_text_that_looks_like_a_reference_is_untouched(literal: str) -> None:
    """What only shows how a link is written stays as it is, also beside real links."""
    alone = compile_markdown(literal)
    assert alone.references == ()
    assert resolve(alone, lambda _: "elsewhere/") == alone.html
    both = compile_markdown(f"[us](page:about)\n\n{literal}\n\n[us](page:about)")
    assert [item.kind for item in both.references] == ["page", "page"]
    assert resolve(both, lambda _: "there/") == both.html.replace("page:about", "there/")
    assert Reader(str(resolve(both, lambda _: None))).addresses == []


@given(strategies.markdown_texts())
@example("<abbr title='<a href=\"program:x\">'>y</abbr> [z](program:z)")
@example("<a href='program:x'><p>y</a> <a href='program:\"#<'>z")
def test_resolving_changes_links_and_nothing_else(text: str) -> None:
    """Without an address no link to content is left, and every word stays in its place."""
    compiled = compile_markdown(text)
    before = Reader(str(compiled.html))
    nowhere = Reader(str(resolve(compiled, lambda _: None)))
    somewhere = Reader(str(resolve(compiled, lambda item: f"../{item.slug}/")))
    assert nowhere.text == before.text == somewhere.text
    links = [address for address in before.addresses if scheme(address) in limits.REFERENCE_SCHEMES]
    assert len(compiled.references) == len(links)
    assert len(nowhere.addresses) == len(before.addresses) - len(links)
    for reader in (nowhere, somewhere):
        found = {scheme(address) for address in reader.addresses}
        assert not found & limits.REFERENCE_SCHEMES
    assert [tag for tag, _ in somewhere.elements] == [tag for tag, _ in before.elements]


# What editors are told


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("plain *text* [x](https://example.org/)", ()),
        ("<script>x</script>", ("<script>",)),
        ("<SCRIPT>x</SCRIPT> <script>y</script>", ("<script>",)),
        ("![y](z.jpg) <u>x</u>", ("<img>", "<u>")),
        ("[x](javascript:y)", ("javascript:",)),
        ("[x](JavaScript:y)", ("JavaScript:",)),
        ("<a href=' ftp://example.org/'>x</a>", ("ftp:",)),
        ("[y](data:z)\n\n<iframe src=x></iframe>", ("<iframe>", "data:")),
        ("<my-element>x</my-element>", ("<my-element>",)),
        ("`<script>` and &lt;div&gt; and 1 <2", ()),
        ("```\n<script>x</script>\n```", ()),
        ("[x](mailto:a@example.org) [y](tel:1) [z](program:p) [w](HTTPS://example.org/)", ()),
    ],
)
def test_what_is_left_out_is_named_once(text: str, left_out: tuple[str, ...]) -> None:
    """Each element or scheme that the site does not show is named to the editor, once."""
    assert compile_markdown(text).left_out == left_out


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("[x](../about.md)", ("../about.md",)),
        ("[x](about/) [y](/about/)", ("about/", "/about/")),
        ("[x](//example.org/)", ("//example.org/",)),
        ("[x](?a=1&b=2)", ("?a=1&b=2",)),
        ("<a href='about.html'>x</a>", ("about.html",)),
        ("[x](#part)", ()),
        ("[x](https://example.org/) [y](page:about) [z](mailto:a@example.org)", ()),
        ("`[x](about/)`", ()),
        ("[x](l'eau.md)", ("l'eau.md",)),
    ],
)
def test_links_that_depend_on_the_page_are_named(text: str, loose: tuple[str, ...]) -> None:
    """A link without a scheme is told to the editor; one inside the page is none of them."""
    assert compile_markdown(text).loose_links == loose


# Words only


def plain_text(text: str) -> str:
    """Return what a reader sees of a Markdown text: its blocks, one after the other."""
    return " ".join(text_blocks(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one *two*\nthree", "one two three"),
        ("# Title\ntext", "Title text"),
        ("a\n\nb\n\n---\n\nc", "a b c"),
        ("- a\n- b", "a b"),
        ("a  \nb<br>c", "a b c"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("> said\n\nso", "said so"),
        ("[words](program:x) <https://example.org/>", "words https://example.org/"),
        ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
        ("`<b>` \\*x\\*", "<b> *x*"),
        ("H<sub>2</sub>O", "H2O"),
        ("<script>alert(1)</script>x", "x"),
        ("<!-- hidden -->x", "x"),
        ("![a picture](x.jpg)", ""),
        ("<textarea><br>", "<br>"),
        ("été «\u00a0mots\u00a0» 👍", "été « mots » 👍"),
        ("", ""),
    ],
)
def test_plain_text_is_what_a_reader_sees(text: str, words: str) -> None:
    """Only the words stay, with one space where a block or a line begins."""
    assert plain_text(text) == words


@given(strategies.paragraphs())
def test_plain_words_stay(text: list[list[str]]) -> None:
    """Paragraphs of words alone give these words in their order."""
    written = "\n\n".join(" ".join(words) for words in text)
    assert plain_text(written).split(" ") == [word for words in text for word in words]


@given(strategies.markdown_texts())
def test_plain_text_has_the_words_of_the_page(text: str) -> None:
    """Apart from white space, the plain text is the text of the HTML, and it has no odd spaces."""
    plain = plain_text(text)
    assert plain == " ".join(plain.split())
    shown = Reader(str(compile_markdown(text).html)).text
    assert "".join(plain.split()) == "".join(shown.split())


def check_blocks(text: str) -> None:
    """Compare the blocks of a Markdown text with those that a parser of HTML finds."""
    unlinked = resolve(compile_markdown(text), lambda _: None)
    shown = str(absolute_links(unlinked, "https://lantern.example/"))
    found = text_blocks(text), html_blocks(shown)
    with patch.object(blocks, "_plain_blocks", return_value=None):
        assert found == (text_blocks(text), html_blocks(shown))


@given(strategies.markdown_texts())
@example("<p>a<button><ul>b</ul></button></p>")
@example("<table><caption>a</caption><tr><td>b</table>")
@example("- a\n  - b\n\n> c<br>d\n\n```\ne  f\n```\n\n---\n\ng\u00a0&amp;lt;b&gt; [h](page:about)")
@example('<p title="<p>">a <b title=">">b</b></p>')
@example("> " * 30 + "<p>a\x00b")
def test_blocks_are_those_that_a_parser_finds(text: str) -> None:
    """What is plain enough to be read as it stands gives the same blocks."""
    check_blocks(text)


@given(st.lists(st.sampled_from(["<", "</"]), max_size=12), st.data())
def test_blocks_of_any_elements_are_those_that_a_parser_finds(
    begins: list[str], data: st.DataObject
) -> None:
    """However elements stand in each other, allowed or not, words are divided where browsers do."""
    names = st.sampled_from([*limits.ALLOWED_HTML, *OTHERS])
    words = st.sampled_from(["", " ", "a", "b c", "\n"])
    check_blocks("".join(f"{begin}{data.draw(names)}>{data.draw(words)}" for begin in begins))


@pytest.mark.parametrize("text", ["a *b*\n\n> c", "## a\n\n- b\n- c\n  1. d", "a\n\n---\n\nb"])
def test_plain_blocks_are_read_without_a_parser(text: str) -> None:
    """What Markdown makes of common texts is plain enough."""
    assert blocks._plain_blocks(str(compile_markdown(text).html)) is not None  # noqa: SLF001


@given(strategies.texts())
def test_text_in_code_is_shown_letter_by_letter(text: str) -> None:
    """What stands in a block of code is shown exactly, whatever it contains."""
    clean = text.replace("\r", "").replace("\x00", "").replace("`", "")
    shown = Reader(str(compile_markdown(f"````\n{clean}\n````\n").html)).text
    assert shown.rstrip("\n") == clean.rstrip("\n")


# What once did not hold


@pytest.mark.parametrize(
    "text", ['<p lang="fr">x</p>', '<b title="y">x</b>', '<table><tr><td lang="fr">x']
)
def test_allow_list_is_the_whole_truth(text: str) -> None:
    """An element has the attributes that the allow-list gives it and no others."""
    for tag, attributes in Reader(html_of(text)).elements:
        assert attributes.keys() <= limits.ALLOWED_HTML[tag]


@pytest.mark.parametrize("text", ["[x](Program:open-doors)", "<a href='PAGE:about'>x</a>"])
def test_reference_in_capitals_is_one(text: str) -> None:
    """A scheme's case does not count, so that no `Program:` reaches a page as a dead link."""
    compiled = compile_markdown(text)
    (reference,) = compiled.references
    assert str(reference) in {"program:open-doors", "page:about"}
    targets = dict.fromkeys(compiled.references, "there/")
    assert Reader(str(resolve(compiled, targets.get))).addresses == ["there/"]


@pytest.mark.parametrize("text", ["<h1><b><h2>x</h2></b></h1>", "<h1><em>a\n\n## b\n\n</em>c</h1>"])
def test_heading_inside_a_heading_is_well_nested(text: str) -> None:
    """Each heading ends as it began, also when an author puts one into another."""
    Reader(html_of(text))


def test_address_behind_a_bracket_is_named() -> None:
    """An address that is left out is told to the editor wherever it stands in its tag."""
    found = compile_markdown('<a title="a<b" href="javascript:alert(1)">x</a>')
    assert found.left_out == ("javascript:",)


# Time


@pytest.mark.parametrize(
    ("before", "unit"),
    [
        ("", "["),
        ("", "*a "),
        ("", "[x](y) "),
        ("", "[x](page:y "),
        ("[", "<code>"),
        ("", "<b>"),
        ("", "`"),
        ("<div>\n", "<a x"),
        ("", "> " * 4),
    ],
)
def test_time_grows_with_the_length_of_a_text(before: str, unit: str) -> None:
    """Four times a hostile text takes about four times as long, not sixteen times."""

    def seconds(count: int) -> float:
        start = time.process_time()
        compiled = compile_markdown(before + unit * count)
        compiled.bracketed, compiled.anchors  # noqa: B018 - made only now
        return time.process_time() - start

    short = min(seconds(400) for _ in range(3))
    long = min(seconds(1600) for _ in range(2))
    assert long < 9 * short + 0.005
