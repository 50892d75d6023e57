"""The content folder as typed documents: which file is what, and all that is wrong with each.

One broken file never hides another: it is left out here, its slug stays known, and its diagnostics
are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from pydantic import BaseModel

from relais import files, gaps, limits, pictures
from relais.diagnostics import WHOLE_FILE, Diagnostic, Severity, closest
from relais.documents import Document, Parsed, parse_file, understand
from relais.editions import source_language
from relais.fields import SLUG
from relais.meanings import slug_of
from relais.pictures import Picture
from relais.register import Register
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

    from relais.decoding import PictureProblem

SourceType = TypeVar("SourceType", bound=BaseModel)
TranslationType = TypeVar("TranslationType", bound=BaseModel)
ModelType = TypeVar("ModelType", bound=BaseModel)

SITE_FILE: Final = "content/site.yml"
REGISTER_FILE: Final = "content/cookies.yml"
FALLBACK_LANGUAGES: Final = ("en", "fr")
"""Taken for the site's languages while site.yml cannot be read, so that other files are checked."""

_FOLDERS: Final = ("partners", "programs", "organisations")
"""The folders that content/ may have."""
_VOCABULARY: Final = re.compile(r"content/(themes|populations)\.yml")
_VOCABULARY_KINDS: Final = {"themes": "theme", "populations": "population"}
_ORGANISATION: Final = re.compile(r"content/organisations/([^/]+)\.yml")
_ENTRY: Final = re.compile(r"content/(partners|programs)/([^/]+)/([^/]+)")
_ENTRY_KINDS: Final = {"partners": ("interview", "yml"), "programs": ("program", "md")}
"""A folder to the kind of its entries and the ending of their files."""
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
    register: Document[Register] | None = None
    """What may be kept on a visitor's device; None if there is no file, or a broken one."""
    vocabularies: dict[str, Document[Vocabulary]] = field(default_factory=dict)
    """`theme` and `population`."""
    organisations: dict[str, Document[Organisation]] = field(default_factory=dict)
    interviews: dict[str, Editions[InterviewSource, InterviewTranslation]] = field(
        default_factory=dict
    )
    programs: dict[str, Editions[ProgramSource, ProgramTranslation]] = field(default_factory=dict)
    pages: dict[str, Editions[PageSource, PageTranslation]] = field(default_factory=dict)
    known: dict[str, set[str] | None] = field(default_factory=dict)
    """Every slug that has a file, broken or not, by kind: a reference to it is no error. None while
    the file that lists them cannot be read."""
    paths: frozenset[str] = frozenset()
    """Every file, relative to the root."""
    unopened: frozenset[str] = frozenset()
    """The links and special files among them, which have their diagnostic already."""
    portraits: dict[str, Picture | PictureProblem] = field(default_factory=dict)
    """The portrait of each interview that names a file that is there, by the interview's slug."""
    stills: dict[tuple[str, str], Picture | PictureProblem] = field(default_factory=dict)
    """The stills of media whose file is there, by the source edition's path and the file's name."""
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def slugs(self, kind: str) -> list[str]:
        """Return the known slugs of a kind, sorted."""
        return sorted(self.known.get(kind) or ())

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
    content.unopened = frozenset(diagnostic.path for diagnostic in content.diagnostics)
    reader = _Reader(content)
    reader.read_site()
    for path in found:
        reader.sort_in(path)
    for (kind, slug), editions in reader.groups.items():
        reader.read_group(kind, slug, editions)
    _inspect_pictures(content)
    return content


def _inspect_pictures(content: Content) -> None:
    """Open every picture that an entry names, several at once: each takes long."""
    portraits = {
        slug: (_beside(interview.source, portrait.src), portrait.focal)
        for slug, interview in content.interviews.items()
        if (portrait := interview.source.model.portrait)
    }
    sources: list[Document[InterviewSource] | Document[ProgramSource]] = [
        *(interview.source for interview in content.interviews.values()),
        *(program.source for program in content.programs.values()),
    ]
    stills = {
        (source.source.path, media.still.src): _beside(source, media.still.src)
        for source in sources
        for media in source.model.media
        if media.still
    }
    named = {*(path for path, _ in portraits.values()), *stills.values()}
    found = pictures.inspect_all(content.root, sorted(named & content.paths - content.unopened))
    for slug, (path, focal) in portraits.items():
        if (picture := found.get(path)) is None:
            continue
        if focal and isinstance(picture, Picture):
            picture = replace(picture, focal=(float(focal.x), float(focal.y)))
        content.portraits[slug] = picture
    for key, path in stills.items():
        if (picture := found.get(path)) is None:
            continue
        if isinstance(picture, Picture):
            picture = replace(picture, aspect=pictures.STILL_ASPECT, focal=(0.5, 0.5))
        content.stills[key] = picture


def _beside(document: Document[Any], name: str) -> str:
    """Return the path of a file in a document's folder."""
    return f"{document.source.path.rpartition('/')[0]}/{name}"


class _Reader:
    """Fills a `Content`."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.groups: dict[tuple[str, str], dict[str, str]] = {}
        """The files of each entry that has editions: kind and slug to language to path."""

    def read_site(self) -> None:
        """Read the site's own file first: it names the languages."""
        if SITE_FILE in self.content.paths:
            self.content.site = self._read(SITE_FILE, Site)
        else:
            self._say(SITE_FILE, "no-site-file")

    def sort_in(self, path: str) -> None:
        """Read a file that stands alone, or note to which entry an edition belongs."""
        if path == SITE_FILE:
            return
        if path == REGISTER_FILE:
            self.content.register = self._read(path, Register)
            return
        for pattern, take in (
            (_VOCABULARY, self._take_vocabulary),
            (_ORGANISATION, self._take_organisation),
            (_PAGE, self._take_page),
            (_ENTRY, self._take_edition),
        ):
            if match := pattern.fullmatch(path):
                take(path, match)
                return
        self._say_unknown(path)

    def _take_vocabulary(self, path: str, match: re.Match[str]) -> None:
        kind = _VOCABULARY_KINDS[match[1]]
        parsed = self._parse(path)
        # A slug whose names are wrong is known all the same: references to it are right.
        self.content.known[kind] = set(parsed.root.entries) if parsed else None
        if parsed and (document := self._understand(parsed, Vocabulary)):
            self.content.vocabularies[kind] = document

    def _take_organisation(self, path: str, match: re.Match[str]) -> None:
        if self._is_slug(path, match[1]):
            self._know("organisation", match[1])
            if document := self._read(path, Organisation):
                self.content.organisations[match[1]] = document

    def _take_page(self, path: str, match: re.Match[str]) -> None:
        language = match[2] or self.content.languages[0]
        if all(self._is_slug(path, part) for part in match[1].split("/")):
            self._add_edition(("page", match[1]), language, path)

    def _take_edition(self, path: str, match: re.Match[str]) -> None:
        folder, slug, name = match.groups()
        kind, ending = _ENTRY_KINDS[folder]
        if edition := re.fullmatch(rf"index\.([a-z]{{2,3}})\.{ending}", name):
            if self._is_slug(path, slug):
                self._add_edition((kind, slug), edition[1], path)
        elif not _PICTURE.fullmatch(name):
            expected = [f"index.{language}.{ending}" for language in self.content.languages]
            self._say_unknown(path, closest(name, expected) or expected[0])

    def _add_edition(self, entry: tuple[str, str], language: str, path: str) -> None:
        editions = self.groups.setdefault(entry, {})
        if self.content.site and language not in self.content.languages:
            languages = ", ".join(self.content.languages)
            known = [name for name in self.content.languages if language.startswith(name)]
            suggestion = (
                path.rpartition("/")[2].replace(f".{language}.", f".{known[0]}.") if known else ""
            )
            self._say(path, "other-language", suggestion, language=language, languages=languages)
        elif language in editions:
            self._say(path, "same-edition", other=editions[language])
        else:
            editions[language] = path

    def _know(self, kind: str, slug: str) -> None:
        known = self.content.known.setdefault(kind, set())
        if known is not None:
            known.add(slug)

    def _is_slug(self, path: str, slug: str) -> bool:
        short = len(slug) <= limits.MAX_SLUG_LENGTH
        if SLUG.fullmatch(slug) and short and slug not in limits.RESERVED_NAMES:
            return True
        meant = slug_of(slug)
        self._say(path, "bad-slug", meant if meant != slug else "", value=slug)
        return False

    def _say(self, path: str, code: str, suggestion: str = "", **details: str) -> None:
        diagnostic = Diagnostic(path, WHOLE_FILE, code, details, suggestion=suggestion)
        self.content.diagnostics.append(diagnostic)

    def _say_unknown(self, path: str, suggestion: str = "") -> None:
        if path in self.content.unopened:
            return
        name = path.rpartition("/")[2]
        if name.endswith(".yaml"):
            suggestion = name.removesuffix("yaml") + "yml"
        top, _, rest = path.removeprefix("content/").partition("/")
        if path.startswith("content/") and rest and top not in _FOLDERS:
            meant = closest(top, _FOLDERS)
            suggestion = f"content/{meant}/{rest}" if meant else suggestion
        self._say(path, "unknown-file", suggestion, name=name)

    def read_group(self, kind: str, slug: str, editions: dict[str, str]) -> None:
        """Read the editions of one entry and keep it if its source edition is sound."""
        self._know(kind, slug)
        parsed = {
            language: document
            for language, path in editions.items()
            if (document := self._parse(path)) is not None
        }
        roots = {language: document.root for language, document in parsed.items()}
        default = self.content.languages[0]
        language = source_language(roots, default)
        if language != default and default in editions.keys() - parsed.keys():
            return  # the source edition is broken, and says so itself
        if not language:
            if editions and len(parsed) == len(editions):
                self._say(min(editions.values()), "only-translations")
            return
        group = _Group(slug, language, parsed)
        if kind == "interview":
            self._keep(self.content.interviews, group, InterviewSource, InterviewTranslation)
        elif kind == "program":
            self._keep(self.content.programs, group, ProgramSource, ProgramTranslation)
        else:
            self._keep(self.content.pages, group, PageSource, PageTranslation)

    def _keep(
        self,
        entries: dict[str, Editions[SourceType, TranslationType]],
        group: _Group,
        source_model: type[SourceType],
        translation_model: type[TranslationType],
    ) -> None:
        translations = {
            language: document
            for language in sorted(group.parsed.keys() - {group.language})
            if (document := self._translation(group.parsed[language], translation_model))
        }
        source = self._understand(group.parsed[group.language], source_model)
        if source:
            entries[group.slug] = Editions(group.slug, group.language, source, translations)

    def _translation(
        self, parsed: Parsed, model: type[TranslationType]
    ) -> Document[TranslationType] | None:
        """Return a translation; None, and so the source text on its page, while it has gaps."""
        whole, missing = gaps.fill(parsed)
        document = self._understand(whole, model)
        if missing:
            location, details = (missing[0],), {"what": ", ".join(missing)}
            begun = parsed.problem(
                "translation-begun", location, details, severity=Severity.WARNING, key=True
            )
            self.content.diagnostics.append(begun)
            return None
        return document

    def _read(self, path: str, model: type[ModelType]) -> Document[ModelType] | None:
        parsed = self._parse(path)
        return self._understand(parsed, model) if parsed else None

    def _parse(self, path: str) -> Parsed | None:
        if path in self.content.unopened:
            return None
        source = files.read_text(self.content.root, path)
        if isinstance(source, Diagnostic):
            self.content.diagnostics.append(source)
            return None
        parsed, diagnostics = parse_file(source)
        self.content.diagnostics.extend(diagnostics)
        return parsed

    def _understand(self, parsed: Parsed, model: type[ModelType]) -> Document[ModelType] | None:
        document, diagnostics = understand(parsed, model)
        self.content.diagnostics.extend(diagnostics)
        return document


@dataclass(frozen=True, slots=True)
class _Group:
    """The parsed editions of one entry, and which of them carries the facts."""

    slug: str
    language: str
    parsed: dict[str, Parsed]
