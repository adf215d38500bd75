# SPDX-License-Identifier: EUPL-1.2
"""Every change of the search: keeping the indexes in step with the database, synonyms, what was looked for in vain."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F, Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.crypto import salted_hmac

from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew
from allmende.core.municipality.models import Municipality, Presence
from allmende.core.search import languages, rules
from allmende.core.search.models import Miss, MissWeek, Synonym
from allmende.core.search.registry import Document, Scope, sources
from allmende.core.search.store import Store, digest_of, folder, path_of, remove
from allmende.core.search.tasks import index_documents

log = structlog.get_logger("allmende.search")

KEYS_PER_TASK = 500
DAYS_UNTIL_READABLE = 3
KEEP_UNREAD, KEEP_READ = datetime.timedelta(days=28), datetime.timedelta(days=180)
MOST_WORDS_KEPT = 5


# --- Keeping in step ------------------------------------------------------------------------------------------------


def changed(source: str, keys: Iterable[object]) -> None:
    """Say that documents of a source were added, changed or taken away.

    Stores the work in the caller's transaction, so that it is done if and only if the change is. Raises `RuntimeError`
    outside a transaction, `KeyError` for a source that does not exist.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{source}: changed() outside a transaction. What is indexed belongs to the change.")
    if source not in sources():
        raise KeyError(source)
    if _in_bulk.get():
        return
    names = list(dict.fromkeys(str(key) for key in keys))
    for start in range(0, len(names), KEYS_PER_TASK):
        index_documents.enqueue(source, names[start : start + KEYS_PER_TASK])


def follow(source: str, model: type[Model], keys: Callable[[Any], Iterable[object]]) -> None:
    """Call `changed` whenever one row of a model is saved or deleted; once, in `AppConfig.ready`.

    For rows that editors change one by one through forms of Wagtail. Bulk writes send no signal.
    """

    def react(instance: Any, **_: Any) -> None:
        with transaction.atomic():
            changed(source, keys(instance))

    for signal in (post_save, post_delete):
        signal.connect(react, sender=model, weak=False, dispatch_uid=f"search.{source}.{model._meta.label}")


_in_bulk: ContextVar[bool] = ContextVar("search_in_bulk", default=False)


@contextmanager
def in_bulk() -> Iterator[None]:
    """Queue nothing inside: for whoever fills a whole database and calls `rebuild` afterwards.

    Where that call is never reached, the worker finds the difference when it starts, and every six hours.
    """
    mark = _in_bulk.set(True)
    try:
        yield
    finally:
        _in_bulk.reset(mark)


def scopes() -> list[Scope]:
    """Return every scope of this installation (one query)."""
    presences = Presence.objects.select_related("municipality").order_by("pk")
    return [Scope(presence, code) for presence in presences for code in languages.codes()]


def index_now(source: str, keys: Collection[str]) -> int:
    """Bring documents up to date in every index; return how many entries changed. An index that is missing is made whole."""
    count = 0
    for scope in scopes():
        with Store(path_of(scope), scope.language) as store:
            if store.is_ready:
                count += store.update(source, keys, partial(_read, scope, source, keys))
            else:
                count += store.rebuild(partial(_read_all, scope))
    return count


def rebuild(only: Iterable[Scope] | None = None) -> dict[str, int]:
    """Make indexes anew; return how many documents each has. Searches go on with the old ones meanwhile."""
    result = {}
    everything = scopes()
    for scope in everything if only is None else only:
        with Store(path_of(scope), scope.language) as store:
            result[scope.name] = store.rebuild(partial(_read_all, scope))
    known = {path_of(scope).name for scope in everything}
    for path in folder().glob("*.sqlite3"):
        if path.name not in known:
            remove(path)
    return result


@dataclass
class Difference:
    """Between one index and the database, as (source, key) pairs."""

    scope: Scope
    documents: int = 0
    missing: list[tuple[str, str]] = field(default_factory=list)
    outdated: list[tuple[str, str]] = field(default_factory=list)
    surplus: list[tuple[str, str]] = field(default_factory=list)
    is_built: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether index and database agree."""
        return self.is_built and not (self.missing or self.outdated or self.surplus)

    @property
    def all(self) -> list[tuple[str, str]]:
        """Everything that differs."""
        return [*self.missing, *self.outdated, *self.surplus]


def compare(scope: Scope) -> Difference:
    """Compare an index with the database, document by document. Changes that wait in the queue count as differences."""
    result = Difference(scope)
    with Store(path_of(scope), scope.language) as store:
        result.is_built = store.is_ready
        indexed = store.digests() if store.is_ready else {}
    for source, document in _read_all(scope):
        name = (source, document.key)
        result.documents += 1
        digest = indexed.pop(name, None)
        if digest is None:
            result.missing.append(name)
        elif digest != digest_of(document):
            result.outdated.append(name)
    result.surplus = list(indexed)
    return result


def repair(differences: Iterable[Difference]) -> int:
    """Bring what differs up to date; return how many entries changed."""
    count = 0
    for difference in differences:
        scope = difference.scope
        if not difference.is_built:
            count += sum(rebuild([scope]).values())
            continue
        by_source: dict[str, list[str]] = {}
        for source, key in difference.all:
            by_source.setdefault(source, []).append(key)
        with Store(path_of(scope), scope.language) as store:
            for source, keys in by_source.items():
                count += store.update(source, keys, partial(_read, scope, source, keys))
    return count


def keep_in_step() -> int:
    """Compare all indexes with the database and mend what differs; return how many. The worker does it every six hours."""
    differences = [difference for difference in map(compare, scopes()) if not difference.is_empty]
    for difference in differences:
        if difference.is_built:
            log.warning("search index differed", scope=difference.scope.name, documents=len(difference.all))
    return repair(differences)


def _read(scope: Scope, source: str, keys: Collection[str]) -> Iterator[tuple[str, Document]]:
    known = sources().get(source)
    if known is not None:
        for document in known.documents(scope, keys):
            yield source, document


def _read_all(scope: Scope) -> Iterator[tuple[str, Document]]:
    for name, source in sources().items():
        for document in source.documents(scope, None):
            yield name, document


# --- Synonyms -------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_synonym(person: Any, synonym: Synonym) -> Synonym:
    """Store a synonym; searches follow it at once. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_teach.require(person, synonym)
    synonym.full_clean()
    is_new = synonym.pk is None
    synonym.save()
    record("search.synonym_added" if is_new else "search.synonym_changed", actor=person, obj=synonym)
    return synonym


@transaction.atomic
def add_synonyms(person: Any, rows: Collection[Synonym]) -> int:
    """Store the synonyms that are not there yet, all or none; return how many. Raises `PermissionDenied`."""
    known = set()
    for municipality in {row.municipality for row in rows}:
        rules.may_teach.require(person, Synonym(municipality=municipality))
        own = Synonym.objects.filter(municipality=municipality)
        known |= set(own.values_list("municipality", "language", "folded", "folded_meaning"))
    new = [row for row in rows if (row.municipality_id, row.language, row.folded, row.folded_meaning) not in known]
    if new:
        Synonym.objects.bulk_create(new)
        renew("search")  # a bulk write sends no signal
        record("search.synonyms_imported", actor=person, details={"count": len(new)})
    return len(new)


@transaction.atomic
def delete_synonym(person: Any, synonym: Synonym) -> None:
    """Remove a synonym. Raises `PermissionDenied`."""
    rules.may_teach.require(person, synonym)
    renew("search")  # before the log, as everywhere: its end is locked last
    record("search.synonym_deleted", actor=person, obj=synonym)
    synonym.delete()


# --- What was looked for in vain --------------------------------------------------------------------------------------


def record_miss(
    municipality: Municipality, language: str, words: Iterable[str], today: datetime.date | None = None
) -> bool:
    """Count that a question found nothing; return whether it was counted.

    Not counted are questions that may be about a person or be a message: more than five words, digits, long words. The
    words themselves are stored once the same question was asked on three days; before, only a keyed fingerprint is.
    """
    asked = sorted(set(words))
    if not asked or len(asked) > MOST_WORDS_KEPT or any(not word.isalpha() or len(word) > 30 for word in asked):
        return False
    day = today or timezone.localdate()
    text = " ".join(asked)
    fingerprint = salted_hmac("allmende.search.miss", text, algorithm="sha256").hexdigest()
    with transaction.atomic():
        miss, is_new = Miss.objects.get_or_create(
            municipality=municipality, language=language, fingerprint=fingerprint, defaults={"last_day": day}
        )
        if not is_new:
            Miss.objects.filter(pk=miss.pk, last_day__lt=day).update(days=F("days") + 1, last_day=day)
            Miss.objects.filter(pk=miss.pk, words="", days__gte=DAYS_UNTIL_READABLE).update(words=text[:120])
        week, _ = MissWeek.objects.get_or_create(miss=miss, week=day - datetime.timedelta(days=day.weekday()))
        MissWeek.objects.filter(pk=week.pk).update(count=F("count") + 1)
    return True


@transaction.atomic
def dismiss(person: Any, miss: Miss) -> None:
    """Take a question off the list, because it is dealt with. Raises `PermissionDenied`."""
    rules.may_teach.require(person, miss)
    record("search.miss_dismissed", actor=person, obj=miss)
    miss.delete()


def forget_misses(today: datetime.date | None = None) -> int:
    """Delete rare questions after four weeks, others half a year after they were last asked; return how many."""
    day = today or timezone.localdate()
    rare = Miss.objects.filter(words="", last_day__lt=day - KEEP_UNREAD)
    old = Miss.objects.filter(last_day__lt=day - KEEP_READ)
    return rare.delete()[1].get("search.Miss", 0) + old.delete()[1].get("search.Miss", 0)
