# SPDX-License-Identifier: EUPL-1.2
"""What there is to say about the indexes: for the command line and the staff area."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from allmende.core.search.actions import scopes
from allmende.core.search.registry import Scope
from allmende.core.search.store import VERSION, path_of


@dataclass(frozen=True)
class Status:
    """One index."""

    scope: Scope
    documents: int = 0
    megabytes: float = 0.0
    built: datetime.datetime | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        built = self.built.isoformat() if self.built else None
        return {
            "name": self.scope.name,
            "documents": self.documents,
            "megabytes": round(self.megabytes, 2),
            "built": built,
        }


def indexes() -> list[Status]:
    """Return the state of every index (one query)."""
    return [_status(scope) for scope in scopes()]


def _status(scope: Scope) -> Status:
    path = path_of(scope)
    if not path.exists():
        return Status(scope)
    db = sqlite3.connect(path.as_uri() + "?mode=rw", uri=True, timeout=5)
    try:
        if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            return Status(scope)
        documents = db.execute("SELECT count(*) FROM docs").fetchone()[0]
        built = float(db.execute("SELECT value FROM meta WHERE name = 'built'").fetchone()[0])
    except sqlite3.DatabaseError:
        return Status(scope)
    finally:
        db.close()
    moment = datetime.datetime.fromtimestamp(built, tz=timezone.get_current_timezone())
    return Status(scope, documents, path.stat().st_size / 2**20, moment)


def waiting() -> int:
    """Return how many changes wait for the worker (one query)."""
    count: int = DBTaskResult.objects.filter(
        task_path="allmende.core.search.tasks.index_documents",
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    ).count()
    return count
