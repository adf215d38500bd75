# SPDX-License-Identifier: EUPL-1.2
"""Every change of the checks of other sites: sites and pages, runs, what becomes of a fault."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.core.accessibility import rules
from allmende.core.accessibility.check_models import MOST_PAGES, CheckedPage, CheckedSite, Fault, FaultPlace, Run
from allmende.core.audit.actions import record

STUCK = timedelta(hours=1)
WAITING = (Fault.State.OPEN, Fault.State.MENDING)
BUSY = (Run.State.WAITING, Run.State.RUNNING)
_CHANGING = re.compile(
    r'\s(?:id|for|name|value|href|src|srcset|style|aria-(?:labelledby|describedby|controls))="[^"]*"'
)


def signature_of(rule: str, html: str) -> str:
    """Return what the same fault on several pages has in common: its rule and its element without what differs."""
    bare = re.sub(r"\d+", "0", _CHANGING.sub("", html))
    return hashlib.sha256(f"{rule}\n{' '.join(bare.split())[:300]}".encode()).hexdigest()


@transaction.atomic
def save_site(person: Any, site: CheckedSite, urls: Iterable[str]) -> CheckedSite:
    """Store a site and its pages. Pages that are no longer named stay with their history but are not opened any more.

    Raises `PermissionDenied`, `ValidationError` (which names the page).
    """
    rules.may_check.require(person, site)
    wanted = list(dict.fromkeys(url.strip() for url in urls if url.strip()))
    if not 1 <= len(wanted) <= MOST_PAGES:
        raise ValidationError({"urls": [_("Bitte nennen Sie mindestens eine und höchstens %d Seiten.") % MOST_PAGES]})
    new = site.pk is None
    site.full_clean()
    site.save()
    known = {page.url: page for page in site.pages.all()}
    problems = []
    for url in wanted:
        page = known.get(url) or CheckedPage(site=site, url=url)
        page.is_active = True
        try:
            page.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            problems += [f"{url}: {text}" for text in error.messages]
        else:
            page.save()
    if problems:
        raise ValidationError({"urls": problems})
    site.pages.exclude(url__in=wanted).update(is_active=False)
    record("accessibility.site_added" if new else "accessibility.site_changed", actor=person, obj=site)
    return site


@transaction.atomic
def remove_site(person: Any, site: CheckedSite) -> None:
    """Delete a site with everything that was found. Raises `PermissionDenied`."""
    rules.may_check.require(person, site)
    record("accessibility.site_removed", actor=person, obj=site)
    site.delete()


def start_run(person: Any, site: CheckedSite) -> Run:
    """Have a site checked in the background; return the run. Raises `PermissionDenied`, `ValidationError` while one runs."""
    from allmende.core.accessibility.tasks import run_check

    rules.may_check.require(person, site)
    if not site.pages.filter(is_active=True).exists():
        raise ValidationError(_("Bitte nennen Sie erst eine Seite, die geprüft werden soll."), code="no_pages")
    try:
        with transaction.atomic():
            run = Run.objects.create(site=site, started_by=person)
            run_check.enqueue(run.pk)
            record("accessibility.run_started", actor=person, obj=run)
    except IntegrityError as error:
        raise ValidationError(_("Für dieses Angebot läuft schon eine Prüfung."), code="busy") from error
    return run


@transaction.atomic
def begin(run_id: int) -> Run | None:
    """Mark a waiting run as running; None where it is over, gone, or already running (a task may come twice)."""
    run = Run.objects.select_for_update().filter(pk=run_id, state=Run.State.WAITING).first()
    if run is not None:
        run.state, run.started = Run.State.RUNNING, timezone.now()
        run.save(update_fields=["state", "started"])
    return run


@transaction.atomic
def fail(run: Run, reason: str) -> None:
    """End a run that could not be done, with the reason for the people who started it."""
    run.state, run.finished, run.notes = Run.State.FAILED, timezone.now(), [reason]
    run.save(update_fields=["state", "finished", "notes"])
    record("accessibility.run_failed", actor=None, obj=run)


def give_up_stuck_runs() -> int:
    """End runs whose worker died an hour ago; return how many. The worker calls it from time to time."""
    stuck = Run.objects.filter(state=Run.State.RUNNING, started__lt=timezone.now() - STUCK)
    for run in stuck:
        fail(run, _("Die Prüfung wurde unterbrochen. Bitte starten Sie sie noch einmal."))
    return len(stuck)


@transaction.atomic
def store_result(run: Run, result: Mapping[str, Any]) -> Run:
    """Store what `browse.check` found: the same fault once, on all its pages; what is gone counts as mended.

    A fault is gone when every page it was on could be opened and no longer shows it. A mended one that shows again is
    open again; an accepted one stays accepted. A fixed number of queries per run and page, not per fault found.
    """
    now = timezone.now()
    pages = {page.url: page for page in run.site.pages.filter(is_active=True)}
    opened = [entry for entry in result["pages"] if not entry["error"] and entry["url"] in pages]
    failed = [entry for entry in result["pages"] if entry["error"]]
    found: dict[tuple[str, str], dict[str, list[Mapping[str, Any]]]] = {}
    for entry in opened:
        for one in entry["faults"]:
            key = (one["rule"][:80], signature_of(one["rule"], one["html"]))
            found.setdefault(key, {}).setdefault(entry["url"], []).append(one)
    known = {(fault.rule, fault.signature): fault for fault in run.site.faults.select_for_update()}
    run.new_faults = _store_faults(run, found, known, now)
    checked = [pages[entry["url"]].pk for entry in opened]
    FaultPlace.objects.filter(fault__site=run.site, page__in=checked).delete()
    FaultPlace.objects.bulk_create(
        FaultPlace(fault=known[key], page=pages[url], target=ones[0]["target"][:500], count=len(ones))
        for key, places in found.items()
        for url, ones in places.items()
    )
    gone = run.site.faults.filter(state__in=WAITING, places__isnull=True)
    run.mended_faults = gone.update(state=Fault.State.MENDED)
    run.state, run.finished = Run.State.DONE, now
    run.pages_checked, run.pages_failed = len(opened), len(failed)
    run.open_faults = run.site.faults.filter(state__in=WAITING).count()
    run.notes = [f"{entry['url']}: {entry['error']}" for entry in failed]
    run.notes += [_("Nicht geladen: %s") % text for text in result["refused"]]
    run.save()
    record("accessibility.run_done", actor=None, obj=run, details={"pages": run.pages_checked, "open": run.open_faults})
    return run


def _store_faults(
    run: Run,
    found: Mapping[tuple[str, str], Mapping[str, Sequence[Mapping[str, Any]]]],
    known: dict[tuple[str, str], Fault],
    now: Any,
) -> int:
    new, seen = [], []
    for key, places in found.items():
        first = next(iter(places.values()))[0]
        fault = known.get(key)
        if fault is None:
            fault = Fault(site=run.site, rule=key[0], signature=key[1], first_seen=now)
            new.append(fault)
        else:
            seen.append(fault)
            if fault.state == Fault.State.MENDED:
                fault.state, fault.came_back = Fault.State.OPEN, True
        fault.title, fault.impact = first["title"][:300], first["impact"][:10]
        fault.sample, fault.last_seen = first["html"][:1000], now
        known[key] = fault
    Fault.objects.bulk_create(new)
    Fault.objects.bulk_update(seen, ["title", "impact", "sample", "last_seen", "state", "came_back"], batch_size=100)
    return len(new)


@transaction.atomic
def change_fault(
    person: Any, fault: Fault, *, state: str, reason: str = "", owner: Any | None = None, due: date | None = None
) -> Fault:
    """Say what becomes of a fault, who mends it and until when. Raises `PermissionDenied`, `ValidationError`."""
    rules.may_check.require(person, fault)
    current = Fault.objects.select_for_update().get(pk=fault.pk)
    if state not in Fault.State.values:
        raise ValidationError({"state": _("Bitte wählen Sie einen Stand.")})
    if state == Fault.State.ACCEPTED and not reason.strip():
        raise ValidationError({"reason": _("Warum bleibt es so? Bitte schreiben Sie einen Satz dazu.")})
    current.state, current.reason, current.owner, current.due = state, reason.strip()[:400], owner, due
    current.save(update_fields=["state", "reason", "owner", "due"])
    record("accessibility.fault_changed", actor=person, obj=current, details={"state": state})
    return current
