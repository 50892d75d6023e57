#!/usr/bin/env python3
"""Write the bill of materials of Relais: every locked package, as CycloneDX 1.6 in JSON.

    python scripts/sbom.py requirements.lock relais-sbom.json

It says what is locked, with the hashes that an installation accepts, and what is known of the
licence from the metadata of what is installed here. The same lock in the same environment gives the
same bytes: no time, no random number. The form is that of https://cyclonedx.org/docs/1.6/json/.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
_PACKAGE: Final = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\\\n]*)\\?\n((?:[ ]+--hash=sha256:[0-9a-f]{64}[ \\]*\n)+)"
    r"((?:[ ]+#.*\n?)*)",
    re.MULTILINE,
)
_HASH: Final = re.compile(r"sha256:([0-9a-f]{64})")
_VIA: Final = re.compile(r"#[ ]+(?:via[ ]+)?(?!via\b)([A-Za-z0-9._-]+)")


def document(lock: str, name: str, version: str) -> dict[str, Any]:
    """Return the bill of materials of a lock file's text."""
    packages = [match.groups() for match in _PACKAGE.finditer(lock)]
    own = f"pkg:generic/{name}@{version}"
    known: dict[str, list[str]] = {}
    """The references of a package: one for each version, where systems need different ones."""
    for package, pinned, *_ in packages:
        known.setdefault(package, []).append(_reference(package, pinned))
    needs: dict[str, list[str]] = {own: []}
    needs |= {reference: [] for references in known.values() for reference in references}
    for package, pinned, _, _, because in packages:
        for user in _VIA.findall(because):
            for reference in known.get(user, [own]):
                needs[reference].append(_reference(package, pinned))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + lock)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": own, "name": name, "version": version}
        },
        "components": [
            _component(package, pinned, condition, hashes)
            for package, pinned, condition, hashes, _ in packages
        ],
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(set(users))}
            for reference, users in sorted(needs.items())
        ],
    }


def _reference(package: str, pinned: str) -> str:
    return f"pkg:pypi/{package}@{pinned}"


def _component(package: str, pinned: str, condition: str, hashes: str) -> dict[str, Any]:
    """Return a package with the archives of it that are accepted."""
    reference = _reference(package, pinned)
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference,
        "name": package,
        "version": pinned,
        "purl": reference,
        **_licence(package),
        "externalReferences": [
            {
                "type": "distribution",
                "url": f"https://pypi.org/project/{package}/{pinned}/",
                "hashes": [
                    {"alg": "SHA-256", "content": digest} for digest in _HASH.findall(hashes)
                ],
            }
        ],
    }
    if condition.strip(" ;"):
        component["properties"] = [{"name": "relais:only-where", "value": condition.strip(" ;")}]
    return component


def _licence(package: str) -> dict[str, Any]:
    """Return the licence that the installed package names: as an expression, else in its words."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return {}  # for another system
    [expression] = told.get_all("License-Expression") or [""]
    if expression:
        return {"licenses": [{"expression": expression}]}
    named = [
        words.rpartition(" :: ")[2]
        for words in told.get_all("Classifier") or []
        if words.startswith("License ::")
    ]
    short = "".join(told.get_all("License") or []).strip().partition("\n")[0]
    return {"licenses": [{"license": {"name": name}} for name in named or filter(None, [short])]}


def main(arguments: list[str]) -> int:
    """Write the bill of materials of a lock file into another file."""
    if len(arguments) != 2:  # noqa: PLR2004 - the lock and the bill
        sys.stderr.write(f"{__doc__}\n")
        return 2
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = Path(arguments[0]).read_text("utf-8")
    bill = document(text, project["name"], project["version"])
    text = json.dumps(bill, indent=2, ensure_ascii=False) + "\n"
    Path(arguments[1]).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
