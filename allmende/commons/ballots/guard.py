# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: S608 (our own names of tables and columns)
"""What the database itself refuses, on SQLite and PostgreSQL, whoever asks: ORM, SQL, administrator.

* ballots and records outside the open phase (paper ballots: until the count), whatever the code above thinks
* changing or removing a ballot, a record of participation or a receipt
* changing a vote that was released: its questions, its times, its kind; states only go forward, one step at a time

On SQLite the three tables are kept WITHOUT ROWID: there is no number that tells in which order rows came.
Lifted only by a restore, the reset between tests and `mixing`, each inside one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

VOTE, QUESTION, OPTION = "ballots_vote", "ballots_question", "ballots_option"
RECORD, BALLOT, RECEIPT = "ballots_participation", "ballots_ballot", "ballots_receipt"
BOX = (RECORD, BALLOT, RECEIPT)

STEPS = {"draft": "open", "open": "closed", "closed": "counted", "counted": "published"}
FROZEN = ("municipality_id", "key", "kind", "title", "intro", "opens", "closes", "live_result", "list_from")
"""Columns of a vote that stay as they are from its release on."""

_CHANGED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FROZEN)
_FORWARD = " OR ".join(f"(OLD.state = '{old}' AND NEW.state = '{new}')" for old, new in STEPS.items())
_STATE = f"(SELECT state FROM {VOTE} WHERE id = NEW.vote_id)"
_OF_QUESTION = f"(SELECT state FROM {VOTE} WHERE id = {{row}}.vote_id)"
_OF_OPTION = f"(SELECT v.state FROM {VOTE} v JOIN {QUESTION} q ON q.vote_id = v.id WHERE q.id = {{row}}.question_id)"


def _rules() -> list[tuple[str, str, str, str, str]]:
    """Return (name, table, event, condition under which it is refused, message)."""
    late = "This vote does not take ballots now."
    rules = [
        ("ballots_ballot_in_time", BALLOT, "INSERT",
         f"NOT ({_STATE} = 'open' OR ({_STATE} = 'closed' AND NEW.channel = 'paper'))", late),
        ("ballots_record_in_time", RECORD, "INSERT", f"{_STATE} <> 'open'", late),
        ("ballots_receipt_in_time", RECEIPT, "INSERT", f"{_STATE} <> 'open'", late),
        ("ballots_vote_state", VOTE, "UPDATE", f"OLD.state <> NEW.state AND NOT ({_FORWARD})",
         "A vote only goes forward, one step at a time."),
        ("ballots_vote_frozen", VOTE, "UPDATE", f"OLD.state <> 'draft' AND ({_CHANGED})",
         "A released vote does not change."),
        ("ballots_vote_result", VOTE, "UPDATE",
         "OLD.state IN ('counted', 'published') AND (OLD.result IS DISTINCT FROM NEW.result OR OLD.digest <> NEW.digest)",
         "A counted result does not change."),
        ("ballots_vote_kept", VOTE, "DELETE", "OLD.state <> 'draft'", "A released vote is kept."),
    ]  # fmt: skip
    for table, state in ((QUESTION, _OF_QUESTION), (OPTION, _OF_OPTION)):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            name = f"{table}_{event.lower()}"
            rules.append(
                (
                    name,
                    table,
                    event,
                    f"{state.format(row=row)} <> 'draft'",
                    "Questions of a released vote do not change.",
                )
            )
    kept = "The ballot box is append-only."
    for table in BOX:
        columns = {RECORD: ("record", "vote_id", "day", "channel", "area"), RECEIPT: ("code", "vote_id")}.get(
            table, ("id", "vote_id", "channel", "content")
        )
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
        # Writing the same row anew changes nothing but its place: `mixing` does that.
        rules.append((f"{table}_unchanged", table, "UPDATE", changed, kept))
        rules.append((f"{table}_kept", table, "DELETE", "", kept))
    return rules


def install(database: Any = connection) -> None:
    """Put the triggers in place where the tables are. Doing it again changes nothing."""
    remove(database)
    with database.cursor() as cursor:
        present = set(database.introspection.table_names(cursor))
        if not {VOTE, QUESTION, OPTION, *BOX} <= present:
            return
        if database.vendor == "sqlite":
            for name, table, event, condition, message in _rules():
                when = f" WHEN {condition.replace('IS DISTINCT FROM', 'IS NOT')}" if condition else ""
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
                )
            return
        cursor.execute(
            "CREATE OR REPLACE FUNCTION ballots_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        for name, table, event, condition, message in _rules():
            body = f"IF {condition or 'TRUE'} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            back = "OLD" if event == "DELETE" else "NEW"
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}RETURN {back}; END $$"
            )
            cursor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        for table in BOX:
            cursor.execute(
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
                "EXECUTE FUNCTION ballots_refuse('The ballot box is append-only.')"
            )


def remove(database: Any = connection) -> None:
    """Take the triggers away, where they are."""
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            for name, *_ in _rules():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            return
        present = set(database.introspection.table_names(cursor))
        for name, table in [*((name, table) for name, table, *_ in _rules()), *((f"{t}_whole", t) for t in BOX)]:
            if table in present:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


@contextmanager
def lifted() -> Iterator[None]:
    """Lift the triggers inside the caller's transaction; with its end they stand again, or nothing happened."""
    remove()
    yield
    install()


def missing() -> list[str]:
    """Return the names of triggers that are not in place or switched off."""
    expected = {name for name, *_ in _rules()}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            expected |= {f"{table}_whole" for table in BOX}
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        return sorted(expected - {name for (name,) in cursor.fetchall()})


def without_rowid(database: Any, tables: Iterable[str] = BOX) -> None:
    """SQLite: make the tables of the box (or others) anew, ordered by their random keys instead of by arrival."""
    if database.vendor != "sqlite":
        return
    with database.cursor() as cursor:
        for table in tables:
            cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
            parts = {kind: [] for kind in ("table", "index")}
            for kind, sql in cursor.fetchall():
                if kind in parts:
                    parts[kind].append(sql)
            (create,) = parts["table"]
            if create.rstrip().upper().endswith("WITHOUT ROWID"):
                continue
            cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_old")
            cursor.execute(f"{create} WITHOUT ROWID")
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {table}_old")
            cursor.execute(f"DROP TABLE {table}_old")
            for index in parts["index"]:
                cursor.execute(index)
