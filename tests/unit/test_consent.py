"""What visitors are asked: when anew, when at once, and with which scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from relais.consent import COOKIE, EMBED_SCRIPT, OWN_SCRIPT, SCRIPT, in_use
from relais.loading import load
from tests.projects import ADA, REPOSITORY, Project
from tests.trackers import HOST, REGISTER, add_trackers

if TYPE_CHECKING:
    from relais.consent import Consent

COOKIES = "content/cookies.yml"
SITE = "content/site.yml"
MEASURED = "measurement: [snowplow]\n"
EXEMPT = ("label: {en: Audience", "exempt: true\n    label: {en: Audience")

OWN = """  - id: visits
    purpose: audience
    adapter: own
    name: Visits
    provider: Lantern Fund
    controller: Lantern Fund
    data: {en: The pages., fr: Les pages.}
    kept: 1 month
"""


@pytest.fixture
def tracked(project: Project) -> Project:
    """Return a small site with a tracker and a film."""
    add_trackers(project)
    return project


def consent_of(project: Project) -> Consent:
    """Return what is in use on a site."""
    catalog = load(project.root).catalog
    assert catalog is not None
    return in_use(catalog)


def without_film(project: Project) -> None:
    """Take the film out of the interview."""
    project.write(ADA, project.path(ADA).read_text("utf-8").partition("media:\n")[0])


def identities(consent: Consent) -> tuple[list[str], list[str]]:
    """Return the names of the purposes and the trackers."""
    return [item.id for item in consent.purposes], [item.id for item in consent.trackers]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: Audience measurement", "en: Audience"),
        ("fr: Mesure d’audience", "fr: Mesure"),
        ("en: We count visits.", "en: We count all visits."),
        EXEMPT,
        ("provider: Lantern Statistics", "provider: Other Statistics"),
        ("controller: Lantern Fund", "controller: Lantern Films"),
        ("name: Snowplow", "name: Blizzard"),
        ("name: Lantern Player", "name: Other Player"),
        (f"script: https://{HOST}/sp.js", f"script: https://{HOST}/other.js"),
        ("data: {en: The pages.", "data: {en: The pages and the hour."),
        ("kept: 6 months", "kept: 7 months"),
        ("name: _sp_id.*", "name: _sp_other.*"),
        ("lifetime: 2 years", "lifetime: 3 years"),
        ("use: {en: Visitor", "use: {en: You"),
        ("kind: local-storage", "kind: session-storage"),
        (
            "    cookies:\n",
            "    cookies:\n      - {name: x, lifetime: session, use: {en: x, fr: x}}\n",
        ),
        ("- id: films", "- id: film"),
    ],
)
def test_revision_changes_with_what_visitors_are_told(tracked: Project, old: str, new: str) -> None:
    """Another word, recipient, tracker or cookie is another question."""
    before = consent_of(tracked).revision
    tracked.edit(COOKIES, old, new)
    if "- id: film" in new:
        tracked.edit(COOKIES, "purpose: films", "purpose: film")
    assert consent_of(tracked).revision != before


def test_revision_changes_with_the_trackers_in_use(tracked: Project) -> None:
    """A tracker that is taken out of use is not part of the question any more."""
    both = consent_of(tracked).revision
    without_film(tracked)
    one = consent_of(tracked).revision
    assert both != one
    tracked.edit(SITE, MEASURED, "")
    assert consent_of(tracked).revision not in (both, one)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("trackers:\n", "\n\n# What loads\ntrackers:   # see above\n"),
        ("kept: 6 months", "kept:   '6 months'"),
        ("kept: 1 month", "kept: 1 months"),
        ("{en: The pages., fr: Les pages.}", "{fr: Les pages., en: The pages.}"),
        (
            f"    policy: https://{HOST}/policy\n    script: https://{HOST}/sp.js\n",
            f"    script: https://{HOST}/sp.js\n    policy: https://{HOST}/policy\n",
        ),
        ("name: Lantern Player", "name: >-\n      Lantern\n      Player"),
        ("lifetime: 30 minutes, use", "kind: cookie, lifetime: 30 minutes, use"),
    ],
)
def test_revision_is_the_same_for_the_same_words(tracked: Project, old: str, new: str) -> None:
    """Spaces, comments, quotes and the order of fields ask nobody anew."""
    before = consent_of(tracked).revision
    tracked.edit(COOKIES, old, new)
    assert consent_of(tracked).revision == before


def test_revision_does_not_depend_on_the_rest_of_the_site(tracked: Project) -> None:
    """Other content, and a tracker that is registered but not in use, ask nobody anew."""
    before = consent_of(tracked).revision
    tracked.edit(ADA, "title: Ada Example keeps", "title: Ada Example holds")
    tracked.write(COOKIES, REGISTER + OWN)
    assert consent_of(tracked).revision == before


def test_only_a_whole_choice_fits_the_pattern(tracked: Project) -> None:
    """A choice is one of this revision, with a day and an answer for each purpose in order."""
    consent = consent_of(tracked)
    fits = re.compile(consent.pattern).fullmatch
    good = f"{COOKIE}={consent.revision}.2026-11-23.audience=1.films=0"
    match = fits(good)
    assert match is not None
    assert match.groups() == ("2026-11-23", "1", "0")
    for old, new in [
        (consent.revision, "0" * len(consent.revision)),
        (".films=0", ""),
        ("audience=1.films=0", "films=0.audience=1"),
        ("films=0", "films=2"),
        ("films=0", "films=0.ads=1"),
        ("2026-11-23", "2026"),
        (".audience", "xaudience"),
    ]:
        assert old in good
        assert fits(good.replace(old, new)) is None


def test_early_script_knows_the_revision_and_can_stand_in_a_page(tracked: Project) -> None:
    """The script in the head takes only a choice of this revision, and cannot end its element."""
    consent = consent_of(tracked)
    assert len(consent.revision) == 12
    assert consent.revision in consent.pattern
    assert consent.pattern in consent.early_script
    assert "<" not in re.sub(r"a<\d+", "", consent.early_script)
    tracked.edit(COOKIES, "en: We count visits.", "en: We count all visits.")
    assert consent_of(tracked).early_script != consent.early_script


def test_measurement_that_needs_consent_asks_at_once(tracked: Project) -> None:
    """Where something that measures needs a yes, the banner shows on the first visit."""
    consent = consent_of(tracked)
    assert consent.asks_at_once
    assert '"ask"' in consent.early_script
    assert [purpose.id for purpose in consent.asked] == ["audience", "films"]


def test_exempt_measurement_does_not_ask_at_once(tracked: Project) -> None:
    """What needs no consent does not ask, but can be objected to."""
    tracked.edit(COOKIES, *EXEMPT)
    without_film(tracked)
    consent = consent_of(tracked)
    assert identities(consent) == (["audience"], ["snowplow"])
    assert consent.asked == ()
    assert not consent.asks_at_once
    assert '"ask"' not in consent.early_script
    assert SCRIPT in consent.scripts(REPOSITORY)


def test_embeds_alone_do_not_ask_at_once(tracked: Project) -> None:
    """Where only a film needs a yes, the question stands beside the film."""
    tracked.edit(SITE, MEASURED, "")
    consent = consent_of(tracked)
    assert identities(consent) == (["films"], ["player"])
    assert [purpose.id for purpose in consent.asked] == ["films"]
    assert not consent.asks_at_once
    assert '"ask"' not in consent.early_script


def test_only_what_is_named_is_in_use(tracked: Project) -> None:
    """A tracker that neither the site nor a shown film names is left out, and so is its purpose."""
    assert identities(consent_of(tracked)) == (["audience", "films"], ["snowplow", "player"])
    without_film(tracked)
    assert identities(consent_of(tracked)) == (["audience"], ["snowplow"])
    tracked.edit(SITE, MEASURED, "")
    consent = consent_of(tracked)
    assert identities(consent) == ([], [])
    assert not consent.asks_at_once
    assert consent.scripts(REPOSITORY) == {}


def test_site_without_register_uses_nothing(project: Project) -> None:
    """Without a register there is nothing to ask and no script to ask it with."""
    consent = consent_of(project)
    assert identities(consent) == ([], [])
    assert consent.scripts(REPOSITORY) == {}


def test_scripts_stand_only_where_they_are_needed(tracked: Project) -> None:
    """The script for films comes with films, the one for own visits with own measurement."""
    assert set(consent_of(tracked).scripts(REPOSITORY)) == {SCRIPT, EMBED_SCRIPT}
    assert consent_of(tracked).files() == {}
    tracked.write(COOKIES, REGISTER + OWN)
    tracked.edit(SITE, MEASURED, "measurement: [visits]\n")
    assert consent_of(tracked).files().keys() == {"assets/visit.txt"}
    both = {SCRIPT, EMBED_SCRIPT, OWN_SCRIPT}
    assert set(consent_of(tracked).scripts(REPOSITORY)) == both
    without_film(tracked)
    assert set(consent_of(tracked).scripts(REPOSITORY)) == both - {EMBED_SCRIPT}


def test_script_knows_what_to_run_and_what_to_delete(tracked: Project) -> None:
    """The register in the script holds each tracker, what it keeps, and the revision."""
    consent = consent_of(tracked)
    first, _, rest = consent.scripts(REPOSITORY)[SCRIPT].decode().partition("\n")
    register = json.loads(first.removeprefix("const register = ").removesuffix(";"))
    assert register["revision"] == consent.revision
    assert register["purposes"] == [["audience", False], ["films", False]]
    (snowplow, player) = register["trackers"]
    assert (snowplow["script"], player["script"]) == (f"https://{HOST}/sp.js", "")
    kept = [item for tracker in consent.trackers for item in tracker.cookies]
    assert snowplow["keeps"] == [[item.kind, item.name] for item in kept]
    assert not re.search(r"^ *//", rest, re.MULTILINE)


def test_who_decides_is_named_once(tracked: Project) -> None:
    """Two trackers of one controller name it once."""
    tracked.edit(COOKIES, "controller: Lantern Films", "controller: Lantern Fund")
    assert [dict(item) for item in consent_of(tracked).controllers] == [{"": "Lantern Fund"}]


def test_purpose_knows_its_trackers(tracked: Project) -> None:
    """The trackers of a purpose are those that serve it."""
    consent = consent_of(tracked)
    found = {purpose.id: [t.id for t in consent.of(purpose)] for purpose in consent.purposes}
    assert found == {"audience": ["snowplow"], "films": ["player"]}
