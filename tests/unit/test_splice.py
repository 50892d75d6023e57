"""Changes inside content files leave every other byte as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.desk import notes
from relais.desk.splice import BOM, Draft, SpliceError, rendered
from relais.documents import parse_file
from relais.files import SourceFile
from relais.tree import plain

ODD = """\
# A comment at the top
title:   'It''s "odd"'   # behind a value
status:  draft

summary: >-
    folded
      and odd

    text
person: {name: "Ada", role: Keeper,}   # brackets
list:
      - one   # first
      # between
      - "two"

empty:
questions:
- id: a
  a: |+
   kept [x](interview:old#a) and <interview:old>

# at the edge
- id: b
  a: |2
     indented, interview:older stays, [y](interview:old)
aliases: [ ]
"""


def values(data: bytes, path: str = "x.yml") -> object:
    """Return what a file says."""
    text = data.removeprefix(BOM).decode()
    parsed, problems = parse_file(SourceFile(path, text))
    assert parsed is not None, problems
    return plain(parsed.root)


def variants() -> list[bytes]:
    """Return the odd file as several editor programs save it."""
    plain_form = ODD.encode()
    windows = ODD.replace("\n", "\r\n").encode()
    return [
        plain_form,
        windows,
        BOM + windows,
        BOM + plain_form,
        plain_form.removesuffix(b"\n"),
        windows.removesuffix(b"\r\n"),
        ODD.replace("\n", "\r").encode(),
    ]


def changed_lines(old: bytes, new: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the lines that only one of two files has."""
    before, after = re.split(b"(?<=\n)", old), re.split(b"(?<=\n)", new)
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


@pytest.mark.parametrize("data", variants())
def test_a_value_is_replaced_alone(data: bytes) -> None:
    """Only the value's own characters change, whatever the line ends are."""
    draft = Draft.read("x.yml", data)
    draft.replace(("status",), "withdrawn")
    assert draft.data() == data.replace(b"status:  draft", b"status:  withdrawn")


@pytest.mark.parametrize("data", variants())
def test_quotes_stay_as_they_were(data: bytes) -> None:
    """A value keeps its quotation marks, and what needs some gets them."""
    draft = Draft.read("x.yml", data)
    draft.replace(("title",), "it's new")
    draft.replace(("person", "name"), "A: b")
    draft.replace(("person", "role"), "One, two")
    new = draft.data()
    assert b"title:   'it''s new'   # behind a value" in new
    assert b'person: {name: "A: b", role: "One, two",}   # brackets' in new


@pytest.mark.parametrize("data", variants())
def test_lists_grow_in_their_own_style(data: bytes) -> None:
    """In brackets, below dashes, without a value or not there at all: at most a line more."""
    newline = b"\r\n" if b"\r\n" in data else b"\n" if b"\n" in data else b"\r"
    draft = Draft.read("x.yml", data)
    draft.append(("aliases",), "old")
    draft.append(("list",), "three")
    draft.append(("empty",), "full")
    draft.append(("fresh",), "null")
    new = draft.data()
    assert b"aliases: [old ]" in new
    assert b'      - "two"' + newline + b"      - three" + newline in new
    assert newline + b"empty: [full]" + newline in new
    assert b'fresh: ["null"]' in new
    assert new.endswith(newline) == data.endswith(newline)
    assert new.startswith(BOM) == data.startswith(BOM)
    said = values(new)
    assert isinstance(said, dict)
    assert said["list"] == ["one", "two", "three"]


@pytest.mark.parametrize("data", variants())
def test_links_change_inside_texts(data: bytes) -> None:
    """Links change in texts of every style; what only begins like one stays."""
    draft = Draft.read("x.yml", data)
    draft.substitute(re.compile(r"(?<![\w:./-])(interview:)old(?![\w-])"), r"\1new")
    assert draft.data() == data.replace(b"interview:old#", b"interview:new#").replace(
        b"interview:old>", b"interview:new>"
    ).replace(b"interview:old)", b"interview:new)")


def test_comments_are_no_texts() -> None:
    """A link in a comment is the editor's own business."""
    data = b"# see interview:old\na: interview:old\n"
    draft = Draft.read("x.yml", data)
    draft.substitute(re.compile("interview:old"), "interview:new")
    assert draft.data() == b"# see interview:old\na: interview:new\n"


def test_markdown_changes_in_fields_and_text() -> None:
    """Both parts of a Markdown file are changed, with their line ends."""
    data = b"\xef\xbb\xbf---\r\ntitle: a\r\nlist: [old]\r\n---\r\n\r\n[x](program:old)\r\nend"
    draft = Draft.read("x.md", data)
    draft.substitute(re.compile("(program:)old"), r"\1new")
    draft.replace(("list", 0), "new")
    draft.append(("aliases",), "old")
    expected = data.replace(b"program:old", b"program:new").replace(b"[old]", b"[new]")
    expected = expected.replace(b"\r\n---\r\n\r\n", b"\r\naliases: [old]\r\n---\r\n\r\n")
    assert draft.data() == expected


def test_what_would_change_more_is_refused() -> None:
    """If the file would say something else as well, there is no new file."""
    draft = Draft.read("x.yml", b"a: one\nb: two\n")
    draft.insert_lines(0, ["c: three"])
    with pytest.raises(SpliceError):
        draft.data()
    escaped = Draft.read("x.yml", b'a: "[x](interview\\x3Aold)"\n')
    escaped.substitute(re.compile("interview:old"), "interview:new")
    with pytest.raises(SpliceError):
        escaped.data()


def test_a_block_is_not_replaced_as_a_line() -> None:
    """A text of several lines is never replaced by one line."""
    with pytest.raises(SpliceError):
        Draft.read("x.yml", b"a: |\n  b\n").replace(("a",), "c")


def test_own_comments_go_and_others_stay() -> None:
    """Lines that Relais wrote go; an editor's comment and a text that looks like one stay."""
    data = (
        b"#| en: x\na: b # c\n# mine\n#|mine\nt: |\n  #| en: text\nz:\n  #| en:\n  #|   y\n  - 1\n"
    )
    draft = Draft.read("x.yml", data)
    notes.take_away(draft)
    assert draft.data() == b"a: b # c\n# mine\n#|mine\nt: |\n  #| en: text\nz:\n  - 1\n"


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
).filter(lambda text: text == " ".join(text.split()) and "\ufeff" not in text)


@given(words, st.sampled_from([None, "'", '"']))
def test_any_line_can_be_written(text: str, style: str | None) -> None:
    """Every text of one line reads back as itself, alone and in brackets."""
    written = rendered(text, style)
    assert values(f"a: {written}\nb: [{written}, {written}]\n".encode()) == {
        "a": text,
        "b": [text, text],
    }


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Make up a content file with values of every style, comments and odd white space."""
    comment = st.sampled_from(["", "# c\n", "\n", "  # deep: comment\n", "#| en: note\n"])
    value = st.sampled_from(
        [
            *(" plain", "  'single '' quote'", ' "double \\" é"', " |\n  block\n\n  more\n\n"),
            *(
                " |+\n   kept\n\n",
                " |\n  at the end",
                " >-\n folded\n  text\n",
                " {a: b, c: [d, 'e']}",
                " # nothing",
            ),
            *("\n  deep:\n    deeper: 1", "\n- a\n-  b # c", "\n   - {x: y}\n   - z: |\n       t"),
            " plain\n   on two lines",
        ]
    )
    count = draw(st.integers(1, 5))
    text = draw(comment)
    for number in range(count):
        text += f"f{number}:{draw(value)}\n{draw(comment)}"
    text += f"status: draft{draw(st.sampled_from(['', ' ', ' # why']))}\n{draw(comment)}"
    for number in range(draw(st.integers(0, 3))):
        text += f"g{number}:{draw(value)}\n{draw(comment)}"
    text = text if draw(st.booleans()) else text.removesuffix("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (BOM if draw(st.booleans()) else b"") + text.encode()


@given(files())
def test_only_the_wished_line_changes(data: bytes) -> None:
    """In any file, a new status changes its line and a new alias adds one: nothing else moves."""
    draft = Draft.read("x.yml", data)
    draft.replace(("status",), "withdrawn")
    new = draft.data()
    assert new == data.replace(b"status: draft", b"status: withdrawn")
    again = Draft.read("x.yml", new)
    again.append(("aliases",), "old")
    grown = again.data()
    gone, added = changed_lines(new, grown)
    assert b"".join(added).replace(b"aliases: [old]", b"").strip() == b"".join(gone).strip()
    before, after = values(new), values(grown)
    assert isinstance(before, dict)
    ended = values(new if new.endswith(b"\n") else new + b"\n")
    assert isinstance(ended, dict)
    assert after == {**ended, "aliases": ["old"]}
    assert ended.keys() == before.keys()


@given(files())
def test_taking_notes_away_changes_no_value(data: bytes) -> None:
    """Whatever the file, only comment lines of Relais go."""
    draft = Draft.read("x.yml", data)
    notes.take_away(draft)
    new = draft.data()
    assert values(new) == values(data)
    assert b"\n#| " not in new
