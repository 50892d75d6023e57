"""How a problem is shown: to people, to programs and beside the lines of a review."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from relais.diagnostics import (
    SHOWN_WIDTH,
    WHOLE_FILE,
    Diagnostic,
    Severity,
    Span,
    as_data,
    closest,
    format_github,
    format_text,
    has_errors,
    printable,
    summary,
)
from tests import strategies

GUTTER = len("   7 | ")

PUBLISHD = Diagnostic(
    "content/partners/sophie-roche/index.en.yml",
    Span(7, 9, 8),
    "not-allowed",
    {"field": "status", "value": "publishd", "choices": "draft, review, published, withdrawn"},
    suggestion="published",
    source_line="status: publishd",
)


def shown(line: str, span: Span) -> tuple[str, str]:
    """Return the excerpt of `line` and the carets below it, both without the gutter."""
    text = format_text(Diagnostic("a.yml", span, "expected-text", {}, source_line=line))
    _, excerpt, carets, _ = text.split("\n")
    return excerpt[GUTTER:], carets[GUTTER:]


# For people


def test_text_has_the_documented_form() -> None:
    """A problem is its place and sentence, the line, carets below the words, and the remedy."""
    assert format_text(PUBLISHD) == (
        "content/partners/sophie-roche/index.en.yml:7:9: error: "
        'status "publishd" is not allowed\n'
        "   7 | status: publishd\n"
        "     |         ^^^^^^^^\n"
        '     = did you mean "published"?'
    )


def test_text_speaks_french() -> None:
    """The same problem in French has the same form."""
    assert format_text(PUBLISHD, "fr") == (
        "content/partners/sophie-roche/index.en.yml:7:9: erreur: "
        "status\u00a0: «\u00a0publishd\u00a0» n’est pas une valeur possible\n"
        "   7 | status: publishd\n"
        "     |         ^^^^^^^^\n"
        "     = vouliez-vous écrire «\u00a0published\u00a0»\u202f?"
    )


def test_general_remedy_stands_where_nothing_is_suggested() -> None:
    """Without a suggestion the remedy of the problem's kind is shown."""
    text = format_text(replace(PUBLISHD, suggestion=""))
    assert text.endswith("\n     = allowed: draft, review, published, withdrawn")


def test_problem_of_a_whole_file_quotes_no_line() -> None:
    """A problem with the file as such has a head and a remedy only."""
    diagnostic = Diagnostic("content/a.yml", WHOLE_FILE, "symbolic-link")
    assert format_text(diagnostic) == (
        "content/a.yml:1:1: error: "
        "this is a link to another place, and links are not followed\n"
        "     = put the file or folder itself here"
    )


def test_warning_is_called_one() -> None:
    """The head tells a warning from an error."""
    text = format_text(replace(PUBLISHD, severity=Severity.WARNING))
    assert ":7:9: warning: status" in text


def test_blank_line_is_not_quoted() -> None:
    """A line of spaces tells nothing and is not shown."""
    text = format_text(replace(PUBLISHD, source_line="    "))
    assert len(text.split("\n")) == 2


@pytest.mark.parametrize(
    ("line", "span", "excerpt", "carets"),
    [
        ("status: publishd", Span(7, 9, 8), "status: publishd", "        ^^^^^^^^"),
        ("status: x", Span(7, 1, 6), "status: x", "^^^^^^"),
        ("status: x", Span(7, 9, 0), "status: x", "        ^"),
        ("status: x", Span(7, 9, 50), "status: x", "        ^"),
        ("status:", Span(7, 8, 0), "status:", "       ^"),
        ("status:", Span(7, 80, 5), "status:", "       ^"),
        ("    status: x   ", Span(7, 5, 6), "    status: x", "    ^^^^^^"),
        ("\tstatus: x", Span(7, 2, 6), " status: x", " ^^^^^^"),
        ("名前: 値段 abc", Span(7, 8, 3), "名前: 値段 abc", "           ^^^"),
        ("名前: 値段 abc", Span(7, 5, 2), "名前: 値段 abc", "      ^^^^"),
        ("ｗｉｄｅ: x", Span(7, 7, 1), "ｗｉｄｅ: x", "          ^"),
        ("a: 👍 bad", Span(7, 6, 3), "a: 👍 bad", "      ^^^"),
        ("e\u0301te\u0301: bad", Span(7, 8, 3), "e\u0301te\u0301: bad", "     ^^^"),
        ("été: bad", Span(7, 6, 3), "été: bad", "     ^^^"),
        ("a: \x1b[31mbad", Span(7, 9, 3), "a: \ufffd[31mbad", "        ^^^"),
    ],
)
def test_carets_stand_below_the_problem(line: str, span: Span, excerpt: str, carets: str) -> None:
    """Carets count the columns of a terminal: wide characters are two, accents none."""
    assert shown(line, span) == (excerpt, carets)


@settings(max_examples=100)
@given(strategies.pieces(), strategies.pieces(), strategies.pieces())
def test_carets_are_below_the_marked_text(
    before: list[tuple[str, int]], marked: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    """Whatever stands in a short line, carets begin and end where the marked text does."""
    marked = [("x", 1), *marked]
    line = "".join(character for character, _ in [*before, *marked, *after]) + "."
    _, carets = shown(line, Span(7, len(before) + 1, len(marked)))
    assert carets == " " * sum(width for _, width in before) + "^" * sum(
        width for _, width in marked
    )


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 400))
def test_long_line_is_cut_around_the_problem(length: int, start: int, more: int) -> None:
    """What is shown of a long line fits the width and has the marked text above the carets."""
    line = strategies.DISTINCT[: start + length + more]
    excerpt, carets = shown(line, Span(7, start + 1, length))
    first, last = carets.index("^"), len(carets)
    assert carets == " " * first + "^" * (last - first)
    words = excerpt.strip("…")
    assert words in line
    assert len(words) <= SHOWN_WIDTH
    assert excerpt.startswith("…") == (not line.startswith(words))
    assert excerpt.endswith("…") == (not line.endswith(words))
    assert line[start : start + length].startswith(excerpt[first:last])
    assert excerpt[first:last]


def test_line_is_shown_around_a_problem_far_to_the_right() -> None:
    """A cut line has an ellipsis where something is left out, and carets count it."""
    line = "x" * 300 + "MARK" + "y" * 300
    excerpt, carets = shown(line, Span(7, 301, 4))
    assert excerpt == "…" + "x" * 33 + "MARK" + "y" * 63 + "…"
    assert carets == " " * 34 + "^^^^"


@pytest.mark.parametrize(
    "character", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ue000"]
)
def test_hidden_character_becomes_a_visible_sign(character: str) -> None:
    """A character that drives a terminal or hides is shown as a sign, wherever it stands."""
    diagnostic = Diagnostic(
        f"content/{character}.yml",
        Span(7, 1, 1),
        "not-allowed",
        {"field": f"f{character}", "value": f"v{character}", "choices": f"c{character}"},
        source_line=f"a{character}b",
    )
    for item in (diagnostic, replace(diagnostic, suggestion=f"s{character}")):
        text = format_text(item)
        assert character not in text
        assert "content/\ufffd.yml:7:1: error: " in text
        assert 'f\ufffd "v\ufffd" is' in text
        assert "   7 | a\ufffdb\n" in text
    assert format_text(diagnostic).endswith("= allowed: c\ufffd")


def test_words_of_every_script_stay() -> None:
    """What people write with, no-break spaces included, is shown as it is."""
    text = "é œ «\u00a0mots\u202f» ’ محمد עברית 名前 👍 e\u0301 ñ €"
    assert printable(text) == text


@settings(max_examples=100)
@given(strategies.diagnostics(), st.sampled_from(["en", "fr"]))
def test_text_is_printable_whatever_the_content(diagnostic: Diagnostic, language: str) -> None:
    """No file can make Relais print anything but printable characters, spaces and line ends."""
    lines = format_text(diagnostic, language).split("\n")
    assert 1 <= len(lines) <= 4
    for character in "".join(lines):
        assert character.isprintable() or unicodedata.category(character) == "Zs", ascii(character)
    for line in lines[1:]:
        assert line[:5].strip().isdecimal() or line.startswith(("     | ", "     = "))


def test_long_detail_is_cut() -> None:
    """A sentence shows at most 200 characters of what the file says."""
    details = {"field": "status", "value": "x" * 5000, "choices": "a"}
    message = replace(PUBLISHD, details=details).message()
    assert message == f'status "{"x" * 199}…" is not allowed'


def test_detail_of_several_lines_stays_in_one_sentence() -> None:
    """A line end in a detail does not break the form."""
    details = {"field": "status", "value": "a\nb", "choices": "c"}
    assert replace(PUBLISHD, details=details).message() == 'status "a b" is not allowed'


def test_braces_of_the_content_are_not_places() -> None:
    """What looks like a place for a detail, inside a detail, is shown as it is."""
    details = {"field": "{value}", "value": "{field.__class__}", "choices": "c"}
    message = replace(PUBLISHD, details=details).message()
    assert message == '{value} "{field.__class__}" is not allowed'


# For GitHub


def test_github_command_names_place_and_sentence() -> None:
    """A workflow command holds the file, the place, the sentence and the remedy."""
    assert format_github(PUBLISHD) == (
        "::error file=content/partners/sophie-roche/index.en.yml,line=7,col=9,endColumn=17"
        '::status "publishd" is not allowed. did you mean "published"?'
    )


def test_github_command_of_a_point_marks_one_character() -> None:
    """A place without a length is one character wide, and a warning is one."""
    diagnostic = replace(PUBLISHD, span=Span(2, 5), severity=Severity.WARNING)
    head = "::warning file=content/partners/sophie-roche/index.en.yml,line=2,col=5,endColumn=6::"
    assert format_github(diagnostic).startswith(head)


def test_github_command_escapes() -> None:
    """Signs that would end a property or the command are escaped as GitHub asks for."""
    diagnostic = Diagnostic(
        "content/100%,a:b.yml",
        Span(),
        "not-allowed",
        {"field": "50%: a, b", "value": "x\ry", "choices": "c"},
    )
    assert format_github(diagnostic) == (
        "::error file=content/100%25%2Ca%3Ab.yml,line=1,col=1,endColumn=2"
        '::50%25: a, b "x%0Dy" is not allowed. allowed: c'
    )


@settings(max_examples=100)
@given(strategies.diagnostics())
@example(replace(PUBLISHD, path="%0A\n,::error file=x::"))
def test_github_command_is_one_line_that_reads_back(diagnostic: Diagnostic) -> None:
    """Whatever the content, the command stays one line, and GitHub reads back what was meant.

    Control and invisible characters come out as the sign that stands for them everywhere.
    """
    command = format_github(diagnostic)
    assert "\n" not in command
    assert "\r" not in command
    start, properties, text = command.split("::", 2)
    assert start == ""
    level, _, properties = properties.partition(" ")
    assert level == diagnostic.severity
    read = dict(pair.split("=", 1) for pair in properties.split(","))
    assert list(read) == ["file", "line", "col", "endColumn"]
    assert _unescape(read["file"]) == _visible(diagnostic.path)
    assert int(read["endColumn"]) > int(read["col"]) == diagnostic.span.column
    assert _unescape(text).startswith(_visible(diagnostic.message()))
    assert _unescape(text).endswith(_visible(diagnostic.remedy()))


def _visible(text: str) -> str:
    return "".join(c if c in "\r\n" else printable(c) for c in text)


def _unescape(text: str) -> str:
    for code, character in (("0D", "\r"), ("0A", "\n"), ("3A", ":"), ("2C", ","), ("25", "%")):
        text = text.replace(f"%{code}", character)
    return text


# For programs


def test_data_is_flat() -> None:
    """The form for programs has the place, the code and the words in the language asked for."""
    assert as_data(PUBLISHD) == {
        "path": "content/partners/sophie-roche/index.en.yml",
        "line": 7,
        "column": 9,
        "length": 8,
        "severity": "error",
        "code": "not-allowed",
        "message": 'status "publishd" is not allowed',
        "remedy": 'did you mean "published"?',
    }
    assert as_data(PUBLISHD, "fr")["remedy"] == "vouliez-vous écrire «\u00a0published\u00a0»\u202f?"


@settings(max_examples=40)
@given(strategies.diagnostics())
def test_data_survives_json(diagnostic: Diagnostic) -> None:
    """The form for programs is the same after a way through JSON."""
    data = as_data(diagnostic)
    assert json.loads(json.dumps(data)) == data


# Choices, counts and order


@pytest.mark.parametrize(
    ("value", "choices", "meant"),
    [
        ("publishd", ["draft", "published"], "published"),
        ("Published", ["draft", "published"], "published"),
        ("Etats unis", ["États-Unis", "France"], "États-Unis"),
        ("ete", ["été", "hiver"], "été"),
        ("first_hours", ["first-hours", "first-aid"], "first-hours"),
        ("zzz", ["draft", "published"], ""),
        ("", ["draft"], ""),
        ("draft", [], ""),
    ],
)
def test_closest_choice_is_what_was_meant(value: str, choices: list[str], meant: str) -> None:
    """Accents, case, separators and a wrong letter do not hide what was meant; nonsense does."""
    assert closest(value, choices) == meant


@given(strategies.slugs(), st.lists(strategies.slugs()))
def test_right_choice_is_its_own_closest(choice: str, others: list[str]) -> None:
    """A choice that exists is never mended into another one."""
    assert closest(choice, [*others, choice]) == choice


@settings(max_examples=100)
@given(strategies.texts(6), st.lists(strategies.texts(6)))
def test_closest_is_a_choice_or_nothing(value: str, choices: list[str]) -> None:
    """Only what exists is ever suggested."""
    assert closest(value, choices) in {"", *choices}


@pytest.mark.parametrize(
    ("errors", "warnings", "english", "french"),
    [
        (0, 0, "All is well.", "Tout va bien."),
        (2, 1, "Errors: 2. Warnings: 1.", "Erreurs\u00a0: 2. Avertissements\u00a0: 1."),
        (0, 3, "Errors: 0. Warnings: 3.", "Erreurs\u00a0: 0. Avertissements\u00a0: 3."),
    ],
)
def test_summary_counts(errors: int, warnings: int, english: str, french: str) -> None:
    """One sentence says how many errors and warnings there are."""
    warning = replace(PUBLISHD, severity=Severity.WARNING)
    found = [PUBLISHD] * errors + [warning] * warnings
    assert summary(iter(found)) == english
    assert summary(found, "fr") == french


def test_only_errors_stop_a_build() -> None:
    """Warnings alone stop nothing; one error among them does."""
    warning = replace(PUBLISHD, severity=Severity.WARNING)
    assert not has_errors([])
    assert not has_errors([warning, warning])
    assert has_errors([warning, PUBLISHD])


def test_order_is_that_of_the_file() -> None:
    """Problems are sorted by file, line and column as numbers, not as texts."""
    places = [("a.yml", 2, 9), ("a.yml", 2, 10), ("a.yml", 10, 1), ("b.yml", 1, 1)]
    made = [
        replace(PUBLISHD, path=path, span=Span(line, at)) for path, line, at in reversed(places)
    ]
    found = sorted(made, key=lambda item: item.sort_key)
    assert [(item.path, item.span.line, item.span.column) for item in found] == places


def test_same_problem_with_other_details_is_another_one() -> None:
    """Two problems of one kind at one place differ by what they are about."""
    other = replace(PUBLISHD, details={"field": "status", "value": "other", "choices": ""})
    assert other.sort_key != PUBLISHD.sort_key
    assert replace(
        PUBLISHD, details=dict(sorted(PUBLISHD.details.items(), reverse=True))
    ).sort_key == (PUBLISHD.sort_key)


# What once did not hold


@pytest.mark.parametrize("column", [41, 90])
def test_line_of_the_shown_width_is_whole(column: int) -> None:
    """Only a line longer than what is shown is cut."""
    line = "x" * SHOWN_WIDTH
    excerpt, _ = shown(line, Span(7, column, SHOWN_WIDTH))
    assert excerpt == line


@pytest.mark.parametrize("line", ["title: x   \x1f", "title: x \u00a0 \x85", "title: x \x1c"])
def test_hidden_character_at_the_end_of_a_line_is_shown(line: str) -> None:
    """A control character at a line's end is as visible as any other, with the caret below it."""
    excerpt, carets = shown(line, Span(7, len(line), 1))
    assert excerpt == line[:-1] + "\ufffd"
    assert carets == " " * (len(line) - 1) + "^"


@pytest.mark.parametrize("text", ["❤\ufe0f", "กิน", "हुआ"])
def test_marks_of_every_script_take_no_column(text: str) -> None:
    """Variation selectors and vowel signs above or below a letter do not move the carets."""
    marks = sum(unicodedata.category(character) == "Mn" for character in text)
    _, carets = shown(f"{text}: bad", Span(7, len(text) + 3, 3))
    assert carets == " " * (len(text) - marks + 2) + "^^^"


def test_carets_stand_below_the_problem_on_line_ten_thousand() -> None:
    """A line number of five digits moves the line and its carets alike."""
    diagnostic = replace(PUBLISHD, span=Span(10_000, 9, 8))
    _, line, carets, _ = format_text(diagnostic).split("\n")
    assert carets.index("^") == line.index("publishd")
