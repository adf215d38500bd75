# SPDX-License-Identifier: EUPL-1.2
"""Write a backup."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from allmende.core.backup import DERIVED_FILES, FILE_FOLDERS, FORMAT, MANIFEST, BackupError
from allmende.core.backup.content import ContentHash, rows, tables

Progress = Callable[[str, int, int], None]


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one consistent state without holding writers up: deferred BEGIN on SQLite, REPEATABLE READ on PostgreSQL."""
    if connection.vendor == "sqlite":
        wrapper: Any = connection
        connection.ensure_connection()
        usual, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            wrapper.transaction_mode = usual
    else:
        with transaction.atomic():
            if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


def content_files() -> list[tuple[str, Path]]:
    """Return (name in the backup, path) of all files that belong to the content, sorted."""
    home = Path(settings.HOME)
    found = [
        (path.relative_to(home).as_posix(), path)
        for folder in FILE_FOLDERS
        for path in sorted((home / folder).rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]
    return [(name, path) for name, path in found if not name.startswith(DERIVED_FILES)]


def write_backup(target: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Write database and files to `target` and return the manifest.

    The file appears under its name only when it is complete, readable by its owner alone. Raises `BackupError` where
    the place cannot be written.
    """
    report = progress or (lambda *_: None)
    content, counts = ContentHash(), {}
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise BackupError(
            f"{target.parent}: lässt sich nicht schreiben ({error.strerror}). Bitte einen anderen Ort wählen."
        ) from error
    try:
        with (
            os.fdopen(handle, "wb") as raw,
            zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            with snapshot():
                models = tables(apps)
                for done, model in enumerate(models, 1):
                    table, count = model._meta.db_table, 0
                    with archive.open(f"tables/{table}.jsonl", "w", force_zip64=True) as member:
                        for line in rows(model):
                            encoded = line.encode()
                            member.write(encoded + b"\n")
                            content.add(table, encoded)
                            count += 1
                    counts[table] = count
                    report("Datenbank", done, len(models))
                migrations = sorted(MigrationRecorder(connection).applied_migrations())
            files = content_files()
            for done, (name, path) in enumerate(files, 1):
                archive.write(path, f"files/{name}")
                content.add("files", f"{name}\0{file_hash(path)}".encode())
                report("Dateien", done, len(files))
            manifest = {
                "format": FORMAT,
                "version": version("allmende"),
                "created": datetime.now(UTC).isoformat(timespec="seconds"),
                "database": connection.vendor,
                "hash": content.hexdigest(),
                "rows": counts,
                "files": len(files),
                "migrations": [list(key) for key in migrations],
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return manifest


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_hash() -> str:
    """Return the hash of what this installation holds now, as a backup made now would carry it."""
    content = ContentHash()
    with snapshot():
        for model in tables(apps):
            for line in rows(model):
                content.add(model._meta.db_table, line.encode())
    for name, path in content_files():
        content.add("files", f"{name}\0{file_hash(path)}".encode())
    return content.hexdigest()
