"""What is said of a register: each mistake at its place, and nothing of other files lost."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from relais.fields import Duration, Lasting
from tests.projects import ADA, REPOSITORY, Project
from tests.trackers import HOST, add_trackers

if TYPE_CHECKING:
    from relais.diagnostics import Diagnostic

COOKIES = "content/cookies.yml"
SITE = "content/site.yml"
PAGE = "docs/cookies.md"

LASTING: TypeAdapter[Duration] = TypeAdapter(Lasting)
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")

Edit = tuple[str, str, str]


@dataclass(frozen=True)
class Slip:
    """A passage that becomes another one, and what is said about it."""

    name: str
    path: str
    old: str
    new: str
    code: str
    words: str
    """What stands in the file at the place that is pointed to."""
    suggestion: str = ""
    base: tuple[Edit, ...] = ()
    """What is changed before, and is right."""
    gone: str = ""
    """A file that is deleted with the change."""


EXEMPT: tuple[Edit, ...] = (
    (COOKIES, "label: {en: Audience", "exempt: true\n    label: {en: Audience"),
    (COOKIES, "lifetime: 2 years", "lifetime: 13 months"),
    (COOKIES, "lifetime: unlimited", "lifetime: session"),
    (COOKIES, "kept: 6 months", "kept: 25 months"),
)
OWN = """trackers:
  - id: own
    purpose: audience
    adapter: own
    name: Visits
    provider: We
    controller: We
    data: {en: x, fr: x}
    kept: 1 day
"""
FOOTER = "entries: [cookies, about,"
MEASURED = "measurement: [snowplow]\n"
SCRIPT = f"    script: https://{HOST}/sp.js\n"
PLAYER_POLICY = f"    policy: https://{HOST}/policy\n    hosts: [{HOST}]\n    data: {{en: Your"

SLIPS = [
    Slip("no unit", COOKIES, "kept: 6 months", "kept: 6", "not-a-duration", "6"),
    Slip("nothing", COOKIES, "kept: 6 months", "kept: 0 months", "not-a-duration", "0 months"),
    Slip("months in French", COOKIES, "kept: 6 months", "kept: 6 mois", "not-a-duration", "6 mois"),
    Slip(
        "lifetime as a number of seconds",
        COOKIES,
        "lifetime: 30 minutes",
        "lifetime: 1800s",
        "not-a-duration",
        "1800s",
    ),
    Slip(
        "unencrypted script",
        COOKIES,
        f"script: https://{HOST}",
        f"script: http://{HOST}",
        "not-https",
        f"http://{HOST}/sp.js",
    ),
    Slip(
        "unencrypted film",
        ADA,
        f"src: https://{HOST}/film",
        f"src: http://{HOST}/film",
        "not-https",
        f"http://{HOST}/film",
    ),
    Slip(
        "address for a host",
        COOKIES,
        f"hosts: [{HOST}]\n    data: {{en: The",
        'hosts: ["https://a.example"]\n    data: {en: The',
        "not-a-host",
        '"https://a.example"',
    ),
    Slip(
        "any host",
        COOKIES,
        f"hosts: [{HOST}]\n    data: {{en: Your",
        'hosts: ["*.films.example"]\n    data: {en: Your',
        "not-a-host",
        '"*.films.example"',
    ),
    Slip(
        "cookie name with a space",
        COOKIES,
        "name: _sp_id.*",
        "name: _sp id",
        "not-a-device-name",
        "_sp id",
    ),
    Slip(
        "every cookie there is",
        COOKIES,
        "name: _sp_id.*",
        'name: "*"',
        "not-a-device-name",
        '"*"',
    ),
    Slip(
        "attribute that does something",
        COOKIES,
        SCRIPT,
        SCRIPT + "    attributes: {onload: x}\n",
        "not-a-data-attribute",
        "onload",
    ),
    Slip(
        "unknown purpose",
        COOKIES,
        "purpose: audience\n    adapter: script",
        "purpose: audiance\n    adapter: script",
        "unknown-purpose",
        "audiance",
        "audience",
        base=((COOKIES, "trackers:\n", OWN),),
    ),
    Slip(
        "purpose of no tracker",
        COOKIES,
        "trackers:\n",
        "  - {id: ads, label: {en: Ads, fr: Pub}, description: {en: Ads., fr: Pub.}}\ntrackers:\n",
        "unused-purpose",
        "ads",
    ),
    Slip("script without address", COOKIES, SCRIPT, "", "adapter-needs", "script"),
    Slip(
        "Matomo without its number",
        COOKIES,
        "adapter: script",
        "adapter: matomo",
        "adapter-needs",
        "matomo",
    ),
    Slip(
        "embed without policy",
        COOKIES,
        PLAYER_POLICY,
        PLAYER_POLICY.partition("\n")[2],
        "adapter-needs",
        "embed",
    ),
    Slip(
        "cookie of Relais",
        COOKIES,
        "name: _sp_id.*",
        "name: relais_consent",
        "own-name",
        "relais_consent",
    ),
    Slip(
        "Matomo's cookies without consent",
        COOKIES,
        "adapter: script",
        "adapter: matomo\n    site: 1",
        "never-exempt",
        "matomo",
        base=EXEMPT,
    ),
    Slip(
        "embed without consent",
        COOKIES,
        "label: {en: Films",
        "exempt: true\n    label: {en: Films",
        "never-exempt",
        "embed",
    ),
    Slip(
        "kept too long on the device",
        COOKIES,
        "lifetime: 13 months",
        "lifetime: 14 months",
        "exempt-too-long",
        "14 months",
        base=EXEMPT,
    ),
    Slip(
        "kept for ever on the device",
        COOKIES,
        "lifetime: session",
        "lifetime: unlimited",
        "exempt-too-long",
        "unlimited",
        base=EXEMPT,
    ),
    Slip(
        "data kept too long",
        COOKIES,
        "kept: 25 months",
        "kept: 26 months",
        "exempt-kept-too-long",
        "26 months",
        base=EXEMPT,
    ),
    Slip(
        "unknown measurement",
        SITE,
        "[snowplow]",
        "[snowplou]",
        "unknown-measurement",
        "snowplou",
        "snowplow",
    ),
    Slip("embed that measures", SITE, "[snowplow]", "[player]", "unknown-measurement", "player"),
    Slip(
        "no page about it",
        SITE,
        FOOTER,
        "entries: [about,",
        "no-cookies-page",
        "measurement",
        gone=PAGE,
    ),
    Slip(
        "page out of reach",
        SITE,
        FOOTER,
        "entries: [about,",
        "cookies-not-in-footer",
        "footer",
    ),
    Slip(
        "page out of reach for a film only",
        SITE,
        FOOTER,
        "entries: [about,",
        "cookies-not-in-footer",
        "footer",
        base=((SITE, MEASURED, ""),),
    ),
    Slip(
        "unknown embed",
        ADA,
        "tracker: player",
        "tracker: playr",
        "unknown-embed",
        "playr",
        "player",
    ),
    Slip(
        "embed that is a script",
        ADA,
        "tracker: player",
        "tracker: snowplow",
        "unknown-embed",
        "snowplow",
    ),
    Slip(
        "film of another host",
        ADA,
        f"src: https://{HOST}/film",
        "src: https://films.example/film",
        "host-not-registered",
        "https://films.example/film",
    ),
    Slip(
        "film of a host below",
        ADA,
        f"src: https://{HOST}/film",
        f"src: https://evil.{HOST}/film",
        "host-not-registered",
        f"https://evil.{HOST}/film",
    ),
    Slip(
        "no way without the film",
        ADA,
        f"    link: https://{HOST}/watch\n",
        "",
        "no-way-without-embed",
        "film",
        base=((ADA, "    transcript: The keeper lights **seven lamps**.\n", ""),),
    ),
    Slip(
        "still that is not there",
        ADA,
        "still: {src: portrait.jpg",
        "still: {src: lamp.jpg",
        "no-picture",
        "lamp.jpg",
    ),
    Slip("two purposes, one id", COOKIES, "- id: films", "- id: audience", "same-id", "audience"),
    Slip("two trackers, one id", COOKIES, "- id: player", "- id: snowplow", "same-id", "snowplow"),
]

ALSO_SAID = {
    "two purposes, one id": {"unknown-purpose"},
    "two trackers, one id": {"unknown-embed"},
}
"""What else a slip makes wrong."""


@pytest.fixture
def tracked(project: Project) -> Project:
    """Return a small site with a tracker and a film."""
    add_trackers(project)
    return project


def pointed_at(item: Diagnostic) -> str:
    """Return what stands at a diagnostic's place."""
    start = item.span.column - 1
    return item.source_line[start : start + item.span.length]


def news(project: Project, before: set[Any]) -> list[Diagnostic]:
    """Return what is wrong beyond `before`; a changed source makes its translation stale."""
    found = project.diagnostics()
    return [item for item in found if item.sort_key not in before and item.code != "stale"]


def test_register_is_in_order(tracked: Project) -> None:
    """A register with all that is asked of it is no problem."""
    assert {str(item.severity) for item in tracked.diagnostics()} <= {"warning"}
    assert not [item for item in tracked.diagnostics() if item.path in (COOKIES, SITE)]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_slip_is_found_at_its_place(tracked: Project, slip: Slip) -> None:
    """A slip is said once, at the words that are wrong, with what was meant."""
    for edit in slip.base:
        tracked.edit(*edit)
    before = {item.sort_key for item in tracked.diagnostics()}
    tracked.edit(slip.path, slip.old, slip.new)
    if slip.gone:
        tracked.path(slip.gone).unlink()
    also = ALSO_SAID.get(slip.name, set())
    found = [item for item in news(tracked, before) if item.code not in also]
    assert [(item.path, item.code, pointed_at(item), item.suggestion) for item in found] == [
        (slip.path, slip.code, slip.words, slip.suggestion)
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_said_is_whole(tracked: Project, language: str) -> None:
    """The sentence and the remedy are filled in, in both languages."""
    tracked.edit(COOKIES, "adapter: script", "adapter: matomo")
    (found,) = [item for item in tracked.diagnostics() if item.code == "adapter-needs"]
    assert "matomo" in found.message(language)
    assert not re.search(r"[{}]", found.message(language) + found.remedy(language))


def test_every_message_about_cookies_has_its_slip() -> None:
    """No message about cookies is without a mistake here that leads to it."""
    text = (REPOSITORY / "scripts/relais/messages/en.py").read_text("utf-8")
    part = text.partition("    # Cookies\n")[2].partition("    # Languages\n")[0]
    codes = re.findall(r'^    "([a-z-]+)": \(', part, re.MULTILINE)
    assert codes
    assert set(codes) <= {slip.code for slip in SLIPS}


def test_film_twice_is_said(tracked: Project) -> None:
    """Two videos of an interview cannot have one id."""
    before = {item.sort_key for item in tracked.diagnostics()}
    text = tracked.path(ADA).read_text("utf-8")
    tracked.write(ADA, text + text.partition("media:\n")[2])
    assert [(item.code, pointed_at(item)) for item in news(tracked, before)] == [
        ("same-id", "film")
    ]


@pytest.mark.parametrize("name", ["relais_*", "*_consent", "relais_consent*", "r*"])
def test_pattern_that_holds_the_choice_is_refused(tracked: Project, name: str) -> None:
    """A tracker cannot claim by a star the cookie in which the choice is kept."""
    before = {item.sort_key for item in tracked.diagnostics()}
    tracked.edit(COOKIES, "name: _sp_id.*", f'name: "{name}"')
    assert [item.code for item in news(tracked, before)] == ["own-name"]


def test_own_count_keeps_its_number_and_not_the_choice(tracked: Project) -> None:
    """The site's own count may name its own cookie, but not the one of the choice."""
    tracked.edit(COOKIES, "trackers:\n", OWN)
    cookies = "kept: 1 day\n    cookies: [{name: NAME, lifetime: session, use: {en: x, fr: x}}]"
    tracked.edit(COOKIES, "kept: 1 day", cookies.replace("NAME", "relais_visitor"))
    before = {item.sort_key for item in tracked.diagnostics()}
    assert "own-name" not in {item.code for item in tracked.diagnostics()}
    tracked.edit(COOKIES, "relais_visitor", "relais_consent")
    assert [item.code for item in news(tracked, before)] == ["own-name"]


@pytest.mark.parametrize(
    ("old", "new"), [("adapter: script", "adapter: scrpt"), ("purposes:\n", "purposes: [\n")]
)
def test_broken_register_hides_nothing_of_other_files(tracked: Project, old: str, new: str) -> None:
    """What is wrong in the site file and in an interview is said beside the broken register."""
    tracked.edit(COOKIES, old, new)
    tracked.edit(ADA, "status: published", "status: publised")
    tracked.edit(SITE, "Europe/Paris", "Europe/Pari")
    found = [item for item in tracked.diagnostics() if str(item.severity) == "error"]
    assert {(item.path, item.code) for item in found if item.path != COOKIES} == {
        (ADA, "not-allowed"),
        (SITE, "not-a-time-zone"),
    }
    assert [item.path for item in found].count(COOKIES) == 1


def test_broken_register_hides_nothing_of_a_film(tracked: Project) -> None:
    """What is wrong with a film, whatever the register says, is said beside the broken register."""
    tracked.edit(COOKIES, "adapter: script", "adapter: scrpt")
    tracked.edit(ADA, f"    link: https://{HOST}/watch\n", "")
    tracked.edit(ADA, "    transcript: The keeper lights **seven lamps**.\n", "")
    tracked.edit(ADA, "still: {src: portrait.jpg", "still: {src: lamp.jpg")
    tracked.edit(SITE, FOOTER, "entries: [about,")
    found = {(item.path, item.code) for item in tracked.diagnostics()}
    assert found >= {
        (COOKIES, "not-allowed"),
        (ADA, "no-way-without-embed"),
        (ADA, "no-picture"),
        (SITE, "cookies-not-in-footer"),
    }
    assert not {code for _, code in found} & {"unknown-embed", "unknown-measurement"}


def test_site_without_register_is_in_order(project: Project) -> None:
    """Where nothing measures and nothing is embedded, no register is missed."""
    assert not project.path(COOKIES).exists()
    assert project.new_diagnostics() == []


def test_missing_register_knows_no_tracker(tracked: Project) -> None:
    """Without its register, what measures and what is embedded is unknown."""
    before = {item.sort_key for item in tracked.diagnostics()}
    tracked.path(COOKIES).unlink()
    assert [(item.path, item.code, pointed_at(item)) for item in news(tracked, before)] == [
        (ADA, "unknown-embed", "player"),
        (SITE, "unknown-measurement", "snowplow"),
    ]


@given(st.integers(1, 9999), st.sampled_from(UNITS))
def test_duration_is_written_as_it_is_read(amount: int, unit: str) -> None:
    """A duration's text reads as the same duration, and is written the same again."""
    duration = Duration(amount, unit)
    text = str(duration)
    assert LASTING.validate_python(text) == duration
    assert str(LASTING.validate_python(text)) == text
    assert LASTING.dump_python(duration, mode="json") == text
    assert 0 < duration.days < math.inf


@pytest.mark.parametrize(("text", "days"), [("session", 0), ("unlimited", math.inf)])
def test_duration_without_end(text: str, days: float) -> None:
    """A session and what has no end are written as words."""
    duration = LASTING.validate_python(text)
    assert (str(duration), duration.days) == (text, days)


ALMOST = st.lists(
    st.sampled_from(
        [
            *("1", "0", "13", "99999", "-1", "1.5", "١", "²", " ", "  ", "\u00a0", "\n"),
            *("s", "month", "months", "Month", "years", "day", "session", "unlimited", "P1Y"),
        ]
    ),
    max_size=5,
).map("".join)


def is_duration(text: str) -> bool:
    """Whether a text is a duration, decided without the pattern that is tried."""
    if text in ("session", "unlimited"):
        return True
    amount, _, unit = text.partition(" ")
    whole = amount.isascii() and amount.isdecimal() and amount[0] != "0" and len(amount) <= 4
    return whole and unit.removesuffix("s") in UNITS


@given(st.text() | ALMOST)
def test_garbage_is_no_duration(text: str) -> None:
    """Whatever is not a whole number with a unit is refused, and what is one is taken."""
    if is_duration(text.strip()):
        assert is_duration(str(LASTING.validate_python(text)))
        return
    with pytest.raises(ValidationError) as caught:
        LASTING.validate_python(text)
    assert caught.value.errors()[0]["type"] in ("not-a-duration", "control-character")


@given(st.integers() | st.floats() | st.none() | st.booleans() | st.lists(st.text()))
def test_only_text_is_a_duration(value: object) -> None:
    """A number, a list or nothing is no duration."""
    with pytest.raises(ValidationError):
        LASTING.validate_python(value)
