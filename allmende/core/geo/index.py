# SPDX-License-Identifier: EUPL-1.2
"""The spatial index of every geometry field, made and mended after each `migrate`.

SQLite: an R*Tree table `<table>_<field>_rtree`, kept by triggers that read the box columns, so that every writer is
covered. Django rebuilds SQLite tables to alter them and loses triggers with the old table; therefore the index is
checked after every migration and filled anew where a trigger is missing. PostgreSQL: a GiST index over the built-in
`box` type. Where PostGIS is installed it decides in the database on the candidates of the same index.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed_apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from allmende.core.geo.fields import GeometryField, edge_names, geometry_fields


def rtree_name(model: type[models.Model], field: GeometryField) -> str:
    """Return the name of the R*Tree table of a field."""
    return f"{model._meta.db_table}_{field.name}_rtree"


def has_postgis(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the PostGIS extension is installed in this database (asked once per connection)."""
    if connection.vendor != "postgresql":
        return False
    known: bool | None = getattr(connection, "_allmende_postgis", None)
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")
            known = cursor.fetchone()[0] == 1
        connection._allmende_postgis = known  # type: ignore[attr-defined]
    return bool(known)


def ensure_indexes(using: str = "default", **_: Any) -> None:
    """Make or mend the index of every geometry field whose table exists. Safe to run at any time."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    for model in installed_apps.get_models():
        if not model._meta.managed or model._meta.proxy or model._meta.db_table not in tables:
            continue
        for field in geometry_fields(model):
            if connection.vendor == "sqlite":
                _ensure_rtree(connection, model, field)
            else:
                _ensure_gist(connection, model, field)


def _ensure_rtree(connection: BaseDatabaseWrapper, model: type[models.Model], field: GeometryField) -> None:
    quote = connection.ops.quote_name
    name, table = rtree_name(model, field), model._meta.db_table
    edges = [quote(edge) for edge in edge_names(field.name)]
    # R*Tree columns come as min/max pairs: west, east, south, north.
    order = (0, 2, 1, 3)
    columns = ", ".join(edges[i] for i in order)
    new_row = ", ".join(f"NEW.{edges[i]}" for i in order)
    row_id = quote(model._meta.pk.attname)
    triggers = {
        f"{name}_ai": (
            f"AFTER INSERT ON {quote(table)} WHEN NEW.{edges[0]} IS NOT NULL BEGIN "
            f"INSERT OR REPLACE INTO {quote(name)} VALUES (NEW.{row_id}, {new_row}); END"
        ),
        f"{name}_au": (
            f"AFTER UPDATE OF {row_id}, {', '.join(edges)} ON {quote(table)} BEGIN "
            f"DELETE FROM {quote(name)} WHERE id = OLD.{row_id}; "
            f"INSERT INTO {quote(name)} SELECT NEW.{row_id}, {new_row} WHERE NEW.{edges[0]} IS NOT NULL; END"
        ),
        f"{name}_ad": f"AFTER DELETE ON {quote(table)} BEGIN DELETE FROM {quote(name)} WHERE id = OLD.{row_id}; END",
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        present = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = %s", [name])
        if cursor.fetchone()[0] == 1 and present >= set(triggers):
            return
        for trigger in triggers:
            cursor.execute(f"DROP TRIGGER IF EXISTS {quote(trigger)}")
        cursor.execute(f"DROP TABLE IF EXISTS {quote(name)}")
        cursor.execute(f"CREATE VIRTUAL TABLE {quote(name)} USING rtree(id, west, east, south, north)")
        cursor.execute(
            f"INSERT INTO {quote(name)} SELECT {row_id}, {columns} FROM {quote(table)} WHERE {edges[0]} IS NOT NULL"
        )
        for trigger, body in triggers.items():
            cursor.execute(f"CREATE TRIGGER {quote(trigger)} {body}")


def box_sql(quote: Any, table: str, column: str) -> str:
    """Return the SQL of the bounding box of a row on PostgreSQL; the index and the lookups must agree on it."""
    west, south, east, north = (f"{quote(table)}.{quote(edge)}" for edge in edge_names(column))
    return f"box(point({west}, {south}), point({east}, {north}))"


def _ensure_gist(connection: BaseDatabaseWrapper, model: type[models.Model], field: GeometryField) -> None:
    quote = connection.ops.quote_name
    table = model._meta.db_table
    west, south, east, north = (quote(edge) for edge in edge_names(field.name))
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE INDEX IF NOT EXISTS {quote(f'{table}_{field.name}_box')} ON {quote(table)} "
            f"USING gist (box(point({west}, {south}), point({east}, {north})))"
        )
