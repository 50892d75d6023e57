"""The content folder as typed documents: which file is what, and all that is wrong with each.

One broken file never hides another: it is left out here, its slug stays known, and its diagnostics
are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pydantic import BaseModel

from relais import files
from relais.diagnostics import WHOLE_FILE, Diagnostic, closest
from relais.documents import Document, Parsed, parse_file, understand
from relais.editions import source_language
from relais.fields import SLUG
from relais.schema import (
    InterviewSource,
    InterviewTranslation,
    Organisation,
    PageSource,
    PageTranslation,
    ProgramSource,
    ProgramTranslation,
    Site,
    Vocabulary,
)

if TYPE_CHECKING:
    from pathlib import Path

SourceType = TypeVar("SourceType", bound=BaseModel)
TranslationType = TypeVar("TranslationType", bound=BaseModel)
ModelType = TypeVar("ModelType", bound=BaseModel)

SITE_FILE: Final = "content/site.yml"
VOCABULARY_FILES: Final = {"theme": "content/themes.yml", "population": "content/populations.yml"}
FALLBACK_LANGUAGES: Final = ("en", "fr")
"""Taken for the site's languages while site.yml cannot be read, so that other files are checked."""

_ORGANISATION: Final = re.compile(r"content/organisations/([^/]+)\.yml")
_INTERVIEW: Final = re.compile(r"content/partners/([^/]+)/([^/]+)")
_PROGRAM: Final = re.compile(r"content/programs/([^/]+)/([^/]+)")
_PAGE: Final = re.compile(r"docs/((?:[^/]+/)*[^/.]+)(?:\.([a-z]{2,3}))?\.md")
_PICTURE: Final = re.compile(r".+\.(?:jpe?g|png|webp)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Editions(Generic[SourceType, TranslationType]):
    """The files of one interview, program or page."""

    slug: str
    language: str
    """The language of the source edition."""
    source: Document[SourceType]
    translations: dict[str, Document[TranslationType]]


@dataclass
class Content:
    """What was understood of the content folder."""

    root: Path
    site: Document[Site] | None = None
    vocabularies: dict[str, Document[Vocabulary]] = field(default_factory=dict)
    """`theme` and `population`."""
    organisations: dict[str, Document[Organisation]] = field(default_factory=dict)
    interviews: dict[str, Editions[InterviewSource, InterviewTranslation]] = field(
        default_factory=dict
    )
    programs: dict[str, Editions[ProgramSource, ProgramTranslation]] = field(default_factory=dict)
    pages: dict[str, Editions[PageSource, PageTranslation]] = field(default_factory=dict)
    known: dict[str, set[str]] = field(default_factory=dict)
    """Every slug that has a file, broken or not, by kind: a reference to it is no error."""
    paths: frozenset[str] = frozenset()
    """Every file, relative to the root."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the default one first."""
        return tuple(self.site.model.languages) if self.site else FALLBACK_LANGUAGES


def read(root: Path) -> Content:
    """Read everything below `root`/content and `root`/docs."""
    content = Content(root)
    found = [
        *files.walk(root, "content", content.diagnostics),
        *files.walk(root, "docs", content.diagnostics),
    ]
    content.paths = frozenset(found)
    content.site = _read_one(content, SITE_FILE, Site) if SITE_FILE in content.paths else None
    if SITE_FILE not in content.paths:
        content.diagnostics.append(Diagnostic(SITE_FILE, WHOLE_FILE, "no-site-file"))
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for path in found:
        _sort_in(content, path, groups)
    for (kind, slug), editions in groups.items():
        _read_group(content, kind, slug, editions)
    return content


def _sort_in(
    content: Content, path: str, groups: dict[tuple[str, str], dict[str, str]]
) -> None:
    """Read a single file, or note to which entry an edition belongs."""
    if path == SITE_FILE:
        return
    for kind, vocabulary in VOCABULARY_FILES.items():
        if path == vocabulary:
            content.known[kind] = set()
            if document := _read_one(content, path, Vocabulary):
                content.vocabularies[kind] = document
                content.known[kind] = set(document.model.root)
            return
    if match := _ORGANISATION.fullmatch(path):
        if _good_slug(content, path, match[1]):
            content.known.setdefault("organisation", set()).add(match[1])
            if organisation := _read_one(content, path, Organisation):
                content.organisations[match[1]] = organisation
    elif match := _PAGE.fullmatch(path):
        language = match[2] or content.languages[0]
        if all(_good_slug(content, path, part) for part in match[1].split("/")) and _good_language(
            content, path, language
        ):
            _add_edition(content, ("page", match[1]), language, path, groups)
    elif match := _INTERVIEW.fullmatch(path):
        _sort_edition(content, path, ("interview", match[1]), match[2], groups)
    elif match := _PROGRAM.fullmatch(path):
        _sort_edition(content, path, ("program", match[1]), match[2], groups)
    else:
        _say_unknown(content, path)


def _sort_edition(
    content: Content,
    path: str,
    entry: tuple[str, str],
    name: str,
    groups: dict[tuple[str, str], dict[str, str]],
) -> None:
    ending = "yml" if entry[0] == "interview" else "md"
    match = re.fullmatch(rf"index\.([a-z]{{2,3}})\.{ending}", name)
    if match:
        if _good_slug(content, path, entry[1]) and _good_language(content, path, match[1]):
            _add_edition(content, entry, match[1], path, groups)
    elif not _PICTURE.fullmatch(name):
        expected = [f"index.{language}.{ending}" for language in content.languages]
        _say_unknown(content, path, closest(name, expected) or expected[0])


def _add_edition(
    content: Content,
    entry: tuple[str, str],
    language: str,
    path: str,
    groups: dict[tuple[str, str], dict[str, str]],
) -> None:
    editions = groups.setdefault(entry, {})
    if language in editions:
        details = {"other": editions[language]}
        content.diagnostics.append(Diagnostic(path, WHOLE_FILE, "same-edition", details))
    else:
        editions[language] = path


def _say_unknown(content: Content, path: str, suggestion: str = "") -> None:
    if path.endswith(".yaml"):
        suggestion = path.rpartition("/")[2].removesuffix("yaml") + "yml"
    details = {"name": path.rpartition("/")[2]}
    content.diagnostics.append(
        Diagnostic(path, WHOLE_FILE, "unknown-file", details, suggestion=suggestion)
    )


def _good_slug(content: Content, path: str, slug: str) -> bool:
    if SLUG.fullmatch(slug):
        return True
    content.diagnostics.append(Diagnostic(path, WHOLE_FILE, "bad-slug", {"value": slug}))
    return False


def _good_language(content: Content, path: str, language: str) -> bool:
    if language in content.languages:
        return True
    details = {"language": language, "languages": ", ".join(content.languages)}
    content.diagnostics.append(Diagnostic(path, WHOLE_FILE, "other-language", details))
    return False


def _read_group(content: Content, kind: str, slug: str, editions: dict[str, str]) -> None:
    """Read the editions of one entry and keep it if its source edition is sound."""
    content.known.setdefault(kind, set()).add(slug)
    parsed = {}
    for language, path in editions.items():
        if (document := _parse(content, path)) is not None:
            parsed[language] = document
    roots = {language: document.root for language, document in parsed.items()}
    language = source_language(roots, content.languages[0])
    if language is None:
        if len(parsed) == len(editions):
            path = min(editions.values())
            content.diagnostics.append(Diagnostic(path, WHOLE_FILE, "only-translations"))
        return
    if kind == "interview":
        interview = _pair(content, slug, language, parsed, InterviewSource, InterviewTranslation)
        if interview:
            content.interviews[slug] = interview
    elif kind == "program":
        program = _pair(content, slug, language, parsed, ProgramSource, ProgramTranslation)
        if program:
            content.programs[slug] = program
    else:
        page = _pair(content, slug, language, parsed, PageSource, PageTranslation)
        if page:
            content.pages[slug] = page


def _pair(  # noqa: PLR0913 - what pairs editions
    content: Content,
    slug: str,
    language: str,
    parsed: dict[str, Parsed],
    source_model: type[SourceType],
    translation_model: type[TranslationType],
) -> Editions[SourceType, TranslationType] | None:
    translations = {}
    for other in sorted(parsed.keys() - {language}):
        if document := _understand(content, parsed[other], translation_model):
            translations[other] = document
    source = _understand(content, parsed[language], source_model)
    return Editions(slug, language, source, translations) if source else None


def _read_one(content: Content, path: str, model: type[ModelType]) -> Document[ModelType] | None:
    parsed = _parse(content, path)
    return _understand(content, parsed, model) if parsed else None


def _parse(content: Content, path: str) -> Parsed | None:
    source = files.read_text(content.root, path)
    if isinstance(source, Diagnostic):
        content.diagnostics.append(source)
        return None
    parsed, diagnostics = parse_file(source)
    content.diagnostics.extend(diagnostics)
    return parsed


def _understand(
    content: Content, parsed: Parsed, model: type[ModelType]
) -> Document[ModelType] | None:
    document, diagnostics = understand(parsed, model)
    content.diagnostics.extend(diagnostics)
    return document
