# SPDX-License-Identifier: EUPL-1.2
"""Backup and restore."""

from __future__ import annotations

from pathlib import Path

import click

from allmende.site.cli.shared import Refusal, emit, json_option, progress_bar, say, with_django


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace an existing file.")
@json_option
@with_django
def backup(file: Path, overwrite: bool, as_json: bool) -> None:
    """Write database and files to one FILE, while the system runs.

    The file can be restored on SQLite and on PostgreSQL. It holds personal data: keep it where only you can read it. The
    secret key (ALLMENDE_SECRET_KEY, or ALLMENDE_HOME/secret-key) is not in it; keep a copy of that elsewhere.

    \b
    Example:
      allmende backup /backup/allmende-2026-11-22.zip
    """
    from allmende.core.backup import BackupError
    from allmende.core.backup.dump import write_backup

    if file.exists() and not overwrite:
        raise Refusal(f"{file} gibt es schon. Bitte einen anderen Namen wählen oder --overwrite angeben.", 2)
    try:
        with progress_bar(quiet=as_json) as progress:
            manifest = write_backup(file, progress)
    except BackupError as error:
        raise Refusal(str(error)) from error
    rows = sum(manifest["rows"].values())
    if as_json:
        emit({"file": str(file), "hash": manifest["hash"], "rows": rows, "files": manifest["files"]})
    else:
        say(f"{file}: {rows} Zeilen, {manifest['files']} Dateien. Prüfsumme des Inhalts {manifest['hash']}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Restore over existing content, which is lost.")
@json_option
@with_django
def restore(file: Path, replace: bool, as_json: bool) -> None:
    """Restore a backup FILE into an empty installation. Stop the server first.

    The content is compared with the hash in the backup before anything is kept.

    \b
    Example:
      ALLMENDE_HOME=/srv/allmende allmende restore /backup/allmende-2026-11-22.zip
    """
    from allmende.core.backup import BackupError
    from allmende.core.backup.load import restore_backup
    from allmende.core.search.actions import rebuild

    try:
        with progress_bar(quiet=as_json) as progress:
            manifest = restore_backup(file, replace=replace, progress=progress)
        rebuild()
    except BackupError as error:
        raise Refusal(str(error)) from error
    rows = sum(manifest["rows"].values())
    if as_json:
        emit({"file": str(file), "hash": manifest["hash"], "rows": rows, "files": manifest["files"]})
    else:
        say(f"Wiederhergestellt: {rows} Zeilen, {manifest['files']} Dateien. Prüfsumme des Inhalts {manifest['hash']}")
