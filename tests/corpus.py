"""Generated content for tests of size: plausible in shape, plainly fictional."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    *("lamp", "harbour", "door", "night", "light", "keeper", "wave", "stone", "bread", "window"),
    *("garden", "river", "bridge", "winter", "spring", "voice", "paper", "thread", "wheel"),
]


def write_interviews(root: Path, count: int, seed: int = 0) -> None:
    """Add `count` public English interviews to the project at `root`.

    Each has three to five questions and 300 to 900 words with links and emphasis. The same seed
    gives the same bytes.
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for number in range(count):
        folder = root / "content" / "partners" / f"fiction-{number:05}"
        folder.mkdir(parents=True)
        (folder / "index.en.yml").write_text(_interview(chance, number), "utf-8")


def _interview(chance: random.Random, number: int) -> str:
    questions = chance.randint(3, 5)
    words = chance.randint(300, 900) // questions
    answers = "\n".join(_question(chance, index, words) for index in range(questions))
    return f"""\
title: Fictional interview {number}
summary: {_sentence(chance, 12)}
person: {{name: Person {number}, role: Keeper of fictions}}
organisation: harbour-house
programs: [open-doors]
themes: [{chance.choice(["light", "warmth"])}]
countries: [FR]
status: published
publish_on: {date(2020, 1, 1) + timedelta(days=number)}
release: {{basis: public-source, covers: [text]}}
attribution: summary
questions:
{answers}
sources:
  - {{title: The Lantern Gazette}}
"""


def _question(chance: random.Random, index: int, words: int) -> str:
    paragraphs = [_sentence(chance, words // 2), _sentence(chance, words // 2)]
    paragraphs[0] += " See [Open Doors](program:open-doors) and *this* **word**."
    text = "\n\n".join(f"      {paragraph}" for paragraph in paragraphs)
    return f"""\
  - id: question-{index}
    q: What about {chance.choice(WORDS)} and {chance.choice(WORDS)}?
    a: |
{text}"""


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(max(length, 3))).capitalize() + "."
