# SPDX-License-Identifier: EUPL-1.2
"""Backup and restore: database and files in one zip, independent of the database that made it.

Layout of the file: `manifest.json` (format, migrations, content hash, row counts), `tables/<table>.jsonl` (one row a
line, values by column), `files/<path below ALLMENDE_HOME>`. Derived data (search index, sessions, counters, caches) is
left out and built anew. The secret key is not in the backup; keep it apart.
"""

FORMAT = 1
MANIFEST = "manifest.json"
FILE_FOLDERS = ("media", "maps")
"""Folders below ALLMENDE_HOME that belong to the content. The basemap is one: its extract may be gone."""

DERIVED_FILES = "maps/glyphs/"
"""Below them, what is only a cache."""

LEFT_OUT = frozenset({"sessions", "throttle", "wagtailsearch"})
"""App labels whose tables are derived or transient."""


class BackupError(ValueError):
    """The backup cannot be made or restored. The message says why and what to do."""
