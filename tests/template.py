# SPDX-License-Identifier: EUPL-1.2
"""A migrated SQLite database, made once for each state of the migrations; every test process begins with a copy.

To run 260 migrations takes twenty seconds of processor time, to copy their result none.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "databases"
KEEP = 4
"""Templates of earlier states that stay, for switching between branches."""


def copy_template(target: Path) -> None:
    """Put a freshly migrated database at `target`; nothing is left of what was there."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_template(), target)


def _template() -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"{_state()}.sqlite3"
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one process makes it, the others wait
        if not path.exists():
            _make(path)
    os.utime(path)
    return path


def _make(path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="allmende-template-") as home:
        environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environ |= {"ALLMENDE_HOME": home, "DJANGO_SETTINGS_MODULE": "allmende.site.settings"}
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--run-syncdb", "-v", "0"],
            check=True,
            cwd=ROOT,
            env=environ,
        )
        made = Path(home) / "allmende.sqlite3"
        shutil.move(made, path.with_suffix(".new"))
        path.with_suffix(".new").rename(path)
    for old in sorted(CACHE.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-KEEP]:
        old.unlink(missing_ok=True)


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
