# SPDX-License-Identifier: EUPL-1.2
"""The trigger that refuses overlapping grants of the same role to the same person for the same place.

An exclusion constraint would say the same, but SQLite has none and PostgreSQL's needs an extension. SQLite has one
writer at a time; on PostgreSQL an advisory lock on the person lets only one transaction at a time look and write.
"""

from __future__ import annotations

from typing import Any

MESSAGE = "grant_overlaps"

_SQLITE = """
CREATE TRIGGER roles_grant_overlap_{verb} BEFORE {event} ON roles_grant
WHEN (NEW.revoked_from IS NULL OR NEW.revoked_from > NEW.start) AND EXISTS (
    SELECT 1 FROM roles_grant o WHERE o.id IS NOT NEW.id AND o.person_id = NEW.person_id AND o.role = NEW.role
    AND o.municipality_id = NEW.municipality_id AND o.unit_id IS NEW.unit_id
    AND (o.revoked_from IS NULL OR o.revoked_from > o.start)
    AND (o."end" IS NULL OR NEW.start < o."end") AND (o.revoked_from IS NULL OR NEW.start < o.revoked_from)
    AND (NEW."end" IS NULL OR o.start < NEW."end") AND (NEW.revoked_from IS NULL OR o.start < NEW.revoked_from))
BEGIN SELECT RAISE(ABORT, 'grant_overlaps'); END
"""

_POSTGRES = """
CREATE OR REPLACE FUNCTION roles_grant_overlap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('roles_grant'), NEW.person_id::integer);
    IF (NEW.revoked_from IS NULL OR NEW.revoked_from > NEW.start) AND EXISTS (
        SELECT 1 FROM roles_grant o WHERE o.id <> NEW.id AND o.person_id = NEW.person_id AND o.role = NEW.role
        AND o.municipality_id = NEW.municipality_id AND o.unit_id IS NOT DISTINCT FROM NEW.unit_id
        AND (o.revoked_from IS NULL OR o.revoked_from > o.start)
        AND (o."end" IS NULL OR NEW.start < o."end") AND (o.revoked_from IS NULL OR NEW.start < o.revoked_from)
        AND (NEW."end" IS NULL OR o.start < NEW."end") AND (NEW.revoked_from IS NULL OR o.start < NEW.revoked_from))
    THEN
        RAISE EXCEPTION 'grant_overlaps' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roles_grant_overlap BEFORE INSERT OR UPDATE ON roles_grant
    FOR EACH ROW EXECUTE FUNCTION roles_grant_overlap();
"""


def install(connection: Any) -> None:
    """Add the trigger. A later migration that alters the table on SQLite makes it anew, without triggers: end it so."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb, event in (("insert", "INSERT"), ("update", "UPDATE")):
                cursor.execute(_SQLITE.format(verb=verb, event=event))
        else:
            cursor.execute(_POSTGRES)


def remove(connection: Any) -> None:
    """Take the trigger away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("insert", "update"):
                cursor.execute(f"DROP TRIGGER IF EXISTS roles_grant_overlap_{verb}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS roles_grant_overlap ON roles_grant")
            cursor.execute("DROP FUNCTION IF EXISTS roles_grant_overlap()")
