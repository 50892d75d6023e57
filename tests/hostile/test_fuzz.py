"""Random bytes, texts and pictures: the reader, the Markdown path and the picture path never crash.

`make test` tries a fixed number of examples, always the same ones; `make test-faults` as many as
its settings say, and other ones each time. What is found becomes a case in cases/.
"""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from relais import limits, pictures
from relais.decoding import PictureProblem
from relais.diagnostics import format_github, format_text
from relais.documents import parse_file, understand
from relais.files import SourceFile, decode
from relais.markup import compile_markdown, outline, resolve, text_blocks
from relais.nesting import depth
from relais.schema import InterviewSource, PageSource, ProgramSource
from tests import strategies
from tests.hostile.markup_cases import every_vector
from tests.hostile.pictures import CASES
from tests.hostile.test_yaml_cases import all_cases

if TYPE_CHECKING:
    from pathlib import Path

    from relais.diagnostics import Diagnostic

FEW = settings(max_examples=150, deadline=None, derandomize=True, database=None,
               suppress_health_check=list(HealthCheck))  # fmt: skip
MANY = settings(max_examples=20_000, deadline=timedelta(seconds=5),
                suppress_health_check=list(HealthCheck))  # fmt: skip
TELLING: Final = [b"\xff" * 4, b"\0" * 4, b"\x7f\xff", b"---\n", b": ", b"\n"]
"""Bytes that mean something in many formats."""
SLOW: Final = ("largest", "large", "one-", "bomb", "progressive", "fill", "marks", "five")
SMALL_PICTURES: Final = {
    name: data
    for name, (make, _) in CASES.items()
    if not name.startswith(SLOW) and len(data := make()) < 200_000
}
SMALL_CASES: Final = [data for data in all_cases().values() if len(data) < 5000]


@st.composite
def damaged(draw: st.DrawFn, originals: st.SearchStrategy[bytes]) -> bytes:
    """Return a file of which parts are missing, doubled, exchanged or overwritten."""
    data = bytearray(draw(originals))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, max(0, len(data) - 1)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        twice = st.just(bytes(data[start:end]) * 2)
        part = draw(st.one_of(st.binary(max_size=8), twice, st.sampled_from(TELLING)))
        data[start:end] = part
    return bytes(data)


def files() -> st.SearchStrategy[bytes]:
    """Return files of text: random, near to YAML, and damaged cases."""
    return st.one_of(
        st.binary(max_size=300),
        strategies.yaml_texts().map(str.encode),
        st.builds(lambda a, b: f"---\n{a}\n---\n{b}".encode(errors="replace"),
                  strategies.yaml_texts(), strategies.markdown_texts()),
        damaged(st.sampled_from(SMALL_CASES)),
    )  # fmt: skip


def check_reader(data: bytes) -> None:
    """Read a file in each way in which files are read; each problem must have a place and words."""
    for path in ("content/partners/x/index.en.yml", "docs/x.md"):
        source = decode(path, data)
        if not isinstance(source, SourceFile):
            say(source, data)
            continue
        parsed, problems = parse_file(source)
        assert parsed or problems
        if parsed:
            for model in (InterviewSource, ProgramSource, PageSource):
                problems = [*problems, *understand(parsed, model)[1]]
        for problem in problems:
            say(problem, data)


def say(problem: Diagnostic, data: bytes) -> None:
    """Say a problem in both languages and forms."""
    assert 1 <= problem.span.line <= data.count(b"\n") + data.count(b"\r") + 1
    assert problem.span.column >= 1
    for language in ("en", "fr"):
        assert format_text(problem, language)
        assert "\n" not in format_github(problem, language)


def check_markdown(text: str) -> None:
    """Compile a text; a parser must find only what is allowed, and no deeper than it may be."""
    compiled = compile_markdown(text)
    outline(text)
    text_blocks(text)
    page = resolve(compiled, lambda _: "../x/")
    body = LexborHTMLParser(f"<!doctype html><body><main>{page}</main><footer></footer>").body
    assert body is not None
    own = [node for node in body.css("*") if node.tag not in ("body", "main", "footer", "tbody")]
    assert len(body.css("main")) == len(body.css("body > footer")) == 1
    for node in own:
        assert node.tag in limits.ALLOWED_HTML
        assert set(node.attributes) <= limits.ALLOWED_HTML[str(node.tag)]
        href = (node.attributes.get("href") or "").lstrip("".join(map(chr, range(33)))).lower()
        scheme = href.partition(":")[0] if ":" in href else ""
        for blank in "\t\r\n":
            scheme = scheme.replace(blank, "")
        assert scheme not in ("javascript", "data", "vbscript")
    assert depth(compiled.html) <= limits.MAX_HTML_DEPTH + 50


def check_picture(folder: Path, name: str, data: bytes) -> None:
    """Read and publish a picture: it is refused, or comes out bare."""
    (folder / name).write_bytes(data)
    found = pictures.inspect(folder, name)
    if isinstance(found, PictureProblem):
        assert found.code
        return
    variant = pictures.variants(found, "x")[-1]
    [(_, published)] = pictures.encode_all(folder, [variant])
    with Image.open(io.BytesIO(published)) as opened:
        assert opened.mode == "RGB"
        assert opened.size == (variant.width, variant.height)


def texts() -> st.SearchStrategy[str]:
    """Return Markdown: made of parts, and vectors next to each other, cut anywhere."""
    cut = st.builds(
        lambda text, at: text[:at], st.sampled_from(every_vector()), st.integers(0, 200)
    )
    return strategies.markdown_texts() | st.lists(cut, max_size=4).map("".join)


def pictures_near_to_sound_ones() -> st.SearchStrategy[tuple[str, bytes]]:
    """Return damaged pictures with their names."""
    names = st.sampled_from(sorted(SMALL_PICTURES))
    return names.flatmap(
        lambda name: st.tuples(st.just(name), damaged(st.just(SMALL_PICTURES[name])))
    )


@given(files())
@FEW
@example(b"")
def test_reader_never_crashes(data: bytes) -> None:
    """Any bytes are read, or refused at a place that is there."""
    check_reader(data)


@given(texts())
@FEW
def test_markdown_never_breaks_out(text: str) -> None:
    """Any text stays inside its place and within the allow-list."""
    check_markdown(text)


@given(pictures_near_to_sound_ones())
@FEW
def test_picture_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, bytes]
) -> None:
    """Any damaged picture is refused or published."""
    check_picture(tmp_path_factory.getbasetemp(), *case)


@pytest.mark.faults
@given(files())
@MANY
def test_reader_never_crashes_for_long(data: bytes) -> None:
    """The same with many more examples."""
    check_reader(data)


@pytest.mark.faults
@given(texts())
@MANY
def test_markdown_never_breaks_out_for_long(text: str) -> None:
    """The same with many more examples."""
    check_markdown(text)


@pytest.mark.faults
@given(pictures_near_to_sound_ones())
@settings(MANY, max_examples=4000)
def test_picture_never_crashes_for_long(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[str, bytes]
) -> None:
    """The same with many more examples."""
    check_picture(tmp_path_factory.getbasetemp(), *case)
