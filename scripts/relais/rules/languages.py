"""Each text is there in each language, and still says what the source edition says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relais.diagnostics import Severity, closest
from relais.fields import ANY_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relais.content import Content, Editions
    from relais.diagnostics import Diagnostic
    from relais.documents import Document, Parsed
    from relais.register import Register
    from relais.schema import (
        Figure,
        FigureTranslation,
        InterviewSource,
        InterviewTranslation,
        PageSource,
        PageTranslation,
        ProgramSource,
        ProgramTranslation,
        Series,
    )
    from relais.validation import Location


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield missing, stale and mismatched translations."""
    if content.site is None:
        return  # which languages there should be is not known
    for interview in content.interviews.values():
        yield from _missing(content, interview.source, interview.language, interview.translations)
        for translation in interview.translations.values():
            yield from _freshness(interview, translation)
            yield from _interview(interview, translation)
    for program in content.programs.values():
        yield from _missing(content, program.source, program.language, program.translations)
        for version in program.translations.values():
            yield from _freshness(program, version)
            yield from _program(program, version)
    for page in content.pages.values():
        yield from _missing(content, page.source, page.language, page.translations)
        for written in page.translations.values():
            yield from _freshness(page, written)
            figures = [figure.id for figure in page.source.model.figures]
            translated = [figure.id for figure in written.model.figures]
            yield from _ids(written, "figures", figures, translated)
            original = page.source.model.figures
            yield from _units(written, "figures", original, written.model.figures)
    yield from _localised_texts(content)


def _missing(
    content: Content,
    source: Parsed,
    language: str,
    translations: Mapping[str, object],
) -> Iterator[Diagnostic]:
    for other in content.languages:
        if other == language or other in translations:
            continue
        folder, _, name = source.source.path.rpartition("/")
        stem, ending = name.split(".", 1)[0], name.rpartition(".")[2]
        middle = "" if folder.startswith("docs") and other == content.languages[0] else f".{other}"
        path = f"{folder}/{stem}{middle}.{ending}"
        # A translation whose file is broken is not missing: its own diagnostics say so.
        if path not in content.paths:
            details = {"language": other, "file": path}
            yield source.problem("no-translation", (), details, severity=Severity.WARNING)


def _freshness(
    entry: Editions[Any, Any],
    translation: Document[InterviewTranslation]
    | Document[ProgramTranslation]
    | Document[PageTranslation],
) -> Iterator[Diagnostic]:
    current = entry.notes.fingerprint
    recorded = translation.model.translation
    details = {"fingerprint": current, "file": entry.source.source.path}
    if recorded is None:
        yield translation.problem("no-fingerprint", (), details, severity=Severity.WARNING)
    elif recorded.of != current:
        location = ("translation", "of")
        yield translation.problem("stale", location, details, severity=Severity.WARNING)


def _interview(
    interview: Editions[InterviewSource, InterviewTranslation],
    translation: Document[InterviewTranslation],
) -> Iterator[Diagnostic]:
    source = interview.source.model
    ids = [question.id for question in source.questions]
    translated = [question.id for question in translation.model.questions]
    yield from _ids(translation, "questions", ids, translated)
    media = [item.id for item in source.media]
    yield from _ids(translation, "media", media, [item.id for item in translation.model.media])
    if translation.model.person is None:
        yield translation.problem(
            "untranslated", (), {"what": "person.role"}, severity=Severity.WARNING
        )
    if source.portrait and translation.model.portrait is None:
        yield translation.problem(
            "untranslated", (), {"what": "portrait.alt"}, severity=Severity.WARNING
        )


def _program(
    program: Editions[ProgramSource, ProgramTranslation],
    translation: Document[ProgramTranslation],
) -> Iterator[Diagnostic]:
    source = program.source.model
    figures = [figure.id for figure in source.figures]
    yield from _ids(translation, "figures", figures, [f.id for f in translation.model.figures])
    series = [one.id for one in source.series]
    yield from _ids(translation, "series", series, [one.id for one in translation.model.series])
    yield from _units(translation, "figures", source.figures, translation.model.figures)
    yield from _units(translation, "series", source.series, translation.model.series)
    media = [item.id for item in source.media]
    yield from _ids(translation, "media", media, [item.id for item in translation.model.media])
    places = [place.name for place in source.places]
    for index, place in enumerate(translation.model.places):
        if place.of not in places:
            yield translation.problem(
                "unknown-place",
                ("places", index, "of"),
                {"name": place.of},
                suggestion=closest(place.of, places),
            )


def _ids(
    translation: Parsed, field: str, source: Iterable[str], translated: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield ids that the source edition does not have, and those that are not translated yet."""
    source = list(source)
    if len(set(source)) < len(source):
        return  # it is the source edition that is to be mended
    seen = set()
    unknown = False
    for index, name in enumerate(translated):
        location: Location = (field, index, "id")
        if name not in source:
            details = {"id": name, "choices": ", ".join(source)}
            suggestion = closest(name, source)
            unknown = True
            yield translation.problem("no-such-id", location, details, suggestion=suggestion)
        elif name in seen:
            yield translation.problem("same-id", location, {"id": name})
        seen.add(name)
    for name in source:
        # An unknown id is most likely the missing one, misspelt: one slip, said once.
        if name not in seen and not unknown:
            details = {"what": f"{field}: {name}"}
            yield translation.problem("untranslated", (), details, severity=Severity.WARNING)


def _units(
    translation: Parsed,
    field: str,
    source: Iterable[Figure | Series],
    translated: Iterable[FigureTranslation],
) -> Iterator[Diagnostic]:
    """Yield units that are not translated: the page shows the source's."""
    units = {item.id: item.unit for item in source}
    for index, item in enumerate(translated):
        if units.get(item.id) and not item.unit:
            details = {"what": f"{field}: {item.id}: unit"}
            location: Location = (field, index, "id")
            yield translation.problem("untranslated", location, details, severity=Severity.WARNING)


def _localised_texts(content: Content) -> Iterator[Diagnostic]:
    """Yield languages that short texts lack, or have although the site does not."""
    texts: list[tuple[Parsed, Location, Mapping[str, str]]] = []
    if content.site:
        site = content.site.model
        texts += [(content.site, ("name",), site.name), (content.site, ("tagline",), site.tagline)]
        for name, section in site.sections:
            for field, text in section:
                texts.append((content.site, ("sections", name, field), text))
        for index, column in enumerate(site.footer):
            texts.append((content.site, ("footer", index, "title"), column.title))
    for vocabulary in content.vocabularies.values():
        texts += [(vocabulary, (slug,), labels) for slug, labels in vocabulary.model.root.items()]
    for organisation in content.organisations.values():
        texts.append((organisation, ("summary",), organisation.model.summary))
        if organisation.model.description:
            texts.append((organisation, ("description",), organisation.model.description))
    if content.register:
        texts += _register_texts(content.register)
    titles = [item for item in _source_titles(content) if ANY_LANGUAGE not in item[2]]
    for document, location, text in (*texts, *titles):
        yield from _languages(content, document, location, text)


def _register_texts(
    register: Document[Register],
) -> Iterator[tuple[Parsed, Location, Mapping[str, str]]]:
    for index, purpose in enumerate(register.model.purposes):
        yield register, ("purposes", index, "label"), purpose.label
        yield register, ("purposes", index, "description"), purpose.description
    for index, tracker in enumerate(register.model.trackers):
        yield register, ("trackers", index, "data"), tracker.data
        for field in ("name", "provider", "controller"):
            if ANY_LANGUAGE not in (text := getattr(tracker, field)):
                yield register, ("trackers", index, field), text
        for number, item in enumerate(tracker.cookies):
            yield register, ("trackers", index, "cookies", number, "use"), item.use


def _source_titles(content: Content) -> Iterator[tuple[Parsed, Location, Mapping[str, str]]]:
    """Yield the titles of sources that are given per language."""
    with_figures: list[Document[ProgramSource] | Document[PageSource]] = [
        *(program.source for program in content.programs.values()),
        *(page.source for page in content.pages.values()),
    ]
    for document in with_figures:
        for field in ("figures", "series"):
            for index, item in enumerate(getattr(document.model, field, ())):
                yield document, (field, index, "source", "title"), item.source.title
    interviews = (interview.source for interview in content.interviews.values())
    for source in (*interviews, *with_figures, *content.organisations.values()):
        for index, reference in enumerate(source.model.sources):
            yield source, ("sources", index, "title"), reference.title


def _languages(
    content: Content, document: Parsed, location: Location, text: Mapping[str, str]
) -> Iterator[Diagnostic]:
    for language in text:
        if language not in content.languages:
            details = {"language": language, "languages": ", ".join(content.languages)}
            yield document.problem("other-language", (*location, language), details, key=True)
    for language in content.languages:
        if language not in text:
            required = language == content.languages[0] or location[-1] == "path"
            yield document.problem(
                "no-text-in-language",
                location,
                {"field": str(location[-1]), "language": language},
                severity=Severity.ERROR if required else Severity.WARNING,
                key=True,
            )
