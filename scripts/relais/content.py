"""The content folder as typed documents: which file is what, and all that is wrong with each.

One broken file never hides another: it is left out here, its slug stays known, and its diagnostics
are kept.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar, cast

from pydantic import BaseModel

from relais import files, gaps, limits, pictures
from relais.ahead import Ahead
from relais.diagnostics import WHOLE_FILE, Diagnostic, Severity, closest
from relais.documents import Document, Parsed, parse_file, understand
from relais.editions import source_language
from relais.fields import SLUG
from relais.files import KnownFile
from relais.forks import aside, shared_out
from relais.found import look_through
from relais.meanings import slug_of
from relais.pictures import Picture
from relais.recall import FOLDER as READ
from relais.recall import PICTURE, Recall, digest_of, read_files
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
from relais.tree import MappingNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from relais.decoding import PictureProblem
    from relais.found import Found, Seen
    from relais.validation import Location

SourceType = TypeVar("SourceType", bound=BaseModel)
TranslationType = TypeVar("TranslationType", bound=BaseModel)
ModelType = TypeVar("ModelType", bound=BaseModel)
Value = TypeVar("Value")

SITE_FILE: Final = "content/site.yml"
REGISTER_FILE: Final = "content/cookies.yml"
FALLBACK_LANGUAGES: Final = ("en", "fr")
"""Taken for the site's languages while site.yml cannot be read, so that other files are checked."""

_INTERVIEWS: Final = "content/partners"
MANY: Final = 3000
"""Interviews from which on processes of their own pay for what takes a fraction of each."""
_FOLDERS: Final = ("partners", "programs", "organisations")
"""The folders that content/ may have."""
_VOCABULARY: Final = re.compile(r"content/(themes|populations)\.yml")
_VOCABULARY_KINDS: Final = {"themes": "theme", "populations": "population"}
_ORGANISATION: Final = re.compile(r"content/organisations/([^/]+)\.yml")
_ENTRY: Final = re.compile(r"content/(partners|programs)/([^/]+)/([^/]+)")
_ENTRY_KINDS: Final = {"partners": ("interview", "yml"), "programs": ("program", "md")}
"""A folder to the kind of its entries and the ending of their files."""
_PAGE: Final = re.compile(r"docs/((?:[^/]+/)*[^/.]+)(?:\.([a-z]{2,3}))?\.md")
_DOCUMENT: Final = re.compile(
    r"\.(?:pdf|docx?|odt|rtf|pages|xlsx?|ods|pptx?|odp|eml|msg|zip)$", re.IGNORECASE
)
_TEXT: Final = re.compile(r"\.(?:ya?ml|md|markdown|txt)$", re.IGNORECASE)
_PICTURE: Final = re.compile(r".+\.(?:jpe?g|png|webp)", re.IGNORECASE)


class TextReference(NamedTuple):
    """A link from a text to other content."""

    path: str
    """The file in which it stands."""
    location: Location
    kind: str
    slug: str


class Anchor(NamedTuple):
    """A link from a text to a place on a page."""

    path: str
    """The file in which it stands."""
    location: Location
    kind: str
    slug: str
    """Of the page on which the place is; empty for the text's own."""
    name: str


class Notes(NamedTuple):
    """What can be said of one entry alone, whatever else there is."""

    fingerprint: str
    """Of the text that translations translate: see `relais.editions`."""
    findings: tuple[Diagnostic, ...]
    """What is wrong inside it."""
    references: tuple[TextReference, ...]
    """What its texts refer to."""
    anchors: tuple[Anchor, ...] = ()
    """To which places on pages its texts link."""
    links: tuple[TextReference, ...] = ()
    """Where its texts link to what may not be public, as they are written."""


@dataclass(frozen=True, slots=True)
class Editions(Generic[SourceType, TranslationType]):
    """The files of one interview, program or page."""

    slug: str
    language: str
    """The language of the source edition."""
    source: Document[SourceType]
    translations: dict[str, Document[TranslationType]]
    notes: Notes
    digest: str
    """What tells these files from others."""

    def documents(self) -> Iterator[Document[Any]]:
        """Yield the source edition, then the others."""
        yield self.source
        yield from self.translations.values()


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

    def entries(self) -> Iterator[Editions[Any, Any]]:
        """Yield the interviews, the programs and the hand-written pages."""
        yield from self.interviews.values()
        yield from self.programs.values()
        yield from self.pages.values()

    def slugs(self, kind: str) -> list[str]:
        """Return the known slugs of a kind, sorted."""
        return sorted(self.known.get(kind) or ())

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the default one first."""
        return tuple(self.site.model.languages) if self.site else FALLBACK_LANGUAGES


def read(root: Path, note: Callable[[Content], Notes]) -> Content:
    """Read everything below `root`/content and `root`/docs.

    `note` is given a content that holds one entry alone. What was read before is not read again.
    """
    content, keep = begin(root, note, processes=1)
    keep()
    return content


def begin(
    root: Path, note: Callable[[Content], Notes], processes: int, found: Found | None = None
) -> tuple[Content, Callable[[], None]]:
    """Do the same, but return also what waits until what was read is kept for the next run.

    Where there is much to read, `processes` share the work, and it is kept beside. `found` is what
    lies in the project, where somebody has looked through it just before.
    """
    ahead = _ahead.pop(root.resolve(), None)
    begun = ahead.begun() if ahead else None
    found = begun.found if begun else found
    wait = aside(partial(look_through, root), processes if _is_large(root) and not found else 1)
    recall = Recall(root)
    found = found or wait()
    reader = _Reader.of(root, recall, found)
    reader.read_groups(note, processes, (ahead, begun) if ahead and begun else None)
    content = reader.content
    _inspect_pictures(content, recall, found.seen)
    many = len(content.interviews) >= MANY
    return content, aside(recall.save, processes if many else 1)


def begin_ahead(root: Path, note: Callable[[Content], Notes]) -> None:
    """Let a copy of this process begin to read what `begin` will be asked for.

    Only where nothing was read before: what was is taken up once.
    """
    if not (root / READ).is_dir():
        _ahead[root.resolve()] = Ahead(partial(_begin_ahead, root, note))


def _begin_ahead(
    root: Path, note: Callable[[Content], Notes]
) -> tuple[_Begun, int, Callable[[Sequence[int]], list[_Read]]]:
    found = look_through(root)
    reader = _Reader.of(root, Recall(root), found)
    content, groups = reader.content, reader.entries()
    begun = _Begun(found, content.site.model if content.site else None, groups)

    def work(numbers: Sequence[int]) -> list[_Read]:
        return _read_each(content, [groups[number] for number in numbers], note)

    return begun, len(groups), work


def _is_large(root: Path) -> bool:
    """Tell whether a process of its own pays for looking through the files."""
    try:
        return len(os.listdir(root / _INTERVIEWS)) >= MANY  # noqa: PTH208 - names are enough
    except OSError:
        return False


def _inspect_pictures(content: Content, recall: Recall, seen: Seen) -> None:
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
    found = _inspected(content.root, sorted(named & content.paths - content.unopened), recall, seen)
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


def _inspected(
    root: Path, paths: Sequence[str], recall: Recall, seen: Seen
) -> dict[str, Picture | PictureProblem]:
    """Return pictures by path, of which only those are opened that changed since the last run."""
    sights = {path: recall.look(path, PICTURE, [path], seen) for path in paths}
    found: dict[str, Picture | PictureProblem] = {}
    for path, sight in sights.items():
        if sight and (known := recall.find(sight)):
            found[path] = known
    opened = pictures.inspect_all(root, [path for path in paths if path not in found])
    for path, picture in opened.items():
        unread = not isinstance(picture, Picture) and picture.code == "unreadable"
        if (sight := sights[path]) and not unread:
            recall.keep(sight, picture)
    return {**found, **opened}


def _beside(document: Document[Any], name: str) -> str:
    """Return the path of a file in a document's folder."""
    return f"{document.source.path.rpartition('/')[0]}/{name}"


class _Reader:
    """Fills a `Content`."""

    def __init__(self, content: Content, recall: Recall, seen: Seen) -> None:
        self.content, self.recall, self.seen = content, recall, seen
        self.groups: dict[tuple[str, str], dict[str, str]] = {}
        """The files of each entry that has editions: kind and slug to language to path."""

    @classmethod
    def of(cls, root: Path, recall: Recall, found: Found) -> _Reader:
        """Return one that has read what stands alone, and knows what else there is."""
        unopened = frozenset(problem.path for problem in found.problems)
        content = Content(
            root, paths=frozenset(found.paths), unopened=unopened, diagnostics=[*found.problems]
        )
        reader = cls(content, recall, found.seen)
        reader._read_site()
        for path in found.paths:
            reader._sort_in(path)
        return reader

    def entries(self) -> list[_Group]:
        """Return the entries that have editions."""
        return [_Group(kind, slug, paths) for (kind, slug), paths in self.groups.items()]

    def _read_site(self) -> None:
        """Read the site's own file first: it names the languages."""
        if SITE_FILE in self.content.paths:
            self.content.site = self._read(SITE_FILE, Site)
        else:
            self._say(SITE_FILE, "no-site-file")

    def _sort_in(self, path: str) -> None:
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
        slugs, model = self._read_once(path, Vocabulary.__name__, self._read_vocabulary)
        self.content.known[kind] = slugs
        if model:
            self.content.vocabularies[kind] = _recalled(self.content.root, path, model)

    def _read_vocabulary(
        self, path: str
    ) -> tuple[tuple[set[str] | None, Vocabulary | None], list[Diagnostic]]:
        """Return which slugs are known, the vocabulary if it is sound, and what is wrong."""
        parsed, model, diagnostics = _understood(self.content, path, Vocabulary)
        if parsed is None:
            return (None, None), diagnostics
        # A slug whose names are wrong is known all the same: references to it are right.
        # So is one whose slug is misspelt, for whoever writes it as it should be.
        written = parsed.root.entries
        slugs = {slug if SLUG.fullmatch(slug) else slug_of(slug) for slug in written}
        return (slugs, model), diagnostics

    def _take_organisation(self, path: str, match: re.Match[str]) -> None:
        if self._is_slug(path, match[1], "organisation"):
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
            if self._is_slug(path, slug, kind):
                self._add_edition((kind, slug), edition[1], path)
        elif not _PICTURE.fullmatch(name):
            expected = [f"index.{language}.{ending}" for language in self.content.languages]
            self._say_beside(path, name, expected)

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

    def _is_slug(self, path: str, slug: str, kind: str = "") -> bool:
        """Tell whether a name may be part of an address; if not, say so.

        What refers to the name that it should have is right.
        """
        short = len(slug) <= limits.MAX_SLUG_LENGTH
        if SLUG.fullmatch(slug) and short and slug not in limits.RESERVED_NAMES:
            return True
        meant = slug_of(slug)
        self._say(path, "bad-slug", meant if meant != slug else "", value=slug)
        if kind:
            self._know(kind, meant)
        return False

    def _say(self, path: str, code: str, suggestion: str = "", **details: str) -> None:
        diagnostic = Diagnostic(path, WHOLE_FILE, code, details, suggestion=suggestion)
        self.content.diagnostics.append(diagnostic)

    def _say_beside(self, path: str, name: str, expected: list[str]) -> None:
        """Say that a file is no edition: a misnamed one, a copy of one, or nothing for a site.

        It is never offered the name of a file that is there.
        """
        if path in self.content.unopened:
            return
        folder = path.removesuffix(name)
        there = [each for each in expected if f"{folder}{each}" in self.content.paths]
        meant = closest(name, expected)
        if _DOCUMENT.search(name):
            self._say(path, "document-in-content", name=name)
        elif meant in there:
            self._say(path, "copy-of-file", name=name, other=meant)
        elif meant or there or not _TEXT.search(name):
            self._say(path, "unknown-file", meant, name=name)
        else:
            self._say(path, "unknown-file", expected[0], name=name)

    def _say_unknown(self, path: str, suggestion: str = "") -> None:
        if path in self.content.unopened:
            return
        name = path.rpartition("/")[2]
        if name.endswith(".yaml"):
            suggestion = name.removesuffix("yaml") + "yml"
            if organisation := _ORGANISATION.fullmatch(path.removesuffix("yaml") + "yml"):
                self._know("organisation", organisation[1])
        top, _, rest = path.removeprefix("content/").partition("/")
        if path.startswith("content/") and rest and top not in _FOLDERS:
            meant = closest(top, _FOLDERS)
            suggestion = f"content/{meant}/{rest}" if meant else suggestion
        self._say(path, "unknown-file", suggestion, name=name)

    def read_groups(
        self,
        note: Callable[[Content], Notes],
        processes: int,
        begun_ahead: tuple[Ahead[_Begun, _Read], _Begun] | None = None,
    ) -> None:
        """Read the editions of each entry and keep it if its source edition is sound."""
        context = " ".join(self.content.languages)
        groups = self.entries()
        sights = [
            self.recall.look(f"{group.kind} {group.slug}", context, group.files, self.seen)
            if self.content.unopened.isdisjoint(group.files)
            else None
            for group in groups
        ]
        read_before: list[_Read | None] = [
            self.recall.find(sight) if sight else None for sight in sights
        ]
        missing = [number for number, one in enumerate(read_before) if one is None]

        def make(numbers: Sequence[int]) -> list[_Read]:
            return _read_each(self.content, [groups[number] for number in numbers], note)

        made: dict[int, _Read] = {}
        if begun_ahead:
            ahead, begun = begun_ahead
            if len(missing) == len(groups) and begun.is_for(self.content, groups):
                made = dict(enumerate(ahead.finish(make, processes)))
            else:
                ahead.abandon()
        missing = [number for number in missing if number not in made]
        alone = shared_out(lambda number: make([number])[0], missing, processes)
        made.update(zip(missing, alone, strict=True))
        kept: dict[str, dict[str, Any]] = {
            "interview": self.content.interviews,
            "program": self.content.programs,
            "page": self.content.pages,
        }
        for number, (group, sight) in enumerate(zip(groups, sights, strict=True)):
            one = read_before[number] or made[number]
            if sight and number in made:
                self.recall.keep(sight, one, one.digest)
            self._know(group.kind, group.slug)
            self.content.diagnostics += one.diagnostics
            if one.editions:
                kept[group.kind][group.slug] = _editions(self.content.root, group, one)

    def _read(self, path: str, model: type[ModelType]) -> Document[ModelType] | None:
        def read_now(path: str) -> tuple[ModelType | None, list[Diagnostic]]:
            _, value, diagnostics = _understood(self.content, path, model)
            return value, diagnostics

        value = self._read_once(path, model.__name__, read_now)
        return None if value is None else _recalled(self.content.root, path, value)

    def _read_once(
        self, path: str, context: str, read_now: Callable[[str], tuple[Value, list[Diagnostic]]]
    ) -> Value:
        """Return what `read_now` reads of a file, and say what is wrong with it.

        It is read now only if it was not before.
        """
        is_open = path not in self.content.unopened
        sight = self.recall.look(path, context, [path], self.seen) if is_open else None
        known = self.recall.find(sight) if sight else None
        if known is None:
            known = read_now(path)
            if sight and not any(item.code == "unreadable" for item in known[1]):
                self.recall.keep(sight, known)
        value, diagnostics = known
        self.content.diagnostics += diagnostics
        return cast("Value", value)


def _parse(
    content: Content, path: str, data: bytes | Diagnostic | None = None
) -> tuple[Parsed | None, list[Diagnostic]]:
    if path in content.unopened:
        return None, []
    source = files.read_text(content.root, path, data)
    return (None, [source]) if isinstance(source, Diagnostic) else parse_file(source)


def _understood(
    content: Content, path: str, model: type[ModelType]
) -> tuple[Parsed | None, ModelType | None, list[Diagnostic]]:
    """Return the fields of a file and its model, as far as there are any, and what is wrong."""
    parsed, diagnostics = _parse(content, path)
    if parsed is None:
        return None, None, diagnostics
    document, problems = understand(parsed, model)
    return parsed, document.model if document else None, [*diagnostics, *problems]


# Entries with editions: each is read alone, so that it can be read elsewhere, or not again


@dataclass(frozen=True, slots=True)
class _Group:
    """The files of one entry."""

    kind: str
    slug: str
    paths: Mapping[str, str]
    """By language."""

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(self.paths.values())


class _Edition(NamedTuple):
    """One sound edition."""

    language: str
    path: str
    model: BaseModel


class _Read(NamedTuple):
    """What was understood of one entry's files. Plain values only: it is kept between runs."""

    editions: tuple[_Edition, ...]
    """The source edition, then the others; none if the source edition is not sound."""
    notes: Notes | None
    diagnostics: tuple[Diagnostic, ...]
    digest: str


class _Begun(NamedTuple):
    """What was known when a copy of this process began to read entries."""

    found: Found
    site: Site | None
    groups: list[_Group]

    def is_for(self, content: Content, groups: list[_Group]) -> bool:
        """Tell whether the same entries are to be read, for the same site."""
        site = content.site.model if content.site else None
        return groups == self.groups and site == self.site


_ahead: Final[dict[Path, Ahead[_Begun, _Read]]] = {}
"""What is being read ahead, by the project's root."""


_MODELS: Final[Mapping[str, tuple[type[BaseModel], type[BaseModel]]]] = {
    "interview": (InterviewSource, InterviewTranslation),
    "program": (ProgramSource, ProgramTranslation),
    "page": (PageSource, PageTranslation),
}
"""The models of a kind's source edition and of its translations."""


def _read_each(
    content: Content, groups: Sequence[_Group], note: Callable[[Content], Notes]
) -> list[_Read]:
    """Read entries, each alone; of `content` only the languages and the files count.

    One step is done for all of them before the next: a processor is at its fastest while it does
    the same as just before.
    """
    data = [read_files(content.root, group.files) for group in groups]
    found: list[list[Diagnostic]] = [[] for _ in groups]
    parsed = [_parsed(content, *each) for each in zip(groups, data, found, strict=True)]
    sound = [_sound_editions(content, *each) for each in zip(groups, parsed, found, strict=True)]
    digests = map(digest_of, data)
    return [
        _Read(*_noted(content, group, documents, digest, note), tuple(diagnostics), digest)
        for group, documents, digest, diagnostics in zip(groups, sound, digests, found, strict=True)
    ]


def _noted(
    content: Content,
    group: _Group,
    documents: Mapping[str, Document[Any]],
    digest: str,
    note: Callable[[Content], Notes],
) -> tuple[tuple[_Edition, ...], Notes | None]:
    """Return the editions of an entry, and what can be said of it alone."""
    if not documents:
        return (), None
    editions = tuple(
        _Edition(language, document.source.path, document.model)
        for language, document in documents.items()
    )
    nothing = Notes("", (), ())
    source, *others = documents.values()
    languages = list(documents)
    alone: Editions[Any, Any] = Editions(
        group.slug,
        languages[0],
        source,
        dict(zip(languages[1:], others, strict=True)),
        nothing,
        digest,
    )
    by_kind: dict[str, Any] = {f"{group.kind}s": {group.slug: alone}}
    one = Content(content.root, site=content.site, paths=content.paths, **by_kind)
    return editions, note(one)


def _parsed(
    content: Content,
    group: _Group,
    data: Mapping[str, bytes | Diagnostic],
    diagnostics: list[Diagnostic],
) -> dict[str, Parsed]:
    """Return the fields of an entry's files by language, as far as they can be told."""
    parsed: dict[str, Parsed] = {}
    for language, path in group.paths.items():
        one, problems = _parse(content, path, data[path])
        diagnostics += problems
        if one is not None:
            parsed[language] = one
    return parsed


def _sound_editions(
    content: Content, group: _Group, parsed: Mapping[str, Parsed], diagnostics: list[Diagnostic]
) -> dict[str, Document[Any]]:
    """Return the editions of an entry by language, the source edition first, if that is sound."""
    roots = {language: document.root for language, document in parsed.items()}
    default = content.languages[0]
    source = source_language(roots, default)
    if source != default and default in group.paths.keys() - parsed.keys():
        return {}  # the source edition is broken, and says so itself
    if not source:
        if group.paths and len(parsed) == len(group.paths):
            diagnostics.append(_without_source(content, group))
        return {}
    source_model, translation_model = _MODELS[group.kind]
    translations = {
        language: document
        for language in sorted(parsed.keys() - {source})
        if (document := _translation(parsed[language], translation_model, diagnostics))
    }
    document, problems = understand(parsed[source], source_model)
    diagnostics += problems
    return {source: document, **translations} if document else {}


def _without_source(content: Content, group: _Group) -> Diagnostic:
    """Say that an entry has no source edition: its file is missing, or says that it is none."""
    language, path = min(group.paths.items(), key=itemgetter(1))
    missing = [each for each in content.languages if each not in group.paths]
    if not missing:
        return Diagnostic(path, WHOLE_FILE, "only-translations")
    folder, _, name = path.rpartition("/")
    middle = "" if group.kind == "page" and missing[0] == content.languages[0] else f".{missing[0]}"
    source = f"{folder}/{name.replace(f'.{language}.', f'{middle}.')}"
    return Diagnostic(path, WHOLE_FILE, "no-source-edition", {"file": source})


def _translation(
    parsed: Parsed, model: type[ModelType], diagnostics: list[Diagnostic]
) -> Document[ModelType] | None:
    """Return a translation; None, and so the source text on its page, while it has gaps."""
    whole, missing = gaps.fill(parsed)
    document, problems = understand(whole, model)
    diagnostics += problems
    if missing:
        location, details = (missing[0],), {"what": ", ".join(missing)}
        diagnostics.append(
            parsed.problem(
                "translation-begun", location, details, severity=Severity.WARNING, key=True
            )
        )
        return None
    return document


def _editions(root: Path, group: _Group, read_before: _Read) -> Editions[Any, Any]:
    source, *others = (
        (one.language, _recalled(root, one.path, one.model, is_translation=number > 0))
        for number, one in enumerate(read_before.editions)
    )
    assert read_before.notes is not None  # noqa: S101 - an entry with a source edition has notes
    return Editions(group.slug, *source, dict(others), read_before.notes, read_before.digest)


def _recalled(
    root: Path, path: str, model: ModelType, *, is_translation: bool = False
) -> Document[ModelType]:
    """Return the document of a file whose model is known; its fields are found when needed."""
    source = KnownFile(root, path)

    def fields() -> MappingNode:
        parsed, _ = parse_file(source)
        if parsed and is_translation:
            parsed, _ = gaps.fill(parsed)
        return parsed.root if parsed else MappingNode({}, WHOLE_FILE)  # it changed since

    return Document(source, fields, model)
