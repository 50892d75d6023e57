"""The names by which other programs know an entry for good, whatever becomes of its address.

A feed reader takes an entry with a new id for a new entry and shows it again, so an id must outlive
a new slug, a new word in the site's addresses, a corrected date and the step from http to https. It
is a UUID (RFC 9562, version 5) made from the host, the kind of entry and the first slug that the
entry ever had. A `tag:` URI (RFC 4151) would need a date as well, on which the host belonged to the
foundation: content does not know one that never changes.

An id changes when the site moves to another host, or when somebody reorders `aliases`.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from relais.schema import Publication


def first_slug(slug: str, source: Publication) -> str:
    """Return the slug that an entry was first published with: its oldest alias, or its slug."""
    return source.aliases[0] if source.aliases else slug


def permanent_id(site_url: str, *parts: str) -> str:
    """Return the id, as a URN, of what `parts` name in the site at `site_url`."""
    address = urlsplit(site_url)
    name = "/".join([f"{address.hostname}{address.path.rstrip('/')}", *parts])
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
