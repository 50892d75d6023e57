#!/usr/bin/env python3
"""Set up what Relais needs and run a command in it. Needs nothing but Python.

    python3 scripts/bootstrap.py relais build     run a command in the project's environment
    python3 scripts/bootstrap.py test [ARG ...]   run every check, or pytest with ARG ...
    python3 scripts/bootstrap.py lock             pin the dependencies of pyproject.toml anew
    python3 scripts/bootstrap.py clean            remove all that these commands made

The environment is .venv, made of the hash-locked packages in requirements.lock. When the locks are
the ones it was made from, it is used as it is.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
# Whoever calls this from the active .venv runs the very Python that may have to be replaced.
BASE_PYTHON = getattr(sys, "_base_executable", sys.executable)
SITE_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "tests" / "requirements.lock"
NODE_LOCK = ROOT / "tests" / "package-lock.json"
NODE_MODULES = ROOT / "tests" / "node_modules"
OLDEST_PYTHON = (3, 11)
MADE_HERE = (
    ".venv",
    ".relais",
    "site",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "tests/node_modules",
)
WORKERS = (os.cpu_count() or 1) + 1  # one waits for a browser or a server most of the time
UV = "uv==0.13.*"  # resolves for all systems at once; only `lock` needs it
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SERVERS = {"nginx": "nginx-light", "caddy": "caddy"}  # a program to its Debian package
BROWSER_PACKAGES = ("chromium", "fonts-liberation")


def main(arguments: list[str]) -> int:
    """Run one of the commands above and return its exit status."""
    if sys.version_info < OLDEST_PYTHON:
        stop(f"Relais needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    command, *rest = arguments
    if command == "test":
        return test(rest)
    if command == "lock":
        return lock()
    if command == "clean":
        return clean()
    set_up(SITE_LOCK)
    return run(command, *rest)


def set_up(lock_file: Path) -> None:
    """Make .venv hold what `lock_file` names, unless it does already."""
    # Where Python may not keep bytecode by itself, every command would compile all of it again.
    compileall.compile_dir(ROOT / "scripts", quiet=2)
    stamp = VENV / f"set-up-{lock_file.parent.name if lock_file == TEST_LOCK else 'site'}"
    wanted = fingerprint(lock_file)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Setting up .venv from {lock_file.relative_to(ROOT)}. This takes a minute, once.")
    if not usable():
        make_venv()
    pip = (str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq", "install")
    check(*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock_file))
    # Relais itself: its build backend is among the locked packages, so nothing else is fetched.
    check(*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)  # last, so that an interrupted set-up is done again


def fingerprint(lock_file: Path) -> str:
    """Return what an environment depends on: Python, where it stands, the lock, the metadata."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}".encode())
    for path in (lock_file, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def usable() -> bool:
    """Tell whether .venv was made here, works, has pip and is of the Python that runs this."""
    made_at = VENV / "made-at"
    if not PYTHON.exists() or not made_at.exists() or made_at.read_text() != str(ROOT):
        return False
    question = "import sys, pip; print(sys.version)"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version.strip()


def make_venv() -> None:
    """Make an empty .venv. Debian and Ubuntu keep a part of Python's own venv in a package."""
    shutil.rmtree(VENV, ignore_errors=True)
    command = [BASE_PYTHON, "-m", "venv", str(VENV)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        apt_install("python3-venv")
        check(*command)
    (VENV / "made-at").write_text(str(ROOT))  # an environment does not survive being moved


def test(arguments: list[str]) -> int:
    """Run every check, or only pytest when it is given arguments."""
    set_up(SITE_LOCK)
    set_up(TEST_LOCK)
    set_up_node()
    missing = [package for program, package in SERVERS.items() if not which(program)]
    if missing:
        apt_install(*missing)
    if not has_browser():
        apt_install(*BROWSER_PACKAGES)
        if not has_browser():  # Ubuntu's package is a stand-in that only works with snap
            stop("Please install Chromium, or set CHROMIUM to the program, and try again.")
    if arguments:
        return run("pytest", *arguments)
    failed = []
    for line in (
        "ruff check",
        "ruff format --check",
        "mypy",
        f"pytest -n {WORKERS} --dist worksteal",
    ):
        say(f"\n$ {line}")
        if run(*line.split()):
            failed.append(line)
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def set_up_node() -> None:
    """Install the packages of tests/package-lock.json, unless they are there already."""
    stamp = NODE_MODULES / "set-up"
    wanted = fingerprint(NODE_LOCK)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not shutil.which("npm"):
        apt_install("npm")
    say(f"Setting up tests/node_modules from {NODE_LOCK.relative_to(ROOT)}.")
    npm = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    check(*npm, "--prefix", str(NODE_LOCK.parent))
    stamp.write_text(wanted)


def which(program: str) -> str | None:
    """Find a program, also among those that Debian keeps for root."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")


def has_browser() -> bool:
    """Tell whether there is a Chromium that starts."""
    programs = filter(None, (os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS)))
    return any(
        subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
        for program in programs
    )


def lock() -> int:
    """Write both lock files anew, for every system and Python that Relais supports."""
    set_up(SITE_LOCK)
    tool = VENV / "lock"
    check(str(PYTHON), "-m", "venv", str(tool))
    python = tool / BIN.name / PYTHON.name
    check(str(python), "-m", "pip", "--disable-pip-version-check", "-q", "install", UV)
    compile_ = (str(python), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--upgrade")
    output = ("--generate-hashes", "--no-emit-index-url", "--no-header", "--python-version", "3.11")
    check(*compile_, *output, "pyproject.toml", "-o", "requirements.lock")
    test_lock = str(TEST_LOCK.relative_to(ROOT))
    extra = ("--extra", "test", "-c", "requirements.lock")
    check(*compile_, *output, "pyproject.toml", *extra, "-o", test_lock)
    return 0


def clean() -> int:
    """Remove everything that can be made again."""
    for name in MADE_HERE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in (*ROOT.glob("scripts/*.egg-info"), *ROOT.glob("s*/**/__pycache__")):
        shutil.rmtree(folder, ignore_errors=True)
    say("Removed .venv, the site and all caches.")
    return 0


def apt_install(*packages: str) -> None:
    """Install Debian packages if that is possible, else say in one line what to install."""
    names = " ".join(packages)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root or not shutil.which("apt-get"):
        stop(f"Please install what is missing, then try again: sudo apt-get install {names}")
    say(f"Installing {names} with apt-get.")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        stop(f"apt-get could not install {names}:\n{done.stderr.strip()}")


def check(*command: str) -> None:
    """Run a command of the set-up; stop with its own words if it fails."""
    if subprocess.run(command, check=False).returncode:
        stop(f"The set-up stopped at: {' '.join(command)}")


def run(command: str, *arguments: str) -> int:
    """Run a command of the environment, as if the environment were active."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(BIN), os.environ.get("PATH", ""))),
        "VIRTUAL_ENV": str(VENV),
    }
    program = shutil.which(command, path=environment["PATH"])
    if program is None:
        stop(f"There is no command {command!r} in the environment.")
    try:
        return subprocess.run([program, *arguments], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130  # as shells report Ctrl+C


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """End with a message."""
    raise SystemExit(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
