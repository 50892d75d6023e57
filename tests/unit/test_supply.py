"""What Relais is made of: the bill of materials, the audit, packages that were changed."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

LOCK = REPOSITORY / "requirements.lock"


def script(name: str) -> ModuleType:
    """Return a script as a module."""
    found = importlib.util.spec_from_file_location(name, REPOSITORY / "scripts" / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def bill(folder: Path) -> dict[str, Any]:
    """Write and return the bill of materials."""
    output = folder / "relais-sbom.json"
    assert script("sbom").main([str(LOCK), str(output)]) == 0
    read: dict[str, Any] = json.loads(output.read_text("utf-8"))
    return read


def test_bill_names_every_locked_package_with_its_hashes(tmp_path: Path) -> None:
    """Nothing that is locked is missing, nothing else is there, and most licences are known."""
    lock = LOCK.read_text("utf-8")
    components = bill(tmp_path)["components"]
    locked = set(re.findall(r"^([a-z0-9.-]+==[^\s;\\]+)", lock, re.MULTILINE))
    assert {f"{item['name']}=={item['version']}" for item in components} == locked
    archives = [archive for item in components for archive in item["externalReferences"]]
    listed = [digest["content"] for archive in archives for digest in archive["hashes"]]
    assert sorted(listed) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))
    assert sum(bool(item.get("licenses")) for item in components) > 0.9 * len(components)


def test_bill_is_sound_and_the_same_each_time(tmp_path: Path) -> None:
    """References lead to parts of the bill, none stands twice, and two bills are the same bytes."""
    first = bill(tmp_path)
    parts = [*first["components"], first["metadata"]["component"]]
    known = [item["bom-ref"] for item in parts]
    assert len(known) == len(set(known))
    assert sorted(item["ref"] for item in first["dependencies"]) == sorted(known)
    assert all(set(item["dependsOn"]) <= set(known) for item in first["dependencies"])
    before = (tmp_path / "relais-sbom.json").read_bytes()
    bill(tmp_path)
    assert (tmp_path / "relais-sbom.json").read_bytes() == before
    assert first["specVersion"] == "1.6"


SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {**SOUND, "vulns": [{"id": "X-1", "aliases": ["CVE-1"], "fix_versions": ["2"]}]}
SKIPPED = {"name": "b", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (json.dumps({"dependencies": [SOUND]}), 0),
        (json.dumps({"dependencies": [SOUND, WEAK, SKIPPED]}), 1),
        (json.dumps({"dependencies": [SOUND, SKIPPED]}), 3),
        (json.dumps({"dependencies": []}), 3),
        ("", 3),
        ("No known vulnerabilities found", 3),
        ("[]", 3),
    ],
)
def test_audit_does_not_pretend(answer: str, status: int) -> None:
    """Only an answer for every package is an answer; no answer has a status of its own."""
    assert script("audit").judge(answer)[0] == status


def test_package_with_another_hash_is_refused(tmp_path: Path) -> None:
    """What was changed after it was locked is not installed."""
    (tmp_path / "links").mkdir()
    archive = tmp_path / "links" / "lantern-1.0-py3-none-any.whl"
    archive.write_bytes(b"changed")
    (tmp_path / "lock").write_text(f"lantern==1.0 --hash=sha256:{'0' * 64}\n")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--isolated", "install", "--dry-run", "--no-index",
         "--find-links", str(tmp_path / "links"), "--require-hashes", "--only-binary", ":all:",
         "-r", str(tmp_path / "lock")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stdout + done.stderr
