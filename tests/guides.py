"""The editors' guide, read and played: what it tells editors to do is done, on a copy of a project.

A page is Markdown. Its blocks mean:

- ```sh: a command, run in the project after what the index says to do in each new terminal;
  `status=1` after `sh` is the exit status (0 without it), `until-stopped` a command that runs
  until Ctrl+C, `each-time` what to do in each new terminal
- ```text: what the command before prints; `…` stands for any text or, alone, for any lines
- ```yaml from=FILE, then ```yaml to=FILE: a passage that occurs once, and what takes its place
- any other block: only shown
- <!-- picture FILE -->: somebody puts a picture there

`python -m tests.guides` plays the guide and puts what is printed where a block of text is `?`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.projects import REPOSITORY, SMALL, Project, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GUIDE: Final = REPOSITORY / "docs-editors"
LANGUAGES: Final = ("en", "fr")
DAY: Final = "1796122800"
"""The day on which the guide is played, 1 December 2026, as SOURCE_DATE_EPOCH has it."""
PORTRAIT: Final = SMALL / "content/partners/ada-example/portrait.jpg"

_BLOCK: Final = re.compile(
    r"^```(?P<kind>\w+)(?P<options>[^\n]*)\n(?P<text>.*?)^```$|<!-- picture (?P<picture>\S+) -->",
    re.MULTILINE | re.DOTALL,
)
_ADDRESS: Final = re.compile(r"<http://127\.0\.0\.1:8000(/[^>]*)>")


@dataclass(frozen=True)
class Block:
    """A block of a page."""

    kind: str
    options: Mapping[str, str]
    text: str
    place: str
    """The page and the line, for messages."""
    prose: str
    """What the page says before the next command."""


@dataclass
class Guide:
    """A guide that is being played."""

    project: Project
    in_each_terminal: list[str] = field(default_factory=list)
    printed: str = ""
    """What the last command printed."""
    passage: str = ""
    """What the next block of YAML takes the place of."""

    def play(self, block: Block) -> None:
        """Do what a block says, or compare what it shows."""
        if block.kind == "picture":
            shutil.copy(PORTRAIT, self.project.path(block.text))
        elif block.kind == "sh" and "until-stopped" in block.options:
            self._preview(block)
        elif block.kind == "sh":
            if "each-time" in block.options:
                self.in_each_terminal.append(block.text)
            self._run(block)
        elif block.kind == "text":
            assert matches(block.text, self.printed), f"{block.place} shows:\n{self.printed}"
        elif "from" in block.options:
            self.passage = block.text
        elif "to" in block.options:
            self._edit(block)

    def _edit(self, block: Block) -> None:
        text = self.project.path(block.options["to"]).read_text("utf-8")
        assert text.count(self.passage) == 1, f"{block.place}: {self.passage!r} in:\n{text}"
        self.project.write(block.options["to"], text.replace(self.passage, block.text))

    def _run(self, block: Block) -> None:
        done = subprocess.run(
            self._script(block.text),
            cwd=self.project.root,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        self.printed = done.stdout
        wanted = int(block.options.get("status", "0"))
        assert done.returncode == wanted, f"{block.place}: {done.returncode}\n{done.stdout}"

    def _preview(self, block: Block) -> None:
        """Run a preview on a free port, ask for what the page tells editors to open, stop it."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        script = self._script(f"exec {block.text.strip()} --port {port}")
        with subprocess.Popen(
            script,
            cwd=self.project.root,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            assert process.stdout
            printed = []
            try:
                for line in process.stdout:
                    printed.append(line.replace(str(port), "8000"))
                    if f"127.0.0.1:{port}" in line:
                        break
                for path in ["/", *_ADDRESS.findall(block.prose)]:
                    address = f"http://127.0.0.1:{port}{path}"
                    with urllib.request.urlopen(address, timeout=60) as answer:
                        assert answer.status == 200, path
            finally:
                process.send_signal(signal.SIGINT)
            printed.append(process.stdout.read())
            self.printed = "".join(printed)
        assert process.returncode in {0, 130, -signal.SIGINT}, self.printed

    def _script(self, commands: str) -> list[str]:
        return ["bash", "-ec", "\n".join([*self.in_each_terminal, commands])]


def environment() -> dict[str, str]:
    """Return an editor's environment: a day, a name for Git, and no language yet."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RELAIS_")}
    name = {"NAME": "Test", "EMAIL": "test@lantern.example"}
    people = {f"GIT_{who}_{key}": name[key] for who in ("AUTHOR", "COMMITTER") for key in name}
    return {
        **kept,
        **people,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": DAY,
        # Without a Chromium the record of consent has no picture, which would take two seconds.
        "CHROMIUM": "",
    }


def matches(shown: str, printed: str) -> bool:
    """Tell whether a page shows what was printed."""
    pattern = ""
    for line in shown.strip().split("\n"):
        if line.strip() == "…":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += "[^\n]*".join(re.escape(part.rstrip()) for part in line.split("…"))
            pattern += r"[ \t]*\n"
    return re.fullmatch(pattern, printed.strip() + "\n") is not None


def pages(language: str) -> list[Path]:
    """Return the index of a language and the pages in the order in which it names them."""
    index = GUIDE / language / "README.md"
    names = re.findall(r"\]\(([\w-]+\.md)\)", index.read_text("utf-8"))
    return [index, *(index.parent / name for name in dict.fromkeys(names))]


def blocks(page: Path) -> Iterator[Block]:
    """Yield the blocks of a page, in order."""
    text = page.read_text("utf-8")
    found = list(_BLOCK.finditer(text))
    for number, match in enumerate(found):
        later = (other.start() for other in found[number + 1 :] if other["kind"] == "sh")
        end = next(later, len(text))
        line = text.count("\n", 0, match.start()) + 1
        place, prose = f"{page.relative_to(REPOSITORY)}:{line}", text[match.end() : end]
        if picture := match["picture"]:
            yield Block("picture", {}, picture, place, prose)
            continue
        options = {
            name: value for name, _, value in (o.partition("=") for o in match["options"].split())
        }
        yield Block(match["kind"], options, match["text"], place, prose)


def practice(folder: Path) -> Project:
    """Return a copy of this repository's own site with an environment and a history."""
    project = make_project(folder, REPOSITORY)
    shutil.copy(REPOSITORY / ".gitignore", folder)
    shutil.copytree(REPOSITORY / "schemas", folder / "schemas")
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    git = shutil.which("git")
    assert git
    subprocess.run([git, "init", "-q", "-b", "main"], cwd=folder, env=environment(), check=True)
    # These are links here and folders in a real project, where .gitignore names them.
    (folder / ".git/info/exclude").write_text(".venv\n.relais\n", "utf-8")
    for command in (("add", "--all"), ("commit", "-qm", "Begin")):
        subprocess.run([git, *command], cwd=folder, env=environment(), check=True)
    return project


def main() -> None:
    """Play the guide; write what is printed where a page has only `?`."""
    for language in sys.argv[1:] or LANGUAGES:
        with tempfile.TemporaryDirectory() as folder:
            guide = Guide(practice(Path(folder) / "project"))
            for page in pages(language):
                for block in list(blocks(page)):
                    if block.kind == "text" and block.text == "?\n":
                        text = page.read_text("utf-8")
                        shown = guide.printed.rstrip("\n") + "\n"
                        text = text.replace("```text\n?\n", f"```text\n{shown}", 1)
                        page.write_text(text, "utf-8")
                    else:
                        guide.play(block)


if __name__ == "__main__":
    main()
