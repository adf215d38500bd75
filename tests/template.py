# SPDX-License-Identifier: EUPL-1.2
"""A migrated database, made once for each state of the migrations; every test process begins with a copy.

To run 260 migrations takes twenty seconds of processor time on SQLite and more on PostgreSQL; to copy their result, a
file or a dump, takes next to none.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "databases"
KEEP = 4
"""Templates of earlier states that stay, for switching between branches."""


def copy_template(target: Path) -> None:
    """Put a freshly migrated SQLite database at `target`; nothing is left of what was there."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_template(".sqlite3", _make_file), target)


def load_template(name: str) -> None:
    """Make a freshly migrated database `name` in the cluster of DATABASE_URL; nothing is left of what was there."""
    dump = _dump()
    _create(name)
    _output("psql", "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(dump), _url(name))


def _dump() -> Path:
    version = _output("psql", "--version").split()[2].partition(".")[0]
    return _template(f".postgres{version}", _make_dump)


def _template(suffix: str, make: Callable[[Path], None]) -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / (_state() + suffix)
    with (CACHE / f"lock{suffix}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process makes it, the others wait
        if not path.exists():
            new = path.with_name(path.name + ".new")
            make(new)
            new.rename(path)
            for old in sorted(CACHE.glob(f"*{suffix}"), key=lambda file: file.stat().st_mtime)[:-KEEP]:
                old.unlink(missing_ok=True)
    os.utime(path)
    return path


def _make_file(path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="allmende-template-") as home:
        _migrate(home, "")
        shutil.move(Path(home) / "allmende.sqlite3", path)


def _make_dump(path: Path) -> None:
    name = f"allmende_template_{os.getpid()}"
    _create(name)
    try:
        with tempfile.TemporaryDirectory(prefix="allmende-template-") as home:
            _migrate(home, _url(name))
        _output("pg_dump", "--no-owner", "-f", str(path), _url(name))
    finally:
        _output("psql", "-X", "-q", "-c", f"DROP DATABASE {name}", _url("postgres"))


def _migrate(home: str, url: str) -> None:
    environ = os.environ | {
        "ALLMENDE_HOME": home,
        "DJANGO_SETTINGS_MODULE": "allmende.site.settings",
        "DATABASE_URL": url,
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--run-syncdb", "-v", "0"],
        check=True,
        cwd=ROOT,
        env=environ,
    )


def _create(name: str) -> None:
    for statement in (f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"'):
        _output("psql", "-X", "-q", "-c", statement, _url("postgres"))


def _url(name: str) -> str:
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _state() -> str:
    """Return a name for everything that decides what a fresh database holds: migrations, and what runs after them."""
    from django.apps import apps

    state = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted((Path(app.path) / "migrations").glob("*.py")):
            state.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    for file in sorted((ROOT / "allmende").rglob("*.py")):
        text = file.read_bytes()
        if b"TRIGGER" in text or b"post_migrate" in text:
            state.update(text)
    return state.hexdigest()[:20]


if __name__ == "__main__":  # make it ahead, for the database of DATABASE_URL or SQLite
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    if os.environ.get("DATABASE_URL"):
        _dump()
    else:
        _template(".sqlite3", _make_file)
