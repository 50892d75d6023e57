"""An editor at work: the commands that write, from a first draft to a withdrawal."""

from __future__ import annotations

import gzip
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.appearances import EVERYWHERE, appearances, card_of
from tests.pages import parse_page
from tests.projects import ADA, ADA_FRENCH, run_relais

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

ZOE = "content/partners/zoe-d-oeuvre/index.en.yml"
ZOE_FRENCH = "content/partners/zoe-d-oeuvre/index.fr.yml"
HOUSE = "harbour-house"
EIGHTEEN = {"en": "All eighteen of them.", "fr": "Toutes les dix-huit."}
DAY = ("--as-of", "2026-11-20")


def run(project: Project, *arguments: str, status: int = 0) -> str:
    """Run a command that must end with a status; return all that it said."""
    done = project.relais(*arguments)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def commit(project: Project) -> None:
    """Put what there is into Git, as an editor does."""
    git = shutil.which("git")
    assert git
    identity = ("-c", "user.name=Test", "-c", "user.email=test@lantern.example")
    for command in (("init", "-q"), ("add", "content"), (*identity, "commit", "-qm", "x")):
        subprocess.run([git, *command], cwd=project.root, check=True, capture_output=True)


def readable(path: Path) -> bytes:
    """Return what a file holds, unpacked where it is compressed: so is the search index."""
    data = path.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def write(project: Project, path: str, *changes: tuple[str, str]) -> None:
    """Edit a file by hand."""
    for old, new in changes:
        project.edit(path, old, new)


def begin(project: Project) -> None:
    """Draft an interview, fill it in and publish it; nobody sees it before its day."""
    said = run(
        project,
        *("new", "interview", "--name", "Zoë d’Œuvre", "--role", "Keeper of clocks"),
        *("--organisation", "harbour-house"),
    )
    assert f"Wrote    {ZOE}\n" in said
    assert "relais translate zoe-d-oeuvre fr" in said
    assert "Errors: 0." in run(project, "check")
    assert not [path for path in project.pages(date(2026, 11, 20)) if "zoe" in path]
    write(
        project,
        ZOE,
        ("summary: ✎ One or two sentences, at most 200 characters", "summary: About clocks."),
        ("- id: first-question", "- id: clocks"),
        ("q: ✎ The first question", "q: Which clocks?"),
        ("      ✎ The answer, in Markdown", "      All **seventeen** of them."),
        ("status: draft", "status: published\npublish_on: 2026-11-20"),
    )
    assert "needs the interviewee's release" in run(project, "check", status=1)
    write(
        project,
        ZOE,
        *(("# release:\n", "release:\n"), ("#   basis", "  basis"), ("#   covers", "  covers")),
        *(("#   signed_on", "  signed_on"), ("#   record", "  record")),
    )
    run(project, "check")
    commit(project)
    assert not [path for path in project.pages(date(2026, 11, 19)) if "zoe" in path]


def translate(project: Project) -> None:
    """Translate it, then follow a change of the source."""
    # The translation that `new` began is brought up to date and filled in.
    said = run(project, "translate", "zoe-d-oeuvre", "fr")
    assert "To translate: title, summary, person: role, questions: clocks: q" in said
    text = project.path(ZOE_FRENCH).read_text("utf-8")
    assert "    #| en: Which clocks?\n    q:\n" in text
    write(
        project,
        ZOE_FRENCH,
        ("\ntitle:", "\ntitle: Rencontre avec Zoë"),
        ("\nsummary:", "\nsummary: Des horloges."),
        ("  role:", "  role: Gardienne des horloges"),
        ("    q:", "    q: Quelles horloges ?"),
        ("    a:", "    a: Toutes les **dix-sept**."),
    )
    run(project, "translate", "zoe-d-oeuvre", "fr", "--done")
    assert "#|" not in project.path(ZOE_FRENCH).read_text("utf-8")
    assert "zoe" not in run(project, "check")
    commit(project)

    # The source changes: the translation is stale, and exactly one text is to be looked at.
    write(project, ZOE, ("**seventeen**", "**eighteen**"))
    assert f"{ZOE_FRENCH}:2" in run(project, "check")
    said = run(project, "translate", "zoe-d-oeuvre", "fr")
    assert "Changed in the source since it was translated: questions: clocks: a." in said
    write(project, ZOE_FRENCH, ("**dix-sept**", "**dix-huit**"))
    run(project, "translate", "zoe-d-oeuvre", "fr", "--done")
    assert "zoe" not in run(project, "check")


def take_back(project: Project, site: Path) -> None:
    """Withdraw it: a neutral page at every address, and nothing else of it in the site."""
    pages = [site / path / "zoe-clocks/index.html" for path in ("partners", "fr/partenaires")]
    cards = [card_of(site, parse_page(page)) for page in pages]
    assert all(card.is_file() for card in cards)
    assert "git filter-repo" in run(project, "withdraw", "zoe-clocks")
    site = project.build(*DAY)
    for address in ("partners/zoe-clocks", "partners/zoe-d-oeuvre", "fr/partenaires/zoe-clocks"):
        assert "seventeen" not in (site / address / "index.html").read_text("utf-8")
        assert "eighteen" not in (site / address / "index.html").read_text("utf-8")
        assert (site / address / "gone.txt").is_file()
    assert appearances(site, "zoe-clocks", HOUSE, EIGHTEEN) == set()
    assert not any(card.exists() for card in cards)
    everything = b"".join(readable(path) for path in site.rglob("*") if path.is_file())
    assert b"pagefind_dcd" in everything
    for trace in ("Zoë", "zoe-", "eighteen", "dix-huit", "Keeper of clocks"):
        assert trace.encode() not in everything


def test_an_editor_at_work(project: Project) -> None:
    """New, filled in, published, translated, changed, renamed, withdrawn: each step shows."""
    begin(project)

    # Public in English; its French page shows the English text and says so.
    site = project.build(*DAY)
    seventeen = {"en": "All seventeen of them.", "fr": "All seventeen of them."}
    assert appearances(site, "zoe-d-oeuvre", HOUSE, seventeen) == EVERYWHERE
    french = parse_page(site / "fr/partenaires/zoe-d-oeuvre/index.html")
    assert "Cette page n’existe pas encore en français" in french.text

    translate(project)
    # Both languages say the same, everywhere.
    site = project.build(*DAY)
    assert appearances(site, "zoe-d-oeuvre", HOUSE, EIGHTEEN) == EVERYWHERE
    french = parse_page(site / "fr/partenaires/zoe-d-oeuvre/index.html")
    assert "Cette page n’existe pas encore en français" not in french.text

    # Another name: the old address leads on.
    run(project, "rename", "zoe-d-oeuvre", "zoe-clocks")
    run(project, "check")
    site = project.build(*DAY)
    assert appearances(site, "zoe-clocks", HOUSE, EIGHTEEN) == EVERYWHERE
    assert appearances(site, "zoe-d-oeuvre", HOUSE, EIGHTEEN) == set()
    assert "zoe-clocks" in (site / "partners/zoe-d-oeuvre/index.html").read_text("utf-8")
    assert "/partners/zoe-d-oeuvre/ /partners/zoe-clocks/ 301" in (site / "_redirects").read_text(
        "utf-8"
    )

    take_back(project, site)

    # Nothing refers to it, so that it can also go for good.
    assert "add --yes" in run(project, "delete", "zoe-clocks", status=2)
    run(project, "delete", "zoe-clocks", "--yes")
    assert not project.path("content/partners/zoe-clocks").exists()


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["new", "interview", "--name", "Zoë"], "--role, --organisation"),
        (["new", "program"], "--title"),
        (["new", "organisation"], "--name"),
        (["new", "theme"], "--label"),
    ],
)
def test_a_script_is_never_asked(project: Project, arguments: list[str], missing: str) -> None:
    """Without a terminal a missing option is one sentence, and the status is 2."""
    assert run(project, *arguments, status=2) == f"Missing: {missing}.\n"


def test_a_theme_needs_all_languages(project: Project) -> None:
    """A label that is missing or has no language is said."""
    said = run(project, "new", "theme", "--label", "en=Sea", status=2)
    assert said == "The theme needs its name in each language; missing: fr.\n"
    assert "en=Access to care" in run(project, "new", "theme", "--label", "Sea", status=2)


def test_refusals_show_the_place_and_end_with_1(project: Project) -> None:
    """A file with errors is shown with the line, as by the check; nothing is written."""
    project.edit(ADA, "status: published", "status: publishd")
    before = project.path(ADA_FRENCH).read_bytes()
    said = run(project, "translate", "ada-example", "fr", status=1)
    assert f"{ADA}:12:9: error: status" in said
    assert said.endswith("Nothing was written.\n")
    assert project.path(ADA_FRENCH).read_bytes() == before


def test_commands_speak_french(project: Project) -> None:
    """`--lang fr` asks, tells and refuses in French."""
    said = run(project, "rename", "ada-exampl", "ada-x", "--lang", "fr", status=2)
    assert said == (
        "Aucune fiche ne s’appelle «\u00a0ada-exampl\u00a0».\n"
        "Vouliez-vous écrire «\u00a0ada-example\u00a0»\u202f?\n"
    )
    said = run(project, "new", "program", "--title", "Marche", "--lang", "fr")
    assert "Écrit     content/programs/marche/index.en.md" in said
    assert "Et maintenant\u00a0:" in said


@pytest.mark.parametrize(
    "command",
    [
        *("new", "new interview", "new program", "new organisation", "new theme"),
        *("translate", "rename", "withdraw", "delete"),
    ],
)
def test_help_shows_an_example(tmp_path: Path, command: str) -> None:
    """Each command's help has an example of its use."""
    done = run_relais([*command.split(), "--help"], tmp_path)
    assert done.returncode == 0
    assert f"Example: relais {command}" in " ".join(done.stdout.split())


def converse(project: Project, arguments: list[str], answers: str) -> tuple[int, str]:
    """Run a command on a terminal and type answers; return its status and what was shown."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "relais", *arguments]
    environment = {**os.environ, "RELAIS_LANG": "en", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command,
        cwd=project.root,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=environment,
    ) as process:
        os.close(follower)
        os.write(leader, answers.encode())
        shown, deadline = b"", time.monotonic() + 60
        while time.monotonic() < deadline:
            ready, _, _ = select.select([leader], [], [], 0.2)
            try:
                data = os.read(leader, 4096) if ready else b""
            except OSError:  # the other end is closed
                break
            if ready and not data:
                break
            shown += data
        status = process.wait(10)
    os.close(leader)
    return status, shown.decode("utf-8", "replace")


def test_an_editor_is_asked_on_a_terminal(project: Project) -> None:
    """What is not given is asked for, and an organisation that is missing is made on request."""
    answers = "Zoë d’Œuvre\nKeeper\nlamp-works\ny\nLamp Works\n"
    status, shown = converse(project, ["new", "interview"], answers)
    assert status == 0, shown
    assert "There are" in shown or "there are: harbour-house, secret-society" in shown
    assert project.path("content/organisations/lamp-works.yml").is_file()
    assert project.path(ZOE).is_file()
    run(project, "check")


def test_deleting_asks_first(project: Project) -> None:
    """On a terminal the files are shown, and `n` keeps them; withdrawal is advised."""
    status, shown = converse(project, ["delete", "bruno-sample"], "n\n")
    assert status == 1
    assert "relais withdraw bruno-sample" in shown
    assert "content/partners/bruno-sample/portrait.jpg" in shown
    assert "Nothing was deleted." in shown
    assert project.path("content/partners/bruno-sample").is_dir()
