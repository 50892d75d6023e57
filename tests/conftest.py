"""Fixtures: projects to change, and sites that are built once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.projects import REPOSITORY, Project, make_project
from tests.trackers import add_trackers

if TYPE_CHECKING:
    from pathlib import Path

# Shared machines are slow now and then; a slow example is no failure. People's runs look further
# each time; continuous integration tries the same each time, so that it judges the change alone.
settings.register_profile("relais", deadline=None, max_examples=60, derandomize="CI" in os.environ)
settings.load_profile("relais")

THOROUGH = (
    "browser/test_accessibility.py::test_axe_finds_nothing[390-dark]",
    "browser/test_accessibility.py::test_axe_finds_nothing[1280-light]",
    "browser/test_gone.py",
    "browser/test_adapters.py::test_exempt",
    "browser/test_adapters.py::test_service_starts_only_after_a_yes[matomo]",
    "browser/test_firefox.py",
    "browser/test_servers.py::test_no_page_breaks_its_policy[caddy]",
    "browser/test_visit.py::test_no_page_scrolls_sideways[768]",
    "browser/test_visit.py::test_no_page_scrolls_sideways[1280]",
    "browser/test_lists.py::test_axe_finds_nothing_in_any_state[390-dark]",
    "browser/test_lists.py::test_axe_finds_nothing_in_any_state[1280-light]",
    "browser/test_search.py::test_axe_finds_nothing_in_any_state[1280-light]",
    "browser/test_search.py::test_axe_finds_nothing_in_any_state[390-dark]",
    "build/test_bucket.py::test_lost_connection",
    "build/test_bucket.py::test_only_the_last_releases",
    "build/test_build.py::test_page_size_does_not_grow",
    "build/test_guides.py::test_an_editor_who_follows_the_guide",
    "build/test_incremental.py::test_incremental_equals_clean_again",
    "build/test_large_lists.py",
    "build/test_public.py::test_as_of_is_that_day_in_every_time_zone[Pacific/A",
    "build/test_public.py::test_as_of_is_that_day_in_every_time_zone[Pacific/P",
    "build/test_publish.py::test_second_build_waits",
    "build/test_publish.py::test_faulty_site_is_not_published",
    "build/test_publish.py::test_portrait_that_is_not_covered",
    "faults/test_kills.py",
    "faults/test_storage.py",
    "hostile/test_markup_cases.py::test_nothing_of_the_cases_runs_in_a_browser",
    "hostile/test_picture_cases.py",
    "hostile/test_strange_files.py::test_hostile_names",
    "hostile/test_strange_files.py::test_what_is_needed_may_be_strange",
    "unit/test_fonts.py::test_kept_files_are_what_the_script_cuts",
)
"""Tests that take long and try more of what others try: `make test-faults` runs them, and
`pytest -m ""` runs everything."""

AS_OF = "2026-11-01"
"""The day on which tests look at the small site: Ada is public, Dora not yet."""

OPENING = "2026-11-23"
"""The day from which this repository's own site shows its first entries."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test` leaves to `make test-faults`."""
    for item in items:
        if any(part in item.nodeid for part in THOROUGH):
            item.add_marker("thorough")


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
