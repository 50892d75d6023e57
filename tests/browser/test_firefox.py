"""The same choice in Firefox, where it is installed, driven by WebDriver BiDi."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browsing import serving

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
NODE = shutil.which("node") or "node"
SCRIPT = Path(__file__).with_name("firefox.mjs")


@pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed")
def test_choice_holds_in_firefox(real_site: Path, tmp_path: Path) -> None:
    """Asked, refused, accepted, withdrawn in another tab, and after Back: as in Chromium."""
    assert FIREFOX is not None
    with serving(real_site) as address:
        done = subprocess.run(
            [NODE, str(SCRIPT), address, FIREFOX],
            env={**os.environ, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout
    assert done.stdout.count("pass") >= 20
