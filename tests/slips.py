"""Mistakes that editors make, each with the diagnostic that finds it and the edit that mends it.

`python -m tests.slips` prints them as a table in both languages, with what Relais says to each.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.projects import ADA, ADA_FRENCH, DOORS, Project, make_project

if TYPE_CHECKING:
    from relais.diagnostics import Diagnostic

DOORS_FRENCH: Final = "content/programs/open-doors/index.fr.md"
QUIET: Final = "content/programs/quiet-hours/index.en.md"
SITE: Final = "content/site.yml"
THEMES: Final = "content/themes.yml"
HOUSE: Final = "content/organisations/harbour-house.yml"
ABOUT: Final = "docs/about.md"


@dataclass(frozen=True)
class Edit:
    """A passage that becomes another one."""

    path: str
    old: str
    new: str

    def do(self, project: Project) -> None:
        """Replace the passage, which must occur exactly once."""
        data = project.path(self.path).read_bytes()
        assert data.count(self.old.encode()) == 1, (self.old, data.count(self.old.encode()))
        project.write(self.path, data.replace(self.old.encode(), self.new.encode()))


@dataclass(frozen=True)
class Move:
    """A file or folder that gets another name."""

    path: str
    to: str

    def do(self, project: Project) -> None:
        """Move the file."""
        project.path(self.to).parent.mkdir(parents=True, exist_ok=True)
        project.path(self.path).rename(project.path(self.to))


@dataclass(frozen=True)
class Recode:
    """A file that is saved in another encoding."""

    path: str
    old: str
    new: str

    def do(self, project: Project) -> None:
        """Save the file anew."""
        path = project.path(self.path)
        path.write_bytes(path.read_bytes().decode(self.old).encode(self.new))


@dataclass(frozen=True)
class Write:
    """A file that gets another content."""

    path: str
    text: str

    def do(self, project: Project) -> None:
        """Write the file."""
        project.write(self.path, self.text)


Change = Edit | Move | Recode | Write


@dataclass(frozen=True)
class Slip:
    """A mistake: what is done, what is said about it where, and what mends it."""

    name: str
    mistake: tuple[Change, ...]
    code: str
    """The code of the diagnostic; empty where Relais reads it all the same."""
    path: str
    place: str
    """Line and column of the diagnostic."""
    mend: tuple[Change, ...]
    """What an editor does who follows the message."""
    meant: str = ""
    """What the diagnostic offers."""


def slip(  # noqa: PLR0913, PLR0917 - the columns of the table below
    name: str,
    path: str,
    old: str,
    new: str,
    place: str,
    code: str,
    meant: str = "",
    mended: str | None = None,
) -> Slip:
    """Return a mistake in one passage; without `mended`, the good passage comes back."""
    mend = Edit(path, new, old if mended is None else mended)
    return Slip(name, (Edit(path, old, new),), code, path, place, (mend,), meant)


_RELEASE = """release:
  basis: signed
  covers: [text, portrait]
  signed_on: 2024-04-01
  record: R-0001
  expires_on: 2034-04-01
"""
_CONFLICT = """<<<<<<< HEAD
status: published
=======
status: review
>>>>>>> spring
"""

SLIPS: Final = (
    slip(
        *("colon in a title", ADA, "title: Ada Example keeps", "title: Ada Example: she keeps"),
        *("2:19", "colon-in-text"),
        mended="title: Ada Example keeps",
    ),
    slip(
        *("text that begins with a link", ADA, "    q: And the", "    q: [And](page:about) the"),
        *("34:8", "reserved-start"),
        mended="    q: And the",
    ),
    slip("tab for indentation", ADA, "  name: Ada", "\tname: Ada", "5:1", "tab-indent"),
    slip(
        *("French quotation marks", ADA_FRENCH, "title: Ada Example garde", "title: « Ada : garde"),
        *("2:8", "curly-quotes"),
    ),
    slip(
        *("curly quotation marks", ADA, '"Lamps: how many?"', "“Lamps: how many?”"),
        *("28:8", "curly-quotes"),
    ),
    slip(
        *("31 February", ADA, "signed_on: 2024-04-01", "signed_on: 2024-02-31"),
        *("17:14", "no-such-day"),
        mended="signed_on: 2024-02-29",
    ),
    slip(
        *("day first", ADA, "signed_on: 2024-04-01", "signed_on: 31/03/2024"),
        *("17:14", "not-a-day", "2024-03-31"),
        mended="signed_on: 2024-03-31",
    ),
    slip(
        *("month first", ADA, "signed_on: 2024-04-01", "signed_on: 2024-31-03"),
        *("17:14", "no-such-month", "2024-03-31"),
        mended="signed_on: 2024-03-31",
    ),
    slip(
        *("date that may mean two days", ADA, "signed_on: 2024-04-01", "signed_on: 01/04/2024"),
        *("17:14", "which-day"),
    ),
    slip(
        *("date in words", ADA, "signed_on: 2024-04-01", "signed_on: 1er avril 2024"),
        *("17:14", "not-a-day", "2024-04-01"),
    ),
    slip(
        *("portrait in capitals", ADA, "src: portrait.jpg", "src: Portrait.JPG"),
        *("22:8", "no-picture", "portrait.jpg"),
    ),
    Slip(
        "folder with an accent",
        (Move("content/partners/bruno-sample", "content/partners/Brunó Sample"),),
        "bad-slug",
        "content/partners/Brunó Sample/index.fr.yml",
        "1:1",
        (Move("content/partners/Brunó Sample", "content/partners/bruno-sample"),),
        "bruno-sample",
    ),
    slip(
        *("quotation mark left open", ADA, '"Lamps: how many?"', '"Lamps: how many?'),
        *("28:8", "open-quote"),
    ),
    slip(
        *("list written as text", ADA, "themes: [light, warmth]", "themes: light, warmth"),
        *("9:9", "expected-list"),
    ),
    slip(
        *("name written for a slug", ADA, "themes: [light, warmth]", "themes: [Light, warmth]"),
        *("9:10", "unknown-theme", "light"),
    ),
    slip(
        *("place that an interview does not have", DOORS, "ada-example#lamps", "ada-example#lamp"),
        *("32:33", "unknown-anchor", "lamps"),
    ),
    slip(
        *("place that the interview itself does not have", ADA, "We light", "We [light](#moons)"),
        *("30:18", "unknown-anchor", "moon"),
        mended="We light",
    ),
    slip(
        *("heading as the place", DOORS, "(page:about)", "(page:about#team)"),
        *("32:82", "no-anchors"),
    ),
    slip(
        *("heading as the place on the page itself", DOORS, "(page:about)", "(#team)"),
        *("32:82", "no-anchors"),
    ),
    slip(
        *("link without its end", DOORS, "[about us](page:about).", "[about us](page:about."),
        *("32:71", "unfinished-link"),
    ),
    slip(
        *("link without the end of its words", DOORS, "us](page:about)", "us(page:about)"),
        *("32:71", "unfinished-link"),
    ),
    slip(
        *("brackets the wrong way round", DOORS, "[about us](page:about)", "(us)[page:about]"),
        *("32:71", "unfinished-link"),
    ),
    slip(
        *("link as in a wiki", DOORS, "[about us](page:about)", "[[page:about|us]]"),
        *("32:71", "unfinished-link"),
    ),
    slip(
        *("brackets in an address", DOORS, "(page:about).", "(https://wiki.example/Us_(band)."),
        *("32:71", "unfinished-link"),
    ),
    slip(
        *("address with a space", DOORS, "(page:about)", "(https://fund.example/my file.pdf)"),
        *("32:71", "spaced-address"),
        mended="(https://fund.example/my%20file.pdf)",
    ),
    slip(
        *("words in the brackets of the target", DOORS, "(page:about)", "(page:about us)"),
        *("32:71", "spaced-link"),
    ),
    slip("theme in capitals", THEMES, "light:", "Light:", "1:1", "bad-slug", "light"),
    Slip(
        "organisation's file in capitals",
        (Move(HOUSE, HOUSE.replace("harbour", "Harbour")),),
        "bad-slug",
        HOUSE.replace("harbour", "Harbour"),
        "1:1",
        (Move(HOUSE.replace("harbour", "Harbour"), HOUSE),),
        "harbour-house",
    ),
    Slip(
        "organisation's file with another ending",
        (Move(HOUSE, HOUSE.replace(".yml", ".yaml")),),
        "unknown-file",
        HOUSE.replace(".yml", ".yaml"),
        "1:1",
        (Move(HOUSE.replace(".yml", ".yaml"), HOUSE),),
        "harbour-house.yml",
    ),
    slip(
        *("label written for a slug", ADA, "themes: [light, warmth]", "themes: [Lumière, warmth]"),
        *("9:10", "unknown-theme", "light"),
    ),
    slip(
        *("semicolon in a list", ADA, "themes: [light, warmth]", "themes: [light; warmth]"),
        *("9:10", "unknown-theme", "light, warmth"),
    ),
    slip(
        *("comma forgotten in a list", ADA, "themes: [light, warmth]", "themes: [light warmth]"),
        *("9:10", "unknown-theme", "light, warmth"),
    ),
    slip(
        *("file written for a slug", ADA, "organisation: harbour-house"),
        *("organisation: harbour-house.yml", "7:15", "unknown-organisation", "harbour-house"),
    ),
    slip(
        *(
            "link written for a slug",
            ADA,
            "programs: [open-doors,",
            "programs: [program:open-doors,",
        ),
        *("8:12", "unknown-program", "open-doors"),
    ),
    slip(
        *("page's title in the menu", SITE, "programs, about]", "programs, About]"),
        *("47:32", "unknown-page", "about"),
    ),
    slip(
        *("status in French", ADA, "status: published", "status: publié"),
        *("12:9", "not-allowed", "published"),
    ),
    slip("crooked indentation", ADA, "  role: Keeper", "   role: Keeper", "6:1", "bad-indent"),
    slip(
        *("indented with no-break spaces", ADA, "  role: Keeper", "\u00a0\u00a0role: Keeper"),
        *("6:1", "no-break-indent"),
    ),
    slip(
        *("no-break space after the colon", ADA, "title: Ada Example", "title:\u00a0Ada Example"),
        *("2:7", "no-break-after-colon"),
    ),
    slip(
        *("field twice", ADA, "status: published\n", "status: published\nstatus: draft\n"),
        *("13:1", "duplicate-field"),
    ),
    slip("UK", ADA, "[FR, NO]", "[FR, UK]", "11:17", "not-a-country", "GB", "[FR, GB]"),
    Slip(
        "published without a release",
        (Edit(ADA, _RELEASE, ""),),
        "no-release",
        ADA,
        "12:9",
        (Edit(ADA, "status: published", "status: review"),),
    ),
    slip(
        *("gone before it comes", ADA, "2024-05-01\n", "2024-05-01\nunpublish_on: 2024-04-01\n"),
        *("14:15", "dates-backwards"),
        mended="2024-05-01\nunpublish_on: 2034-04-01\n",
    ),
    Slip(
        "question id twice",
        (Edit(ADA, "  - id: moon\n", "  - id: lamps\n"),),
        "same-id",
        ADA,
        "33:9",
        (Edit(ADA, "  - id: lamps\n    q: And", "  - id: moon\n    q: And"),),
    ),
    slip(
        *("quote that nobody said", ADA, "text: we never count", "text: we always count"),
        *("38:25", "not-in-answer"),
    ),
    slip(
        *("address without https", ADA, '"https://gazette.example/', '"www.gazette.example/'),
        *("40:39", "not-a-web-address", "https://www.gazette.example/ada?page=1&part=2"),
        mended='"https://www.gazette.example/',
    ),
    slip(
        *("space in an e-mail address", SITE, "hello@lantern.example", "hello @lantern.example"),
        *("52:10", "not-an-email", "hello@lantern.example"),
    ),
    slip(
        *("latitude and longitude swapped", DOORS),
        *("latitude: 48.5, longitude: -1.5", "latitude: -1.5, longitude: 48.5"),
        *("11:53", "swapped-coordinates"),
    ),
    slip(
        *("decimal comma in braces", DOORS, "latitude: 48.5,", "latitude: 48,5,"),
        *("11:56", "comma-in-number", "48.5"),
    ),
    slip(
        *("decimal comma", DOORS, "latitude: 48.5", 'latitude: "48,857"'),
        *("11:53", "not-a-number", "48.857"),
    ),
    slip(
        *("thousands with a space", DOORS, "value: 1200.5", "value: 1 200,5"),
        *("15:12", "not-a-number", "1200.5"),
    ),
    Slip(
        "Windows-1252",
        (Recode(ADA_FRENCH, "utf-8", "windows-1252"),),
        "not-utf-8",
        ADA_FRENCH,
        "2:33",
        (Recode(ADA_FRENCH, "windows-1252", "utf-8"),),
    ),
    Slip("byte-order mark", (Recode(ADA, "utf-8", "utf-8-sig"),), "", ADA, "", ()),
    slip(
        "conflict of two branches", ADA, "status: published\n", _CONFLICT, "12:1", "merge-conflict"
    ),
    Slip(
        "language misspelt in a file's name",
        (Move(ADA_FRENCH, ADA_FRENCH.replace(".fr.", ".fra.")),),
        "other-language",
        ADA_FRENCH.replace(".fr.", ".fra."),
        "1:1",
        (Move(ADA_FRENCH.replace(".fr.", ".fra."), ADA_FRENCH),),
        "index.fr.yml",
    ),
    Slip(
        "folder misspelt",
        (Move("content/partners/bruno-sample", "content/partner/bruno-sample"),),
        "unknown-file",
        "content/partner/bruno-sample/index.fr.yml",
        "1:1",
        (Move("content/partner/bruno-sample", "content/partners/bruno-sample"),),
        "content/partners/bruno-sample/index.fr.yml",
    ),
    Slip(
        "language that the site does not have",
        (Write("docs/about.de.md", "---\ntitle: x\nsummary: y\n---\nz\n"),),
        "other-language",
        "docs/about.de.md",
        "1:1",
        (Move("docs/about.de.md", "about.de.md"),),
    ),
    slip(
        *("second line of dashes missing", ABOUT, "fiction.\n---\n", "fiction.\n"),
        *("1:1", "open-front-matter"),
    ),
    slip(
        *("first line of dashes missing", ABOUT, "---\ntitle", "title"),
        *("1:1", "no-front-matter"),
    ),
    slip(
        *(
            "pasted from a word processor",
            ABOUT,
            "Nobody is.",
            '<p class="MsoNormal">Nobody is.</p>',
        ),
        *("6:4", "word-markup"),
    ),
    slip(
        *("heading that skips a level", ABOUT, "Nobody is.", "## Who\n\n#### Nobody\n\nis."),
        *("8:6", "heading-jump"),
        mended="## Who\n\n### Nobody\n\nis.",
    ),
    slip(
        *("link that says here", ABOUT, "Nobody is.", "[Click here](page:index)."),
        *("6:1", "empty-link-words"),
        mended="See [the home page](page:index).",
    ),
    slip(
        *("file name for a description", ADA),
        *(
            "alt: A pattern of coloured squares, since nobody is pictured in tests",
            "alt: IMG_2041.jpg",
        ),
        *("23:8", "alt-is-file-name"),
        mended="alt: Coloured squares",
    ),
    Slip(
        "empty file",
        (Write(HOUSE, ""),),
        "empty-file",
        HOUSE,
        "1:1",
        (Write(HOUSE, "name: Harbour House\nsummary: {en: A house., fr: Une maison.}\n"),),
    ),
    slip("field in French", ADA, "title: Ada", "titre: Ada", "2:1", "misspelt-field", "title"),
    slip(
        *("organisation nearly right", ADA, "harbour-house", "harbor-house"),
        *("7:15", "unknown-organisation", "harbour-house"),
    ),
    Slip(
        "draft referred to",
        (Edit(DOORS, "page:about", "program:quiet-hours"),),
        "not-shown-status",
        DOORS,
        "32:82",
        (Edit(DOORS, "program:quiet-hours", "page:about"),),
    ),
    Slip(
        "translation that is behind",
        (Edit(ADA, "And the moon?", "And the sun?"),),
        "stale",
        ADA_FRENCH,
        "1:19",
        (Edit(ADA, "And the sun?", "And the moon?"),),
    ),
    slip(
        *("no space after a colon", ADA, "title: Ada Example", "title:Ada Example"),
        *("2:6", "no-space-after-colon"),
    ),
    slip(
        *("no space after the last colon", ADA, "  role: Keeper", "  role:Keeper"),
        *("6:7", "no-space-after-colon"),
    ),
    slip(
        *("no space after a colon, all below", ADA, "  name: Ada Example\n  role: Keeper"),
        *("  name:Ada Example", "5:7", "no-space-after-colon"),
        mended="  name: Ada Example\n  role: Keeper",
    ),
    slip(
        *("no space after a colon in braces", SITE, "{en: For whom,", "{en:For whom,"),
        *("32:15", "no-space-after-colon"),
    ),
    slip(
        *("no space after a dash", ADA, "  - id: moon", "  -id: moon"),
        *("33:3", "no-space-after-dash"),
    ),
    slip("long dash in a list", ADA, "  - id: moon", "  – id: moon", "33:3", "wrong-dash"),
    slip(
        *("no-break space after a dash", ADA, "  - id: moon", "  -\u00a0id: moon"),
        *("33:3", "wrong-dash"),
    ),
    slip("dash forgotten", ADA, "  - id: moon", "    id: moon", "33:5", "missing-dash"),
    slip(
        *(
            "dash of the only item forgotten",
            ADA,
            "sources:\n  - {title: The Lantern Gazette, url:",
        ),
        *("sources:\n  {title: The Lantern Gazette, url:", "40:3", "expected-items"),
    ),
    slip(
        *("text on the line of its |", ADA, "a: |\n      The moon", "a: | The moon"),
        *("35:8", "text-after-mark"),
        mended="a: |\n      The moon",
    ),
    slip(
        *("text that begins with a dash", ADA, "title: Ada Example keeps", "title: - Ada keeps"),
        *("2:8", "reserved-start"),
    ),
    slip(
        *("quotation marks around one word", ADA, "q: And the moon?", 'q: "Moon" - and you?'),
        *("34:15", "text-after-quote"),
    ),
    slip(
        *("apostrophe in braces", SITE, "fr: Pour qui}", "fr: 'L'aide'}"),
        *("32:34", "text-after-quote"),
        mended="fr: 'L''aide'}",
    ),
    slip(
        *("colon in braces", SITE, "{en: For whom,", "{en: For whom: all,"),
        *("32:25", "colon-in-text"),
        mended='{en: "For whom: all",',
    ),
    slip(
        *("two commas", ADA, "[light, warmth]", "[light,, warmth]", "9:16", "double-comma"),
    ),
    slip(
        *("comma in braces", SITE, "fr: Pour qui}", "fr: Pour toi, et moi}"),
        *("32:41", "comma-in-text"),
        mended='fr: "Pour toi, et moi"}',
    ),
    slip(
        *("number sign in a title", ADA, "title: Ada Example keeps", "title: Ada is # 1 and keeps"),
        *("2:15", "cut-by-note"),
        mended="title: Ada Example keeps",
    ),
    slip(
        *("number sign first", ADA, "title: Ada Example", "title: #1 Ada Example"),
        *("2:8", "note-for-value"),
    ),
    slip(
        *("backslash in double quotes", ADA, "record: R-0001", 'record: "R\\x"'),
        *("18:15", "unknown-escape"),
        mended='record: "R"',
    ),
    slip(
        *("no-break space after a word", ADA, "status: published", "status: published\u00a0"),
        *("12:18", "no-break-space"),
    ),
    slip(
        *("no-break space before a colon", ADA, "status: published", "status\u00a0: published"),
        *("12:7", "no-break-space"),
    ),
    slip(
        *("period for one date", DOORS, "since: 2001-05", "since: 2001/2005"),
        *("9:8", "not-a-moment"),
    ),
    slip(
        *("years with a dash", DOORS, "date: 2010/2015", "date: 2010-2015"),
        *("18:11", "not-a-period", "2010/2015"),
    ),
    slip(
        *("month before its year", DOORS, "date: 2010/2015", "date: 10/2015"),
        *("18:11", "not-a-period", "2015-10"),
        mended="date: 2015-10",
    ),
    slip(
        *("text among the fields", DOORS, "publish_on: 2022-11-30\n", "body: x\n"),
        *("28:1", "body-among-fields"),
    ),
    slip(
        *("text for fields", ADA, "person:\n  name: Ada Example\n  role: Keeper"),
        *("person: Ada Example", "4:9", "expected-fields"),
        mended="person:\n  name: Ada Example\n  role: Keeper",
    ),
    Slip(
        "text below the fields forgotten",
        (Write(ABOUT, "---\ntitle: About\nsummary: Who nobody is.\n---\n"),),
        "no-body",
        ABOUT,
        "4:1",
        (Edit(ABOUT, "is.\n---\n", "is.\n---\nNobody.\n"),),
    ),
    Slip(
        "file of the source edition misnamed",
        (Move(ADA, ADA.replace(".yml", ".yaml")),),
        "unknown-file",
        ADA.replace(".yml", ".yaml"),
        "1:1",
        (Move(ADA.replace(".yml", ".yaml"), ADA),),
        "index.en.yml",
    ),
    Slip(
        "page of the default language gone",
        (Move("docs/about.md", "about.md"),),
        "no-source-edition",
        "docs/about.fr.md",
        "1:1",
        (Move("about.md", "docs/about.md"),),
    ),
    Slip(
        "copy beside the file",
        (Write(ADA.replace(".yml", " (copy).yml"), "title: x\n"),),
        "copy-of-file",
        ADA.replace(".yml", " (copy).yml"),
        "1:1",
        (Move(ADA.replace(".yml", " (copy).yml"), "copy.yml"),),
    ),
    slip(
        *("mark of what is not written, in a sentence", ADA, "We light", "We ✎ light"),
        *("30:10", "unwritten"),
        mended="We light",
    ),
    slip(
        *(
            "mark of what is not written, in a translation",
            ADA_FRENCH,
            "title: Ada",
            "title: ✎ Ada",
        ),
        *("2:8", "unwritten-shown"),
    ),
    slip(
        *("mark of what is not written, on a page", ABOUT, "Nobody is.", "Nobody ✎ is."),
        *("6:8", "unwritten-shown"),
    ),
    slip(
        *("figure's id twice", DOORS, "    source: {title: The Lantern Gazette}\nseries:"),
        (
            "    source: {title: The Lantern Gazette}\n"
            "  - id: doors\n    value: 3\n    unit: doors\n    label: opened today\n"
            "    date: 2012\n    source: {title: The Lantern Gazette}\nseries:"
        ),
        *("20:9", "same-id"),
        mended="    source: {title: The Lantern Gazette}\nseries:",
    ),
    slip(
        *("summary that repeats the title", ADA_FRENCH),
        *(
            "summary: Une gardienne fictive parle de lampes fictives.",
            "summary: Ada Example garde la lumière.",
        ),
        *("3:10", "summary-is-title"),
    ),
)


def new_problems(project: Project, before: set[object]) -> list[Diagnostic]:
    """Return what is wrong beyond `before`, without what only follows from a changed text."""
    return [
        item
        for item in project.diagnostics()
        if (item.path, item.code, tuple(item.details.items())) not in before
    ]


def known_problems(project: Project) -> set[object]:
    """Return what is wrong before a slip, without its place, which may move."""
    return {(item.path, item.code, tuple(item.details.items())) for item in project.diagnostics()}


def find(project: Project, case: Slip) -> list[Diagnostic]:
    """Make the mistake; return what is said of it."""
    before = known_problems(project)
    for change in case.mistake:
        change.do(project)
    found = new_problems(project, before)
    exact = [item for item in found if item.code == case.code and item.path == case.path]
    return exact or found


def main() -> None:
    """Print all slips with their messages in both languages."""
    rows = ["| slip | place | English | français |", "| --- | --- | --- | --- |"]
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(SLIPS):
            project = make_project(Path(folder) / str(number))
            said = find(project, case) if case.code else []
            place = f"{case.place} {case.code}" if case.code else "read as it is"
            texts = [
                ". ".join(filter(None, (said[0].message(language), said[0].remedy(language))))
                if said
                else ""
                for language in ("en", "fr")
            ]
            cells = [case.name, place, *texts]
            rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
