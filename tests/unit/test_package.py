"""The package as others meet it: what it exports, what it needs, what is pinned."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import relais
from tests.conftest import OPENING
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

BUILDER = ("mkdocs", "material", "jinja2")

EXPORTED = [
    *("BuildFailedError", "Catalog", "ContentError", "Diagnostic", "Loaded", "PageDescription"),
    *("PublicCatalog", "RelaisError", "SetupError", "__version__", "describe", "load", "select"),
    "today",
]


def test_exported_names_are_these() -> None:
    """What `relais` exports changes only on purpose, and each name is there."""
    assert sorted(relais.__all__) == sorted(EXPORTED)
    assert all(getattr(relais, name) is not None for name in EXPORTED)


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that is not exported fails as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = relais.nonsense


@pytest.mark.parametrize("part", ["relais/geometry/world.json", "relais/rules/places.py"])
def test_another_map_is_another_version(tmp_path: Path, part: str) -> None:
    """What was kept by other code, or with another map, is not used; what editors leave may lie."""
    code = shutil.copytree(REPOSITORY / "scripts", tmp_path / "scripts")

    def version() -> str:
        program = "from relais.program import version; print(version())"
        command = [sys.executable, "-c", program]
        environment = {**os.environ, "PYTHONPATH": str(code)}
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    first = version()
    (code / "relais/.#places.py").symlink_to("nowhere")
    assert version() == first
    with (code / part).open("a") as file:
        file.write("\n")
    assert version() != first


def test_package_works_without_the_builder() -> None:
    """Every module of the package imports, and pages are described, with MkDocs blocked."""
    program = f"""
import importlib, pathlib, pkgutil, sys
for name in {BUILDER}:
    sys.modules[name] = None
import relais
found = pkgutil.walk_packages(relais.__path__, "relais.")
names = [module.name for module in found if "__main__" not in module.name]
for name in names:
    importlib.import_module(name)
loaded = relais.load(pathlib.Path("."))
public = relais.select(loaded.catalog, relais.today(loaded.catalog.site))
print(len(names), len(relais.describe(public)))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=REPOSITORY,
        env={**os.environ, "RELAIS_AS_OF": OPENING},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules, pages = map(int, done.stdout.split())
    assert modules > 20
    assert pages > 20


def test_version_is_the_projects() -> None:
    """The package and its metadata name the same version."""
    metadata = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    assert metadata["project"]["version"] == relais.__version__


@pytest.mark.parametrize(
    ("lock", "extra"), [("requirements.lock", None), ("tests/requirements.lock", "test")]
)
def test_lock_holds_every_dependency_with_hashes(lock: str, extra: str | None) -> None:
    """Each dependency of pyproject.toml is pinned, within its range, by hash."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = list(project["dependencies"])
    wanted += project["optional-dependencies"][extra] if extra else []
    text = (REPOSITORY / lock).read_text("utf-8")
    pins = {
        name.lower(): Version(version)
        for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", text, re.MULTILINE)
    }
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins[requirement.name.lower()]), requirement
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
