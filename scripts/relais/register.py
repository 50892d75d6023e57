"""What content/cookies.yml may say: purposes, trackers, and what they keep on a visitor's device.

It is the register from which the banner, the cookies page, the security policy and the gate come: a
tracker that is not in it cannot load. What it must say of each comes from articles 13 of the GDPR
and 82 of the French data protection act, and from the CNIL's recommendation of 17 September 2020.
"""

from __future__ import annotations

from typing import Literal

from relais.choices import Choice
from relais.fields import (
    DataAttribute,
    DeviceName,
    Flag,
    HostName,
    HttpsAddress,
    Lasting,
    Line,
    LocalisableLine,
    Localised,
    Slug,
)
from relais.schema import Model


class Adapter(Choice):
    """How a tracker is started once it may be."""

    OWN = "own"
    MATOMO = "matomo"
    MATOMO_EXEMPT = "matomo-exempt"
    PLAUSIBLE = "plausible"
    SCRIPT = "script"
    EMBED = "embed"


class Purpose(Model):
    """What trackers are for. Visitors decide on each purpose."""

    id: Slug
    """The purpose's lasting name."""
    label: Localised
    """Its name in a few words, per language."""
    description: Localised
    """What the visitor agrees to, in one or two sentences, per language."""
    exempt: Flag = False
    """`true` only for audience measurement that meets the CNIL's conditions for doing without
    consent: see SECURITY.md. Visitors can object to it."""


class DeviceItem(Model):
    """Something that a tracker keeps on the visitor's device."""

    name: DeviceName
    """Its name; * stands for any characters: _pk_id.*"""
    kind: Literal["cookie", "local-storage", "session-storage", "indexed-db"] = "cookie"
    """Where it is kept. Left out: in a cookie."""
    lifetime: Lasting
    """How long it stays: 13 months, 30 minutes, session, unlimited."""
    use: Localised
    """What it is for, per language."""


class Tracker(Model):
    """A measuring service or an embedded service, and what it learns."""

    id: Slug
    """The tracker's lasting name: content/site.yml and embedded media refer to it."""
    purpose: Slug
    """What it is for: the id of a purpose."""
    adapter: Adapter
    """own, matomo, matomo-exempt, plausible, script or embed (videos and maps)."""
    name: LocalisableLine
    """What the service is called."""
    provider: LocalisableLine
    """Who runs it, and so receives the data."""
    controller: LocalisableLine
    """Who decides what happens with the data, and answers for it."""
    policy: HttpsAddress | None = None
    """Where the provider says how it treats data. Needed unless it is the site's own."""
    script: HttpsAddress | None = None
    """The script that it runs, for matomo, plausible and script."""
    attributes: dict[DataAttribute, Line] = {}
    """Attributes of the script's element, such as data-domain."""
    site: Line | None = None
    """The number of the site in Matomo."""
    hosts: list[HostName] = []
    """The other hosts that it contacts; those of an embed: where the media may come from."""
    data: Localised
    """What it learns of the visitor, per language."""
    kept: Lasting
    """How long the data is kept."""
    cookies: list[DeviceItem] = []
    """What it keeps on the visitor's device."""


class Register(Model):
    """Everything that may be kept on a visitor's device, and everybody who may learn of a visit."""

    purposes: list[Purpose] = []
    """What trackers are for."""
    trackers: list[Tracker] = []
    """The services. Those that measure run only if content/site.yml names them."""
