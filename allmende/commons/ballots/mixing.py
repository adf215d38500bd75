# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S608 (our own names of tables and columns)
"""Shake the box: write its rows anew, so that nothing in the database files tells in which order they came.

A voter's record and ballot are stored in one transaction. PostgreSQL marks both rows with its number (`xmin`) and puts
them behind one another (`ctid`); a page of SQLite fills from its end. So every hour, and when a vote closes, the rows
are written again in the order of their random keys, all in one transaction. What an administrator could still see is
in docs/developer/ballots.md.
"""

from __future__ import annotations

import hashlib

from django.db import connection, transaction

from allmende.commons.ballots import guard
from allmende.commons.ballots.models import Vote

KEYS = {guard.RECORD: "record", guard.BALLOT: "id", guard.RECEIPT: "code"}


def mix(vote: Vote) -> None:
    """Write the box of a vote anew. Changes no row; raises `RuntimeError`, and undoes, should it have done so."""
    if connection.vendor == "sqlite":
        _mix_sqlite(vote)
    else:
        _mix_postgresql(vote)


def _mix_sqlite(vote: Vote) -> None:
    with transaction.atomic(), guard.lifted(), connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA secure_delete = ON")
        for table, key in KEYS.items():
            before = fingerprint(table, key, vote)
            cursor.execute(f"CREATE TEMP TABLE mixing AS SELECT * FROM {table} WHERE vote_id = %s", [vote.pk])
            cursor.execute(f"DELETE FROM {table} WHERE vote_id = %s", [vote.pk])
            cursor.execute(f"INSERT INTO {table} SELECT * FROM mixing ORDER BY {key}")
            cursor.execute("DROP TABLE mixing")
            if fingerprint(table, key, vote) != before:
                raise RuntimeError(f"Mixing would have changed {table}.")
        cursor.execute(f"PRAGMA secure_delete = {usual}")
    if not connection.in_atomic_block:
        _empty_journal()


def _empty_journal() -> None:
    """Empty the journal too, if readers leave a gap soon: nobody can write meanwhile. Else the next hour does it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 2000")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _mix_postgresql(vote: Vote) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        Vote.objects.select_for_update().get(pk=vote.pk)
        for table in KEYS:
            cursor.execute(f"UPDATE {table} SET vote_id = vote_id WHERE vote_id = %s", [vote.pk])
    connection.check_constraints()  # inside a caller's transaction, checks must not be pending
    with connection.cursor() as cursor:
        for table in KEYS:
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")


def fingerprint(table: str, key: str, vote: Vote) -> str:
    """Return a hash over all rows of a vote."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE vote_id = %s ORDER BY {key}", [vote.pk])
        for row in cursor:
            digest.update(repr(row).encode())
    return digest.hexdigest()
