# SPDX-License-Identifier: EUPL-1.2
"""Restore a backup: check it whole, load it in one transaction, compare the hash, then put the files in place."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.query import QuerySet

from allmende.core.audit import guard
from allmende.core.backup import FILE_FOLDERS, FORMAT, MANIFEST, BackupError
from allmende.core.backup.content import BATCH, ContentHash, columns, decode, rows, tables
from allmende.core.backup.dump import file_hash

Progress = Callable[[str, int, int], None]


def restore_backup(source: Path, *, replace: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """Restore `source` into this installation and return its manifest.

    Raises `BackupError`, with nothing changed, where the file is damaged, made by a newer version, or where this
    installation already holds content and `replace` is not set.
    """
    report = progress or (lambda *_: None)
    try:
        with zipfile.ZipFile(source) as archive:
            return _restore(archive, replace, report)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise BackupError(f"{source}: keine lesbare Sicherung ({error}). Wurde sie vollständig kopiert?") from error


def _restore(archive: zipfile.ZipFile, replace: bool, report: Progress) -> dict[str, Any]:
    manifest = read_manifest(archive)
    damaged = archive.testzip()
    if damaged:
        raise BackupError(f"Die Sicherung ist beschädigt ({damaged}). Bitte eine andere Kopie verwenden.")
    call_command("migrate", interactive=False, verbosity=0)
    if not replace and not is_empty():
        raise BackupError(
            "Hier ist schon Inhalt. Nehmen Sie ein leeres ALLMENDE_HOME, oder --replace, dann geht er verloren."
        )
    targets, apps = _state_of(manifest)
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as folder:
        content = ContentHash()
        _extract_files(archive, Path(folder), content, report)
        if targets:
            _migrate_to(targets)
        try:
            with transaction.atomic():
                _load(archive, apps, report)
                for model in tables(apps):
                    for line in rows(model):
                        content.add(model._meta.db_table, line.encode())
                if content.hexdigest() != manifest["hash"]:
                    raise BackupError(
                        "Der Inhalt stimmt nicht mit der Prüfsumme der Sicherung überein. Es wurde nichts geändert."
                    )
        except (IntegrityError, DataError, ValidationError) as error:
            raise BackupError(
                f"Die Sicherung enthält einen Wert, den diese Datenbank nicht annimmt: {error}"
            ) from error
        _put_in_place(Path(folder))
    call_command("migrate", interactive=False, verbosity=0)
    call_command("update_index", verbosity=0)
    return manifest


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the manifest. Raises `BackupError` where the file is no backup, or of an unknown format."""
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise BackupError(
            "Das ist keine Sicherung von Allmende: Das Inhaltsverzeichnis fehlt oder ist nicht lesbar."
        ) from error
    if manifest.get("format") != FORMAT:
        raise BackupError(
            f"Das Format {manifest.get('format')} der Sicherung ist hier nicht bekannt; diese Fassung liest Format {FORMAT}."
        )
    return manifest


def is_empty() -> bool:
    """Tell whether nobody has used this installation yet: no account and no municipality."""
    person, presence = current_apps.get_model("people.Person"), current_apps.get_model("municipality.Presence")
    return not person.objects.exists() and not presence.objects.exists()


def _state_of(manifest: dict[str, Any]) -> tuple[list[tuple[str, str]], Apps]:
    """Return the migration targets of the backup (empty: today's) and the models as they were then."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = {(app, name) for app, name in manifest["migrations"]}
    known = set(executor.loader.disk_migrations)
    for migration in executor.loader.disk_migrations.values():
        known.update(migration.replaces)  # files of squashed migrations may be gone
    unknown = sorted(key for key in applied - known if key[0] in executor.loader.migrated_apps)
    if unknown:
        raise BackupError(
            f"Die Sicherung stammt von einer neueren Fassung ({manifest['version']}). Bitte zuerst Allmende aktualisieren."
        )
    if set(graph.leaf_nodes()) <= applied:
        return [], current_apps
    targets = [
        key
        for key in sorted(applied & set(graph.nodes))
        if not any(child in applied for child in graph.node_map[key].children)
    ]
    absent = executor.loader.migrated_apps - {app for app, _ in applied}
    return [*targets, *((app, None) for app in sorted(absent))], executor.loader.project_state(targets).apps


def _migrate_to(targets: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


def _load(archive: zipfile.ZipFile, apps: Apps, report: Progress) -> None:
    found = tables(apps)
    names = set(archive.namelist())
    with guard.lifted():  # the audit log and the ballot boxes are append-only but for this
        _wipe(found)
        for done, model in enumerate(found, 1):
            member = f"tables/{model._meta.db_table}.jsonl"
            if member in names:
                _load_table(archive, member, model)
            report("Datenbank", done, len(found))
        connection.check_constraints()  # PostgreSQL takes no trigger while checks are pending
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)
    connection.check_constraints()


def _wipe(found: list[type[models.Model]]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quote(model._meta.db_table) for model in found)} CASCADE")
        else:
            for model in found:
                cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")


def _load_table(archive: zipfile.ZipFile, member: str, model: type[models.Model]) -> None:
    fields = columns(model)
    batch: list[SimpleNamespace] = []

    def store() -> None:
        # The table alone, parent tables of inherited models have files of their own; values as they were, no pre_save.
        table: Any = QuerySet(model)
        table._insert(batch, fields=fields, using=connection.alias, raw=True)
        batch.clear()

    limit = max(1, min(BATCH, connection.ops.bulk_batch_size(fields, [None] * BATCH)))
    with archive.open(member) as lines:
        for line in lines:
            record = json.loads(line)
            # No instance of the model: that would ask for defaults, which may look into tables not loaded yet.
            batch.append(SimpleNamespace(**{f.attname: decode(f, record[f.attname]) for f in fields}))
            if len(batch) >= limit:
                store()
    if batch:
        store()


def _extract_files(archive: zipfile.ZipFile, folder: Path, content: ContentHash, report: Progress) -> None:
    members = [info for info in archive.infolist() if info.filename.startswith("files/") and not info.is_dir()]
    for done, info in enumerate(members, 1):
        name = PurePosixPath(info.filename).relative_to("files")
        if name.is_absolute() or ".." in name.parts or name.parts[0] not in FILE_FOLDERS:
            raise BackupError(f"Die Sicherung enthält eine Datei außerhalb ihrer Ordner: {info.filename}")
        target = folder.joinpath(*name.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(info) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file)
        content.add("files", f"{name.as_posix()}\0{file_hash(target)}".encode())
        report("Dateien", done, len(members))


def _put_in_place(folder: Path) -> None:
    home = Path(settings.HOME)
    for name in FILE_FOLDERS:
        if (home / name).exists():
            (home / name).rename(folder / f"replaced-{name}")
        if (folder / name).exists():
            (folder / name).rename(home / name)
