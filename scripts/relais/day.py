"""Which day it is: the real one, or the one that an option or the environment names."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from relais.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

AS_OF_VARIABLE: Final = "RELAIS_AS_OF"
"""The variable by which `--as-of` reaches the builder: a day, as 2026-02-28."""
_LAST_EPOCH: Final = 2**32 - 1


def today_in(zone: ZoneInfo, environment: Mapping[str, str] = os.environ) -> date:
    """Return the day in a time zone, or the one that `--as-of` or SOURCE_DATE_EPOCH names.

    SOURCE_DATE_EPOCH is what reproducible builds set: seconds since 1970 in UTC
    (https://reproducible-builds.org/specs/source-date-epoch/). Raises `SetupError` if it is not.
    """
    if as_of := environment.get(AS_OF_VARIABLE):
        return parse_day(as_of)
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(zone).date()
    if not re.fullmatch("[0-9]+", epoch) or int(epoch) > _LAST_EPOCH:
        message = f"SOURCE_DATE_EPOCH is {epoch!r}; it must be seconds since 1970, digits only."
        raise SetupError(message)
    return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()


def parse_day(text: str) -> date:
    """Return the day written as 2026-02-28; raise `SetupError` for anything else."""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = f"{text!r} is not a date; write it as 2026-02-28."
    raise SetupError(message)
