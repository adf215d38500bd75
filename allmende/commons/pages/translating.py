# SPDX-License-Identifier: EUPL-1.2
"""Changes of translations made side by side with their source, and drafts by machine. All of it is for staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from allmende.commons.pages import rules
from allmende.commons.pages.actions import add_translation
from allmende.commons.pages.models import MachineDraft, TranslationSource
from allmende.commons.pages.queries import SOURCE_LANGUAGE
from allmende.commons.pages.segments import PageTexts, linked_pages, translated_fields
from allmende.core.audit.actions import record
from allmende.core.languages.machine.base import MachineError, Text
from allmende.core.languages.machine.services import machine_for
from allmende.core.people.models import Person
from allmende.core.throttle.actions import Limit, attempt, keyed

DRAFTS_PER_HOUR = Limit("pages.machine", 30, 3600)
STALLED = timedelta(minutes=5)
"""After this time without progress a draft counts as broken off: its worker was killed."""


def version_of(source: Page, language: str) -> Page | None:
    """Return the translation of a page, published or not, or None."""
    return Page.objects.filter(translation_key=source.translation_key, locale__language_code=language).first()


def published_source(source: Page) -> Revision | None:
    """Return the revision a translation is made from: the published one, else the newest."""
    return source.live_revision or source.latest_revision


def require_may_translate(person: Any, source: Page, language: str) -> None:
    """Raise `PermissionDenied` unless the person may change the translation, or add it below its translated parent.

    Raises `ValidationError` where the page above is not translated yet: translate from the top.
    """
    page = version_of(source, language)
    if page is not None:
        rules.may_edit.require(person, page)
        return
    rules.may_edit.require(person, source)
    parent = source.get_parent()
    if parent.is_root():
        rules.may_add_below.require(person, parent)
        return
    above = version_of(parent, language)
    if above is None:
        raise ValidationError(_("Bitte übersetzen Sie zuerst „%s“.") % parent.title)
    rules.may_add_below.require(person, above)


@transaction.atomic
def save_translation(
    person: Person, source: Page, language: str, texts: Mapping[str, str], *, made_from: int, base: int | None,
    machine_checked: bool = False,
) -> Page:  # fmt: skip
    """Store translated texts as a new draft and remember the revision of the source. Returns the page; publishes nothing.

    texts: keys of the source's segments to texts. made_from: the revision of the source that was shown. base: the newest
    revision of the translation when the form was opened (None for a new page). Raises `PermissionDenied`, and
    `ValidationError` where the translation was changed by somebody else meanwhile or the title is empty.
    """
    require_may_translate(person, source, language)
    revision = Revision.objects.filter(pk=made_from, object_id=str(source.pk)).first()
    if revision is None:
        raise ValidationError(_("Diese Fassung der deutschen Seite gibt es nicht mehr. Bitte laden Sie die Seite neu."))
    if not texts.get("title", "").strip():
        raise ValidationError(_("Bitte übersetzen Sie auch den Titel."))
    original = revision.as_object()
    fields = translated_fields(original, texts, _targets(original, language))
    page = version_of(source, language)
    if page is None:
        page = add_translation(source, language, title=fields["title"], publish=False, person=person)
    elif page.latest_revision_id != base:
        raise ValidationError(
            _(
                "Inzwischen hat jemand anderes diese Übersetzung gespeichert. Bitte vergleichen Sie: Ihr Text steht noch hier."
            )
        )
    newest = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(newest, name, value)
    # Not checked as a whole: a translation may be saved half done. Publishing checks it.
    made = newest.save_revision(user=person, log_action=True, clean=False)
    _note_source(page, revision, made, person)
    if machine_checked:
        _check_draft(person, source, language)
    record("pages.translate", actor=person, obj=page, details={"segments": sum(bool(text) for text in texts.values())})
    return Page.objects.get(pk=page.pk)


def _targets(original: Page, language: str) -> dict[int, int]:
    """Return for the pages that a page leads to their translations, as far as there are any. Two queries."""
    keys = dict(Page.objects.filter(pk__in=linked_pages(original)).values_list("translation_key", "pk"))
    versions = Page.objects.filter(translation_key__in=keys, locale__language_code=language)
    return {keys[key]: pk for key, pk in versions.values_list("translation_key", "pk")}


def _note_source(page: Page, source_revision: Revision, made: Revision, person: Person) -> None:
    known = TranslationSource.objects.with_made_from().filter(page_id=page.pk).first()
    TranslationSource.objects.update_or_create(
        page_id=page.pk,
        defaults={
            # What readers see now keeps its own source; the draft's counts once it is published.
            "revision_id": known.made_from if known else None,  # type: ignore[attr-defined]
            "next_revision": source_revision,
            "next_in": made,
            "marked_by": person,
        },
    )


# --- Drafts by machine ------------------------------------------------------------------------------------------------


@transaction.atomic
def ask_machine(person: Person, source: Page, language: str) -> MachineDraft:
    """Order a draft by machine; the work is done in the background. Returns the order.

    Raises `PermissionDenied`, and `ValidationError` where no service is set up, one is at work already, or somebody asks
    too often.
    """
    from allmende.commons.pages.tasks import draft_by_machine

    require_may_translate(person, source, language)
    machine = machine_for(language)
    if machine is None or language == SOURCE_LANGUAGE:
        raise ValidationError(_("Für diese Sprache ist kein Dienst eingerichtet."))
    present = MachineDraft.objects.select_for_update().filter(source=source, language=language).first()
    if present and present.at_work and timezone.now() - present.beat_at < STALLED:
        raise ValidationError(_("Der Dienst arbeitet schon an dieser Seite."))
    if not attempt(DRAFTS_PER_HOUR, keyed(f"person:{person.pk}")):
        raise ValidationError(_("Das waren viele Entwürfe in einer Stunde. Bitte warten Sie etwas."))
    draft, _new = MachineDraft.objects.update_or_create(
        source=source,
        language=language,
        defaults={
            "source_revision": published_source(source),
            "service": f"{machine.name} ({machine.host})",
            "state": MachineDraft.State.WAITING,
            "texts": {},
            "faults": {},
            "total": 0,
            "error": "",
            "asked_by": person,
            "asked_at": timezone.now(),
            "checked_by": None,
            "checked_at": None,
        },
    )
    record("pages.ask_machine", actor=person, obj=source, details={"language": language})
    draft_by_machine.enqueue(draft.pk, draft.asked_at.isoformat())
    return draft


def run_draft(draft_id: int, asked_at: str) -> None:
    """Let the machine work on every text of a page; progress is stored after each. A newer order stops an older one."""
    draft = MachineDraft.objects.select_related("source", "source_revision").filter(pk=draft_id).first()
    if draft is None or draft.asked_at.isoformat() != asked_at or not draft.at_work or draft.source_revision is None:
        return
    machine = machine_for(draft.language)
    segments = [s for s in PageTexts(draft.source_revision.as_object()).segments if s.value.strip()]
    mine = MachineDraft.objects.filter(pk=draft.pk, asked_at=draft.asked_at)

    def store(**fields: Any) -> bool:
        return bool(mine.update(beat_at=timezone.now(), **fields))

    if machine is None:
        store(state=MachineDraft.State.FAILED, error=_("Der Dienst ist nicht mehr eingerichtet."))
        return
    store(state=MachineDraft.State.RUNNING, total=len(segments))
    texts: dict[str, str] = dict(draft.texts)
    faults: dict[str, str] = {}
    for segment in segments:
        if segment.key in texts:
            continue  # done before the worker was killed
        try:
            made = machine.work(Text(segment.value, html=segment.rich), draft.language)
            texts[segment.key] = made[: segment.max_length] if segment.max_length else made
        except MachineError as error:
            if error.final:
                store(state=MachineDraft.State.FAILED, error=str(error)[:300], texts=texts, faults=faults)
                return
            faults[segment.key] = str(error)
        if not store(texts=texts, faults=faults):
            return
    store(state=MachineDraft.State.DONE)


@transaction.atomic
def discard_draft(person: Person, source: Page, language: str) -> None:
    """Throw away what the machine made. Texts already saved in the translation stay, and are the person's own."""
    require_may_translate(person, source, language)
    MachineDraft.objects.filter(source=source, language=language).delete()
    record("pages.discard_machine", actor=person, obj=source, details={"language": language})


def _check_draft(person: Person, source: Page, language: str) -> None:
    MachineDraft.objects.filter(
        source=source, language=language, state=MachineDraft.State.DONE, checked_at=None
    ).update(checked_by=person, checked_at=timezone.now())


def unchecked_draft(page: Page) -> MachineDraft | None:
    """Return the draft by machine whose texts may be in a translation and that nobody has checked. Two queries."""
    if page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    return MachineDraft.objects.filter(
        source__translation_key=page.translation_key, language=page.locale.language_code,
        state=MachineDraft.State.DONE, checked_at=None,
    ).first()  # fmt: skip
