# SPDX-License-Identifier: EUPL-1.2
"""Every change of questionnaires, surveys and answers. Each action works in one transaction.

Sending leaves no entry in the audit log: that would say who answered when.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.forms import drafts, guard, rules
from allmende.commons.forms.models import Answer, Channel, Draft, Form, FreeText, Survey, Taken, Version
from allmende.commons.forms.words import place_words, problem_words
from allmende.core.audit.actions import record
from allmende.core.freshness.memory import renew
from allmende.core.municipality.models import Municipality
from allmende.engines.questionnaire import Checked, DefinitionError, Fault, Questionnaire, check, read, write
from allmende.engines.questionnaire.reading import OTHER

TOPIC = "forms"
"""Topic of remembered answers (see core.freshness): results."""


class Refused(ValidationError):
    """An answer that is not taken. `code`: closed, already. The message is for whoever answers."""


class InvalidAnswers(ValueError):
    """Answers that do not fit; nothing was stored. `faults` as the engine tells them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(f"{fault.path}: {fault.code}" for fault in self.faults))


@dataclass(frozen=True)
class Submitted:
    """An answer was taken. `repeated`: it was taken before (double click, back button, two tabs)."""

    repeated: bool


# --- preparing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_form(staff: Any, *, municipality: Municipality, title: str, data: Any = None) -> Form:
    """Store a new questionnaire and return it. `staff` None: the platform itself. Raises `PermissionDenied`, `ValidationError`."""
    form = Form(
        municipality=municipality,
        title=title.strip()[:200],
        draft=data or {"title": {"de": title.strip()}, "sections": []},
    )
    if staff is not None:
        rules.may_add.require(staff, form)
    form.full_clean(exclude=["municipality"])
    form.save(force_insert=True)
    record("forms.create", actor=staff, obj=form)
    return form


@transaction.atomic
def save_draft(staff: Any, form: Form, data: Any, *, revision: int) -> Form:
    """Store the draft of a questionnaire, with faults too. Raises `PermissionDenied`.

    `revision`: of the state that was changed. Raises `ValidationError` where somebody else has changed it since.
    """
    current = Form.objects.select_for_update().get(pk=form.pk)
    rules.may_edit.require(staff, current)
    if current.revision != revision:
        raise ValidationError(
            _("Jemand hat den Fragebogen inzwischen geändert. Bitte sehen Sie sich den neuen Stand an."), code="stale"
        )
    title = data.get("title") if isinstance(data, dict) else None
    german = title.get("de") if isinstance(title, dict) else title
    if isinstance(german, str) and german.strip():
        current.title = german.strip()[:200]
    current.draft, current.revision = data, revision + 1
    current.save()
    return current


@transaction.atomic
def publish(staff: Any, form: Form) -> Version:
    """Freeze the draft as a new version; the newest one where nothing has changed since. `staff` None: the platform.

    Raises `PermissionDenied`; `ValidationError` with every fault of the draft and where it is.
    """
    current = Form.objects.select_for_update().get(pk=form.pk)
    if staff is not None:
        rules.may_edit.require(staff, current)
    definition = write(understood(current.draft))
    newest = current.versions.order_by("-number").first()
    if newest is not None and newest.definition == definition:
        return newest
    number = (current.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version.objects.create(form=current, number=number, definition=definition)
    record("forms.publish", actor=staff, obj=current, details={"version": number})
    return version


def understood(data: Any) -> Questionnaire:
    """Return the questionnaire of a definition. Raises `ValidationError` with one line for each fault."""
    try:
        return read(data)
    except DefinitionError as error:
        lines = [f"{place_words(problem.where, data)}: {problem_words(problem)}" for problem in error.problems]
        raise ValidationError(lines, code="definition") from error


@transaction.atomic
def open_survey(
    version: Version, *, municipality: Municipality, one_per_person: bool = True, results: str = Survey.Results.AFTER
) -> Survey:
    """Begin a survey and return it. Whoever calls has checked that they may."""
    return Survey.objects.create(
        version=version, municipality=municipality, one_per_person=one_per_person, results=results,
        secret=secrets.token_hex(32),
    )  # fmt: skip


@transaction.atomic
def change_survey(
    staff: Any, survey: Survey, *, one_per_person: bool | None = None, results: str | None = None
) -> Survey:
    """Change how often somebody answers (before the first answer) and who sees the results.

    Raises `PermissionDenied`, `ValidationError`.
    """
    current = _locked(survey)
    rules.may_manage.require(staff, current)
    if one_per_person is not None and one_per_person != current.one_per_person:
        if Taken.objects.filter(survey=current).exists():
            raise ValidationError(_("Das steht fest, sobald jemand geantwortet hat."), code="answered")
        current.one_per_person = one_per_person
    if results is not None:
        current.results = results
    current.full_clean(exclude=["municipality", "version", "secret"])
    current.save()
    renew(TOPIC)
    record("forms.change_survey", actor=staff, obj=current)
    return current


@transaction.atomic
def use_version(staff: Any, survey: Survey, version: Version) -> Survey:
    """Ask another version from now on. Only before the first answer: results of two versions cannot be added up.

    Raises `PermissionDenied`, `ValidationError`.
    """
    current = _locked(survey)
    rules.may_manage.require(staff, current)
    if version.form_id != current.version.form_id:
        raise ValidationError(_("Diese Fassung gehört zu einem anderen Fragebogen."), code="form")
    if current.state != Survey.State.OPEN or current.answers.exists():
        raise ValidationError(
            _("Es gibt schon Antworten. Damit die Ergebnisse vergleichbar bleiben, bleiben die Fragen, wie sie sind."),
            code="answered",
        )
    current.version = version
    current.save(update_fields=["version"])
    Draft.objects.filter(survey=current).delete()
    renew(TOPIC)
    record("forms.use_version", actor=staff, obj=current, details={"version": version.number})
    return current


# --- answering --------------------------------------------------------------------------------------------------------


def submit(
    survey: Survey,
    raw: Mapping[str, Any],
    *,
    holder: str = "",
    draft_holder: str = "",
    key: str = "",
    language: str = "de",
    now: datetime | None = None,
) -> Submitted:
    """Store one online answer and the record that it was given: all of it, or nothing. Deletes the holder's draft.

    `holder`: opaque text by which somebody is recognised. `draft_holder`: by what the draft is kept, if
    by something else; both drafts go. `key`: of the form that was sent; sent twice it counts once.
    Whoever calls has checked time and audience. Raises `Refused` for a closed survey, `InvalidAnswers`.
    """
    if not (holder or key):
        raise ValueError("An answer needs a holder or the key of its form.")
    try:
        with transaction.atomic():
            current = _locked(survey)
            if current.state != Survey.State.OPEN:
                raise Refused(_("Diese Befragung ist abgeschlossen."), code="closed")
            Taken(record=drafts.record_of(current, holder, key), survey=current).save(force_insert=True)
            _store(current, raw, Channel.ONLINE, language, now)
            drafts.forget(current, holder)
            drafts.forget(current, draft_holder)
    except IntegrityError:
        if Taken.objects.filter(pk=drafts.record_of(survey, holder, key)).exists():
            drafts.forget(survey, holder)
            drafts.forget(survey, draft_holder)
            return Submitted(repeated=True)
        raise
    return Submitted(repeated=False)


@transaction.atomic
def enter_paper(staff: Any, survey: Survey, raw: Mapping[str, Any], *, now: datetime | None = None) -> Answer:
    """Store the answer of a sheet of paper. Raises `PermissionDenied`, `InvalidAnswers`.

    What is required on the screen may stay empty on paper: nobody can be asked again.
    """
    current = _locked(survey)
    rules.may_enter.require(staff, current)
    answer = _store(current, raw, Channel.PAPER, "de", now)
    record("forms.enter_paper", actor=staff, obj=current)
    return answer


def _store(survey: Survey, raw: Mapping[str, Any], channel: str, language: str, now: datetime | None) -> Answer:
    questionnaire = survey.version.questionnaire
    checked = check(questionnaire, raw) if channel == Channel.ONLINE else check_paper(questionnaire, raw)
    if checked.faults:
        raise InvalidAnswers(checked.faults)
    answer = Answer(
        survey=survey, version=survey.version, day=timezone.localdate(now), channel=channel, language=language,
        content=checked.answers,
    )  # fmt: skip
    answer.save(force_insert=True)
    FreeText.objects.bulk_create(
        FreeText(survey=survey, path=path, text=text) for path, text in free_texts(questionnaire, checked.answers)
    )
    renew(TOPIC)
    return answer


def check_paper(questionnaire: Questionnaire, raw: Mapping[str, Any]) -> Checked:
    """Check the answers of a sheet of paper: whatever was left open stays open."""
    sections = tuple(
        replace(section, questions=tuple(replace(question, required=False) for question in section.questions))
        for section in questionnaire.sections
    )
    open_texts = {f"{path}.{OTHER}": "–" for path, question in questionnaire.by_path.items() if question.other}
    given = {name: value for name, value in raw.items() if value not in ("", None)}
    return check(replace(questionnaire, sections=sections), {**open_texts, **given})


def free_texts(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (path, text) of what was written in own words: answers to questions for text, and beside choices."""
    return [
        (path, value)
        for path, value in answers.items()
        if isinstance(value, str)
        and (path not in questionnaire.by_path or questionnaire.by_path[path].kind in ("text", "long_text"))
    ]


# --- afterwards -------------------------------------------------------------------------------------------------------


@transaction.atomic
def judge_texts(staff: Any, survey: Survey, keys: Iterable[str], state: str) -> int:
    """Release free texts for the published results, or keep them back; return how many. Raises `PermissionDenied`."""
    rules.moderates_texts.require(staff, survey)
    if state not in FreeText.State.values:
        raise ValidationError(_("Bitte wählen Sie, was geschehen soll."), code="state")
    number = FreeText.objects.filter(survey=survey, pk__in=list(keys)).exclude(state=state).update(state=state)
    if number:
        renew(TOPIC)
        record("forms.judge_texts", actor=staff, obj=survey, details={"texts": number, "state": state})
    return number


def close(staff: Any, survey: Survey) -> Survey:
    """End a survey for good: its secret is destroyed, drafts are deleted. Doing it again changes nothing.

    Raises `PermissionDenied`. `staff` None: the platform itself.
    """
    with transaction.atomic():
        current = _locked(survey)
        if staff is not None:
            rules.may_manage.require(staff, current)
        if current.state == Survey.State.CLOSED:
            return current
        Draft.objects.filter(survey=current).delete()
        current.state, current.secret = Survey.State.CLOSED, None
        current.save(update_fields=["state", "secret"])
        renew(TOPIC)
        record("forms.close", actor=staff, obj=current)
    guard.mix(current.pk)
    return current


@transaction.atomic
def erase_answers(staff: Any, survey: Survey) -> int:
    """Delete all answers of a closed survey, when nobody needs them any more; return how many.

    Raises `PermissionDenied`; `ValidationError` while it is open.
    """
    current = _locked(survey)
    rules.may_manage.require(staff, current)
    if current.state != Survey.State.CLOSED:
        raise ValidationError(_("Bitte schließen Sie die Befragung zuerst ab."), code="open")
    number = current.answers.all().delete()[0]
    current.texts.all().delete()
    Taken.objects.filter(survey=current).delete()
    renew(TOPIC)
    record("forms.erase_answers", actor=staff, obj=current, details={"answers": number})
    return number


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_related("version__form").select_for_update(of=("self",)).get(pk=survey.pk)
