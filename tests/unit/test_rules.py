"""What editors get wrong: each slip is found at its place, with what was probably meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from relais.views import ProgramContent
from tests.projects import ADA, ADA_FRENCH, DOORS, Project

SITE = "content/site.yml"
HOUSE = "content/organisations/harbour-house.yml"


@dataclass(frozen=True)
class Slip:
    """A passage that becomes another one, and what is said about it."""

    name: str
    path: str
    old: str
    new: str
    place: str
    code: str
    suggestion: str = ""


SLIPS = [
    Slip("misspelt field", ADA, "title: Ada", "titel: Ada", "2:1", "misspelt-field", "title"),
    Slip(
        "French field", ADA, "credit: Nobody", "crédit: Nobody", "24:3", "unknown-field", "credit"
    ),
    Slip(
        "field in the wrong place",
        ADA,
        "role: Keeper",
        "role: Keeper\n  q: x",
        "7:3",
        "unknown-field",
    ),
    Slip("missing field", ADA, "  role: Keeper\n", "", "4:1", "missing-field"),
    Slip("field without value", ADA, "role: Keeper", "role:", "6:3", "empty-field"),
    Slip(
        "misspelt value",
        ADA,
        "status: published",
        "status: publised",
        "12:9",
        "not-allowed",
        "published",
    ),
    Slip(
        "unknown organisation",
        ADA,
        "harbour-house",
        "harbor-house",
        "7:15",
        "unknown-organisation",
        "harbour-house",
    ),
    Slip(
        "unknown program",
        ADA,
        "[open-doors, quiet",
        "[open-door, quiet",
        "8:12",
        "unknown-program",
        "open-doors",
    ),
    Slip(
        "unknown theme", ADA, "[light, warmth]", "[light, warm]", "9:17", "unknown-theme", "warmth"
    ),
    Slip(
        "unknown population",
        ADA,
        "[night-owls]",
        "[night-owl]",
        "10:15",
        "unknown-population",
        "night-owls",
    ),
    Slip("unknown country", ADA, "[FR, NO]", "[FR, Norvège]", "11:17", "not-a-country", "NO"),
    Slip("listed twice", ADA, "[light, warmth]", "[light, light]", "9:17", "listed-twice"),
    Slip("text for a list", ADA, "countries: [FR, NO]", "countries: FR", "11:12", "expected-list"),
    Slip("list for a text", ADA, "role: Keeper", "role: [Keeper]", "6:9", "expected-text"),
    Slip(
        "text for fields", ADA, "focal: {x: 0.5, y: 0.3}", "focal: top", "25:10", "expected-fields"
    ),
    Slip("focal point outside", ADA, "x: 0.5", "x: 50", "25:14", "out-of-range"),
    Slip(
        "no release",
        ADA,
        "release:\n  basis: signed\n  covers: [text, portrait]\n  signed_on: 2024-04-01\n"
        "  record: R-0001\n  expires_on: 2034-04-01\n",
        "",
        "12:9",
        "no-release",
    ),
    Slip(
        "release without text",
        ADA,
        "[text, portrait]",
        "[portrait]",
        "16:11",
        "release-without-text",
    ),
    Slip("release of nothing", ADA, "[text, portrait]", "[]", "16:11", "too-few"),
    Slip("signed without record", ADA, "  record: R-0001\n", "", "15:10", "release-incomplete"),
    Slip(
        "release ends before it begins", ADA, "2034-04-01", "2024-03-01", "19:15", "dates-backwards"
    ),
    Slip(
        "gone before it comes",
        ADA,
        "publish_on: 2024-05-01",
        "publish_on: 2024-05-01\nunpublish_on: 2024-05-01",
        "14:15",
        "dates-backwards",
    ),
    Slip(
        "changed before it comes",
        ADA,
        "publish_on: 2024-05-01",
        "publish_on: 2024-05-01\nupdated_on: 2024-04-30",
        "14:13",
        "dates-backwards",
    ),
    Slip(
        "quote not in answer",
        ADA,
        "text: we never count the moon",
        "text: we always count the moon",
        "38:25",
        "not-in-answer",
    ),
    Slip(
        "quote from nowhere",
        ADA,
        "{from: lamps",
        "{from: lamp",
        "38:12",
        "unknown-question",
        "lamps",
    ),
    Slip(
        "question id twice",
        ADA,
        "      The moon lights itself.\n",
        "      It does.\n  - {id: moon, q: Again?, a: Again.}\n",
        "37:10",
        "same-id",
    ),
    Slip(
        "picture in capitals",
        ADA,
        "src: portrait.jpg",
        "src: Portrait.JPG",
        "22:8",
        "no-picture",
        "portrait.jpg",
    ),
    Slip(
        "alias of another entry",
        ADA,
        "aliases: [ada]",
        "aliases: [bruno-sample]",
        "41:11",
        "alias-in-use",
    ),
    Slip(
        "link to a missing program",
        ADA,
        "(program:open-doors)",
        "(program:open-dors)",
        "32:37",
        "unknown-program",
        "open-doors",
    ),
    Slip(
        "link of a kind that is misspelt",
        ADA,
        "(program:open-doors)",
        "(programme:open-doors)",
        "32:37",
        "misspelt-scheme",
        "program:",
    ),
    Slip(
        "link with a space between",
        ADA,
        "](program:open-doors)",
        "] (program:open-doors)",
        "32:35",
        "spaced-link",
    ),
    Slip(
        "link with a space inside",
        ADA,
        "(program:open-doors)",
        "(program: open-doors)",
        "32:35",
        "spaced-link",
    ),
    Slip(
        "picture in a text",
        ADA,
        "**seven lamps**",
        "![lamps](lamps.jpg)",
        "30:16",
        "picture-in-text",
    ),
    Slip(
        "link by file name", ADA, "(program:open-doors)", "(../open-doors/)", "32:37", "loose-link"
    ),
    Slip(
        "HTML that is left out", ADA, "**seven lamps**", "<video>lamps</video>", "30:16", "left-out"
    ),
    Slip(
        "long summary",
        ADA,
        "A fictional keeper talks",
        "A " + "very " * 50 + "long summary",
        "3:10",
        "too-long",
    ),
    Slip(
        "wrong address",
        ADA,
        "https://gazette.example/ada?page=1&part=2",
        "gazette.example",
        "40:39",
        "not-a-web-address",
        "https://gazette.example",
    ),
    Slip(
        "impossible day",
        ADA,
        "signed_on: 2024-04-01",
        "signed_on: 2024-02-31",
        "17:14",
        "no-such-day",
    ),
    Slip(
        "day as at home",
        ADA,
        "signed_on: 2024-04-01",
        "signed_on: 01/04/2024",
        "17:14",
        "which-day",
    ),
    Slip(
        "colon in a title",
        ADA,
        "title: Ada Example",
        "title: Ada: Example",
        "2:11",
        "colon-in-text",
    ),
    Slip("unclosed quote", ADA, '"Lamps: how many?"', '"Lamps: how many?', "28:8", "open-quote"),
    Slip("unclosed bracket", ADA, "[FR, NO]", "[FR, NO", "11:12", "open-bracket"),
    Slip(
        "apostrophe in quotes",
        ADA,
        '"Lamps: how many?"',
        "'What's up?'",
        "28:14",
        "text-after-quote",
    ),
    Slip("no colon", ADA, "credit: Nobody", "credit Nobody", "24:3", "no-colon"),
    Slip("at sign first", ADA, "role: Keeper", "role: @Keeper", "6:9", "reserved-start"),
    Slip("crooked indent", ADA, "  role: Keeper", "   role: Keeper", "6:1", "bad-indent"),
    Slip("stale translation", ADA, "And the moon?", "And the sun?", "1:19", "stale"),
    Slip("translated id", ADA_FRENCH, "- id: moon", "- id: lune", "15:9", "no-such-id"),
    Slip(
        "translated quote",
        ADA_FRENCH,
        "text: sans jamais compter la lune",
        "text: sans compter",
        "20:25",
        "not-in-answer",
    ),
    Slip(
        "untranslated role", ADA_FRENCH, "person:\n  role: Gardienne\n", "", "1:1", "untranslated"
    ),
    Slip(
        "place of nowhere",
        DOORS.replace(".en.", ".fr."),
        "of: Fiction-upon-Sea",
        "of: Fiction-on-Sea",
        "6:10",
        "unknown-place",
        "Fiction-upon-Sea",
    ),
    Slip("point too early", DOORS, "date: 2011-06", "date: 2009", "26:16", "points-backwards"),
    Slip("zero in front", DOORS, "value: 10}", "value: 010}", "25:29", "not-a-number"),
    Slip(
        "comma in a number",
        DOORS,
        "value: 1200.5",
        "value: 1200,5",
        "15:12",
        "not-a-number",
        "1200.5",
    ),
    Slip("backward period", DOORS, "2010/2015", "2015/2010", "18:11", "period-backwards"),
    Slip("latitude too far", DOORS, "latitude: 48.5", "latitude: 485", "11:53", "out-of-range"),
    Slip(
        "unknown page in a menu",
        SITE,
        "programs, about]",
        "programs, abuot]",
        "47:32",
        "unknown-page",
        "about",
    ),
    Slip(
        "unknown featured",
        SITE,
        "featured: ada-example",
        "featured: ada-exemple",
        "46:11",
        "unknown-interview",
        "ada-example",
    ),
    Slip("two words the same", SITE, "{en: programs,", "{en: partners,", "15:16", "same-address"),
    Slip(
        "other language",
        HOUSE,
        "  fr: Une maison",
        "  de: Ein Haus\n  fr: Une maison",
        "7:3",
        "other-language",
    ),
    Slip(
        "language missing",
        HOUSE,
        "  fr: Une maison fictive près d’un port fictif.\n",
        "",
        "5:1",
        "no-text-in-language",
    ),
    Slip(
        "time zone", SITE, "Europe/Paris", "Europe/Pari", "8:12", "not-a-time-zone", "Europe/Paris"
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_slip_is_found_at_its_place(project: Project, slip: Slip) -> None:
    """A slip is said once, where it is, with what was meant."""
    before = {item.sort_key for item in project.diagnostics()}
    project.edit(slip.path, slip.old, slip.new)
    # Whatever changes the source text makes its translation stale, and what is not public any more
    # is missed where it is referred to; that is said beside it.
    found = [
        item
        for item in project.diagnostics()
        if item.sort_key not in before
        and (item.code != "stale" or slip.code == "stale")
        and not item.code.startswith("not-shown")
    ]
    expected_path = ADA_FRENCH if slip.code == "stale" else slip.path
    assert [
        (item.path, f"{item.span.line}:{item.span.column}", item.code, item.suggestion)
        for item in found
    ] == [(expected_path, slip.place, slip.code, slip.suggestion)]


def test_broken_entry_is_not_called_missing(project: Project) -> None:
    """A reference to an organisation whose file is broken says nothing: the file does."""
    project.edit(HOUSE, "since: 1999", "since: [1999")
    assert [item.path for item in project.new_diagnostics()] == [HOUSE]


def test_all_problems_of_all_files_come_in_file_order(project: Project) -> None:
    """Three slips in two files are all said, sorted by file and line."""
    project.edit(ADA, "status: published", "status: publised")
    project.edit(ADA, "attribution: verbatim", "attribution: verbatm")
    project.edit(DOORS, "since: 2001-05", "since: 2001-15")
    places = [(item.path, item.span.line) for item in project.new_diagnostics()]
    assert places == [(ADA, 12), (ADA, 20), (DOORS, 9)]


def test_without_site_file_the_rest_is_still_checked(project: Project) -> None:
    """A missing site.yml is said, and so is a slip elsewhere."""
    project.path(SITE).unlink()
    project.edit(ADA, "status: published", "status: publised")
    assert [item.code for item in project.new_diagnostics()] == ["not-allowed", "no-site-file"]


@pytest.mark.parametrize(
    ("path", "code", "suggestion"),
    [
        ("content/partners/ada-example/index.yml", "copy-of-file", ""),
        ("content/partners/ada-example/index.en.yaml", "copy-of-file", ""),
        ("content/partners/ada-example/index.en - Copie.yml", "copy-of-file", ""),
        ("content/partners/ada-example/index.en.yml.orig", "copy-of-file", ""),
        ("content/partners/ada-example/form.pdf", "document-in-content", ""),
        ("content/partners/ada-example/Notes.DOCX", "document-in-content", ""),
        ("content/partners/ada-example/interview (1).md", "unknown-file", ""),
        ("content/partners/zoe-example/interview.yml", "unknown-file", "index.en.yml"),
        ("content/partners/zoe-example/index.fr.yaml", "unknown-file", "index.fr.yml"),
        ("content/partners/ada-example/index.de.yml", "other-language", ""),
        ("content/partners/Éva/index.en.yml", "bad-slug", "eva"),
        ("content/notes.txt", "unknown-file", ""),
        ("docs/about.en.md", "same-edition", ""),
        ("docs/picture.svg", "unknown-file", ""),
    ],
)
def test_file_in_the_wrong_place_or_with_the_wrong_name(
    project: Project, path: str, code: str, suggestion: str
) -> None:
    """A file that Relais cannot place is said, with the name it probably should have."""
    project.write(path, project.path("docs/about.md").read_bytes())
    found = [item for item in project.new_diagnostics() if item.path == path]
    if not found:  # of two editions in one language the second one in the folder is said
        found = [item for item in project.new_diagnostics() if item.path == "docs/about.md"]
    assert [(item.code, item.suggestion) for item in found] == [(code, suggestion)]


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "desktop.ini", ".index.en.yml.swp", "index.en.yml~", "~$notes.docx"],
)
def test_files_that_programs_leave_behind_are_passed_over(project: Project, name: str) -> None:
    """Backups and hidden files of other programs are no problem."""
    project.write(f"content/partners/ada-example/{name}", b"\0")
    assert project.new_diagnostics() == []


def test_summary_is_not_quoted_in_any_language(project: Project) -> None:
    """Where answers are a summary, quotes are refused in the source and in each translation."""
    project.edit(ADA, "attribution: verbatim", "attribution: summary")
    found = [(item.path, item.span.line, item.code) for item in project.new_diagnostics()]
    assert found == [(ADA, 37, "quotes-in-summary"), (ADA_FRENCH, 19, "quotes-in-summary")]


@pytest.mark.parametrize("words", ["ever count the moon", "the moon. More about it"])
def test_quote_is_whole_words_of_one_paragraph(project: Project, words: str) -> None:
    """A part of a word, or words across two paragraphs, are not what was said."""
    project.edit(ADA, "text: we never count the moon", f"text: {words}")
    assert [item.code for item in project.new_diagnostics()] == ["not-in-answer"]


def test_slip_in_a_vocabulary_does_not_make_its_slugs_unknown(project: Project) -> None:
    """A theme whose name is wrong is said once, not at every reference to it."""
    project.edit("content/themes.yml", "  fr: Chaleur", "  FR: Chaleur")
    found = [(item.path, item.code) for item in project.new_diagnostics()]
    assert found == [("content/themes.yml", "not-a-language")]


def test_broken_source_edition_does_not_blame_its_translation(project: Project) -> None:
    """While the source edition cannot be read, the translation is not taken for it."""
    project.edit(ADA, "title: Ada Example", "title: Ada: Example")
    project.edit(ADA_FRENCH, "translation:", "# translation:")
    assert [(item.path, item.code) for item in project.new_diagnostics()] == [
        (ADA, "colon-in-text")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "docs/partners/ada-example.md",
        "docs/fr/a-propos.md",
        "docs/places.md",
        "docs/fr/chiffres.md",
    ],
)
def test_page_in_the_place_of_another_is_said(project: Project, name: str) -> None:
    """A hand-written page whose address is taken at any depth is an error, not lost."""
    project.write(name, project.path("docs/about.md").read_bytes())
    codes = {item.code for item in project.new_diagnostics()}
    assert codes == {"same-address"}


def test_translated_unit_is_never_lost(project: Project) -> None:
    """A figure whose translation has no unit keeps the source's, and the editor is told."""
    french = DOORS.replace(".en.", ".fr.")
    project.edit(french, "{id: doors, unit: portes, label", "{id: doors, label")
    found = [(item.path, item.code, str(item.severity)) for item in project.new_diagnostics()]
    assert found == [(french, "untranslated", "warning")]
    page = project.pages(date(2026, 11, 1))["fr/programmes/open-doors/"]
    assert isinstance(page.content, ProgramContent)
    unit = page.content.figures[0].unit
    assert unit is not None
    assert (unit.text, unit.language) == ("doors", "en")


def test_deep_markdown_is_refused_at_once(project: Project) -> None:
    """Quotes in quotes in quotes are an error with a place; nobody waits for them."""
    project.edit(ADA, "      The moon lights itself.", "      " + "> " * 20_000 + "x")
    assert [(item.code, item.span.line) for item in project.new_diagnostics()] == [("too-deep", 35)]


def test_language_listed_twice_is_said(project: Project) -> None:
    """A language that stands in the list twice would make every page twice."""
    project.edit(SITE, "languages: [en, fr]", "languages: [en, fr, fr]")
    assert [item.code for item in project.new_diagnostics()] == ["listed-twice"]


def test_broken_site_file_does_not_blame_other_languages(project: Project) -> None:
    """While site.yml cannot be read, no file is said to be in a wrong or missing language."""
    project.write("docs/about.ar.md", project.path("docs/about.fr.md").read_bytes())
    project.edit(SITE, "languages: [en, fr]", "languages: [en, fr, ar")
    assert [(item.path, item.code) for item in project.new_diagnostics()] == [
        (SITE, "open-bracket")
    ]
