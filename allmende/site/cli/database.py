# SPDX-License-Identifier: EUPL-1.2
"""Commands that need tables: an empty database gets them, one of another version is not touched."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from allmende.site.cli.shared import Refusal, say, start_django

P = ParamSpec("P")
R = TypeVar("R")


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Set Django up, make the tables of a brand-new installation, and explain a database that cannot be used."""

    @wraps(command)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        start_django()
        from django.db import DatabaseError, connection

        try:
            _make_tables_if_empty()
            return command(*args, **kwargs)
        except DatabaseError as error:
            text = str(error).strip().splitlines()[0]
            if "no such" in text or "does not exist" in text:
                raise Refusal(
                    f"Die Datenbank gehört zu einer anderen Version ({text}). Abhilfe: allmende migrate"
                ) from error
            if "locked" in text:
                raise Refusal("Die Datenbank ist gerade belegt. Bitte in einer Minute noch einmal.") from error
            raise Refusal(f"Die Datenbank antwortet nicht ({text}). Abhilfe: allmende check") from error
        finally:
            if not connection.in_atomic_block:
                connection.close()

    return inner


def _make_tables_if_empty() -> None:
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not tables:
        say("Die Datenbank wird eingerichtet ...")
        call_command("migrate", interactive=False, verbosity=0)
