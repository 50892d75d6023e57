"""What several modules of the package are tried with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.companions import public
from tests.conftest import AS_OF
from tests.projects import make_project

if TYPE_CHECKING:
    from relais.project import PublicProject


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> PublicProject:
    """Return the small site, ready to be built; tests only read it."""
    return public(make_project(tmp_path_factory.mktemp("ready") / "project").root, AS_OF)
