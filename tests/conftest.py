"""Fixtures: projects to change, and sites that are built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.projects import REPOSITORY, Project, make_project
from tests.trackers import add_trackers

if TYPE_CHECKING:
    from pathlib import Path

# Shared machines are slow now and then; a slow example is no failure.
settings.register_profile("relais", deadline=None, max_examples=200)
settings.load_profile("relais")

AS_OF = "2026-11-01"
"""The day on which tests look at the small site: Ada is public, Dora not yet."""

OPENING = "2026-11-23"
"""The day from which this repository's own site shows its first entries."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a copy of the small site that the test may change."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built small site; tests only read it."""
    return make_project(tmp_path_factory.mktemp("small") / "project").build("--as-of", AS_OF)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this repository's own site, built; tests only read it."""
    folder = tmp_path_factory.mktemp("real") / "project"
    return make_project(folder, REPOSITORY).build("--as-of", OPENING)


@pytest.fixture(scope="session")
def tracked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built small site with a tracker and a film; tests only read it."""
    project = make_project(tmp_path_factory.mktemp("tracked") / "project")
    add_trackers(project)
    return project.build("--as-of", AS_OF)
