# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S608 (our own names of tables and columns)
"""What the database itself holds: a published version never changes, and answers lie in no order of arrival.

On SQLite the tables of answers are kept WITHOUT ROWID. PostgreSQL marks the rows of one transaction (`xmin`, `ctid`);
`mix` writes them anew, as the ballot box does (see `commons/ballots/mixing.py`).
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

VERSION = "questionnaires_version"
ANSWERS = ("questionnaires_taken", "questionnaires_answer", "questionnaires_freetext")
"""Tables in which no order may be seen; each has a random key."""

_MESSAGE = "A published version of a questionnaire does not change."
_CHANGED = " OR ".join(
    f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in ("form_id", "number", "definition", "published")
)
_RULES = (("forms_version_frozen", "UPDATE", _CHANGED), ("forms_version_kept", "DELETE", ""))


def install(database: Any = connection) -> None:
    """Put the triggers in place where the table is. Doing it again changes nothing."""
    remove(database)
    with database.cursor() as cursor:
        if VERSION not in database.introspection.table_names(cursor):
            return
        for name, event, condition in _RULES:
            if database.vendor == "sqlite":
                when = f" WHEN {condition.replace('IS DISTINCT FROM', 'IS NOT')}" if condition else ""
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {VERSION}{when} "
                    f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
                )
                continue
            back = "OLD" if event == "DELETE" else "NEW"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition or 'TRUE'} THEN RAISE EXCEPTION '{_MESSAGE}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {back}; END $$"
            )
            cursor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {VERSION} FOR EACH ROW EXECUTE FUNCTION {name}()")


def remove(database: Any = connection) -> None:
    """Take the triggers away, where they are."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for name, *_ in _RULES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        elif VERSION in database.introspection.table_names(cursor):
            for name, *_ in _RULES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {VERSION}")


def missing() -> list[str]:
    """Return the names of triggers that are not in place or switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        return sorted({name for name, *_ in _RULES} - {name for (name,) in cursor.fetchall()})


def mix(survey_id: int) -> None:
    """PostgreSQL: write the rows of a survey anew, in the order of their keys. Changes no value."""
    if connection.vendor == "sqlite":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table in ANSWERS:
            cursor.execute(f"UPDATE {table} SET survey_id = survey_id WHERE survey_id = %s", [survey_id])
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in ANSWERS:
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")
