"""What Relais says: the same in each language, and a sentence for every problem."""

from __future__ import annotations

import ast
import re
import string
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import relais
from relais import limits
from relais.content import Content
from relais.diagnostics import Severity
from relais.documents import parse_file
from relais.files import SourceFile
from relais.messages import LANGUAGES, LONGEST_DETAIL, en, fr, preferred_language, words
from relais.rules.references import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(relais.__file__).parent

# Functions and classes that take a code, and the place of the code among their arguments.
TAKERS = {
    "problem": 0,
    "_problem": 0,
    "fail": 0,
    "PictureProblem": 0,
    "_StopReading": 0,
    "message": 0,
    "_say": 1,
    "_warn": 1,
    "Diagnostic": 2,
    "_at": 3,
}

ADDED = {"fail": {"field", "value"}, "PictureProblem": {"name"}}
"""Details that are added to those at the call: by `relais.validation` and `relais.rules`."""

CHOOSERS = {"diagnostics", "outlook", "tree", "validation", "yaml_errors"}
"""The modules that choose a code in one statement and pass it on in another."""


SAID_BY_COMMANDS = {
    code
    for code in en.MESSAGES
    if code.startswith(("schema-", "file-", "state-", "event-", "head-", "preview"))
}
"""Whole sentences and table heads, which are not parts of a diagnostic."""


SAME_WORDS = {"state-page", "state-public", "state-next-signed"}
"""Words that both languages write alike."""


@dataclass(frozen=True)
class Use:
    """A code as it is passed somewhere in the source."""

    where: str
    code: str
    """A pattern, where a part of it is only known when the program runs."""
    details: frozenset[str] | None
    """The names of the details, or None where the source does not show them."""


def _codes(node: ast.expr) -> Iterator[str]:
    """Yield the codes, as patterns, that an expression may stand for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


def _keys(node: ast.expr | None, known: dict[str, ast.expr]) -> frozenset[str] | None:
    """Return the keys of a dictionary that is written out, here or shortly before."""
    if isinstance(node, ast.Name):
        node = known.get(node.id)
    if not isinstance(node, ast.Dict):
        return None
    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    return frozenset(map(str, keys)) if len(keys) == len(node.keys) else None


def _call(call: ast.Call, where: str, known: dict[str, ast.expr]) -> Iterator[Use]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name == "fail" and where.startswith("commands/"):
        return  # ends a command with a sentence of its own
    at = TAKERS.get(name)
    if at is None or len(call.args) <= at:
        return
    if name == "fail" and not isinstance(call.func, ast.Name):
        return  # a method of click's with the same name
    details: frozenset[str] | None
    if name in {"fail", "_say"}:
        details = frozenset(keyword.arg or "" for keyword in call.keywords)
    else:
        arguments = call.args[at + 1 :]
        written = [found for each in arguments if (found := _keys(each, known)) is not None]
        details = written[0] if written else None
        if not any(isinstance(each, ast.Dict | ast.Name | ast.BoolOp) for each in arguments):
            details = frozenset()
    if details is not None:
        details |= ADDED.get(name, set())
    for code in _codes(call.args[at]):
        yield Use(f"{where}:{call.lineno}", code, details)


def _chosen(node: ast.stmt) -> Iterator[tuple[ast.expr, frozenset[str] | None]]:
    """Yield the codes that a statement chooses for a later call, with their details."""
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
        yield node.value, None
    elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
        if ast.unparse(node.target) == "_CODES":
            yield from ((value, None) for value in node.value.values)
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple | ast.IfExp):
        # What `relais.yaml_errors` recognises: a code and its place.
        found = node.value.body if isinstance(node.value, ast.IfExp) else node.value
        if isinstance(found, ast.Tuple):
            yield found.elts[0], frozenset({"character", "name"})


def _uses(path: Path) -> Iterator[Use]:
    where = path.relative_to(PACKAGE).as_posix()
    known: dict[str, ast.expr] = {}
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    for node in sorted(
        (node for node in nodes if isinstance(node, ast.stmt | ast.expr)),
        key=lambda node: (node.lineno, node.col_offset),
    ):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known[node.targets[0].id] = node.value
        if isinstance(node, ast.Call):
            yield from _call(node, where, known)
        elif isinstance(node, ast.stmt) and path.stem in CHOOSERS:
            for expression, details in _chosen(node):
                for code in _codes(expression):
                    yield Use(f"{where}:{node.lineno}", code, details)


USES = [
    use
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent.name != "messages" and path.name != "common.py"
    for use in _uses(path)
]


def places(sentence: str) -> set[str]:
    """Return the names of the places for details in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


# The languages


def test_languages_have_the_same_codes_in_the_same_order() -> None:
    """Each problem has a sentence in each language."""
    assert list(fr.MESSAGES) == list(en.MESSAGES)


@pytest.mark.parametrize("code", en.MESSAGES)
def test_languages_have_the_same_places(code: str) -> None:
    """A sentence and its remedy need the same details in each language."""
    for english, french in zip(en.MESSAGES[code], fr.MESSAGES[code], strict=True):
        assert places(french) == places(english)
        assert bool(french) == bool(english)


@pytest.mark.parametrize("code", en.MESSAGES)
def test_french_is_french(code: str) -> None:
    """No sentence was left in English, and none has a straight apostrophe."""
    for english, french in zip(en.MESSAGES[code], fr.MESSAGES[code], strict=True):
        assert not french or french != english or code in SAME_WORDS
        assert not re.search(r"\w'\w", french)


@pytest.mark.parametrize("code", en.MESSAGES)
def test_french_spaces_do_not_break(code: str) -> None:
    """High punctuation never starts a line: the space before it, and inside quotes, holds."""
    for sentence in fr.MESSAGES[code]:
        assert not re.search(r"[ \t][;:!?»]|«[ \t]", sentence), ascii(sentence)
        assert not re.search(r"[^\u00a0\u202f][;!?»]", sentence), ascii(sentence)
        assert not re.search(r"«[^\u00a0\u202f]", sentence), ascii(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_follow_one_form(language: str) -> None:
    """A sentence begins small and has no end mark: the place before it and the form add them."""
    for code, (sentence, remedy) in words(language).messages.items():
        if code in {"found", "found-nothing", "did-you-mean"}:
            continue
        if code.startswith("month-") or code in SAID_BY_COMMANDS:
            continue
        for text in filter(None, (sentence, remedy)):
            first = re.sub(r"^[\"«\u00a0]*", "", text)
            assert first[0].islower() or first.startswith(("{", "Relais")), text
            assert not text.endswith((".", "!", "?", " ")) or text.endswith("…"), text
            assert "\n" not in text


# The source


def test_the_source_was_read() -> None:
    """The codes were found in every part of the source that passes any."""
    files = {use.where.partition(":")[0] for use in USES}
    assert {"fields.py", "files.py", "tree.py", "content.py", "decoding.py"} <= files
    assert {"validation.py", "yaml_errors.py", "front_matter.py", "diagnostics.py"} <= files
    assert {f"rules/{name}.py" for name in ("dates", "interviews", "sites", "texts")} <= files
    assert len(USES) > 90


def test_every_code_in_the_source_has_a_sentence() -> None:
    """No problem that Relais can find is without words."""
    for use in USES:
        assert any(re.fullmatch(use.code, code) for code in en.MESSAGES), use


def test_every_sentence_is_used() -> None:
    """No sentence is kept for a problem that Relais cannot find any more."""
    patterns = {use.code for use in USES} | set(Severity)
    for code in en.MESSAGES:
        assert any(re.fullmatch(pattern, code) for pattern in patterns), code


def test_every_place_gets_its_detail() -> None:
    """Where the source shows the details of a problem, none that its sentence needs is missing."""
    shown = [use for use in USES if use.details is not None and ".+" not in use.code]
    assert len(shown) > 70
    for use in shown:
        code = next(code for code in en.MESSAGES if re.fullmatch(use.code, code))
        needed = places("".join(en.MESSAGES[code]))
        assert needed <= (use.details or set()), use


@pytest.mark.parametrize("kind", ["alias", "anchor", "tag"])
def test_every_reference_of_yaml_has_a_sentence(kind: str) -> None:
    """The codes that are put together from the parser's words exist."""
    assert words("en").knows(f"yaml-{kind}")


def _unknown(kind: str, language: str) -> str:
    """Return what Relais says of a reference to something that is not there."""
    document, _ = parse_file(SourceFile("content/a.yml", "title: nowhere\n"))
    assert document is not None
    (diagnostic,) = lookup(Content(Path()), document, ("title",), kind, "nowhere")
    return f"{diagnostic.message(language)} / {diagnostic.remedy(language)}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(limits.REFERENCE_SCHEMES | {"population"}))
def test_reference_to_nowhere_is_named(kind: str, language: str) -> None:
    """For each kind of reference the sentence says what was not found."""
    said = _unknown(kind, language)
    assert "nowhere" in said
    assert "<" not in said


# The sentences


def test_missing_detail_does_not_hide_the_problem() -> None:
    """A sentence without one of its details still comes out, with the place's name."""
    assert words("en").message("not-allowed", {"field": "status"}) == (
        'status "<value>" is not allowed'
    )


def test_details_are_bounded() -> None:
    """A detail of any length leaves a sentence that fits a screen."""
    for code, (sentence, remedy) in en.MESSAGES.items():
        details = dict.fromkeys(places(sentence) | places(remedy), "x\n" * 10_000)
        said = words("en").message(code, details)
        assert "\n" not in said
        assert len(said) <= len(sentence) + LONGEST_DETAIL * len(places(sentence))
        assert "\n" not in words("en").remedy(code, details)


def test_unknown_code_is_not_known() -> None:
    """Only codes that have a sentence are known."""
    assert words("en").knows("missing-field")
    assert not words("en").knows("no-such-code")


# The language to speak


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "FR"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_MESSAGES": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"RELAIS_LANG": "fr", "LC_ALL": "en_GB.UTF-8"}, "fr"),
        ({"RELAIS_LANG": "en", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"RELAIS_LANG": "", "LC_ALL": "", "LANG": "fr_FR.UTF-8"}, "fr"),
        ({"RELAIS_LANG": "../fr"}, "en"),
        ({"LC_TIME": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_language_is_the_computers(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RELAIS_LANG comes first, then POSIX's order; a language without sentences is English."""
    for variable in ("RELAIS_LANG", "LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert preferred_language() == language
    assert words(preferred_language()).message("error", {}) in {"error", "erreur"}
