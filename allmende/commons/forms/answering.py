# SPDX-License-Identifier: EUPL-1.2
"""The pages on which somebody answers: one section a step, a look over all of it, thanks.

Every step stores what was filled in as a draft and redirects, so nothing is lost by "back", a reload or a second tab.
Questions that depend on others of the same section come up at once with JavaScript, else with the next press of the
button. Whoever owns the survey puts the part into a frame and decides who may answer (`Course.may_answer`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.forms import actions, drafts
from allmende.commons.forms.fields import SectionForm, in_language, is_asked, raw_of, speaks
from allmende.commons.forms.models import Survey, Taken
from allmende.commons.forms.spoken import spoken
from allmende.commons.forms.words import fault_words
from allmende.core.municipality.models import Municipality
from allmende.core.throttle.actions import Limit, attempt, caller_of
from allmende.core.throttle.forms import OpenForm
from allmende.engines.questionnaire import Checked, Section, check, visible

STEPS = Limit("forms.step", 600, 600)
SENDING = Limit("forms.send", 60, 3600)
"""From one address, of visitors without account or code: a school class or a home for the elderly shares one."""

SECONDS_PER_QUESTION = 20


@dataclass(frozen=True)
class Course:
    """A survey on its way to one person: who they are, what they may, and where the pages are.

    holder: opaque text by which they are recognised; empty for somebody who has not sent anything yet.
    section_url: address of the page of a section, by its key.
    """

    survey: Survey
    holder: str
    may_answer: bool
    municipality: Municipality
    section_url: Callable[[str], str]
    review_url: str
    done_url: str
    start_url: str
    draft_holder: str = ""
    """By what the draft is kept, where that is somebody else than `holder`: who acts for a person sees none of theirs."""

    @property
    def keeper(self) -> str:
        """By what the draft is kept."""
        return self.draft_holder or self.holder


@dataclass(frozen=True)
class Page:
    """A part of a page, its values and status; or an address to go to."""

    template: str = ""
    context: dict[str, Any] | None = None
    status: int = 200
    redirect: str = ""


class SendForm(OpenForm):
    """The last button: against machines and double sending."""

    salt = "allmende.forms.send"


def start_context(course: Course) -> dict[str, Any]:
    """Return what stands before the first section. At most two queries."""
    survey, questionnaire = course.survey, course.survey.questionnaire
    language = get_language() or "de"
    asked = [section for section in questionnaire.sections if is_asked(section, {})] or list(questionnaire.sections)
    return {
        "survey": survey,
        "intro": in_language(questionnaire.intro, language),
        "number": len(questionnaire.by_path),
        "minutes": max(1, round(len(questionnaire.by_path) * SECONDS_PER_QUESTION / 60)),
        "is_translated": speaks(questionnaire, language),
        "has_answered": drafts.has_answered(survey, course.holder),
        "has_draft": drafts.draft_of(survey, course.keeper) is not None,
        "first_url": course.section_url(asked[0].key),
        "may_answer": course.may_answer and survey.state == Survey.State.OPEN,
        "course": course,
    }


def section_page(request: HttpRequest, course: Course, key: str) -> Page:
    """Show one section, or take what was filled in and go on. Raises `Http404` for a section that does not exist."""
    survey, questionnaire = course.survey, course.survey.questionnaire
    section = next((one for one in questionnaire.sections if one.key == key), None)
    if section is None:
        raise Http404
    if _is_shut(course):
        return Page(redirect=course.start_url)
    draft = drafts.draft_of(survey, course.keeper)
    given: dict[str, Any] = dict(draft.given) if draft else {}
    if request.method != "POST":
        checked = check(questionnaire, given)
        if not is_asked(section, checked.answers):
            return Page(redirect=_after(course, section, checked) or course.start_url)
        form = SectionForm(questionnaire, section, given)
        return _section(course, form, checked, is_new="neu" in request.GET)
    if request.POST.get("do") == "forget":
        drafts.forget(survey, course.keeper)
        return Page(redirect=course.start_url)
    given |= raw_of(section, request.POST, course.municipality)
    if course.holder.startswith(drafts.DEVICE) and not attempt(STEPS, caller_of(request)):
        form = SectionForm(questionnaire, section, given, request.POST)
        form.add_error(None, _("Von Ihrem Anschluss kam gerade sehr viel. Bitte warten Sie zehn Minuten."))
        return _section(course, form, check(questionnaire, given), status=429)
    drafts.keep(survey, course.keeper, given)
    checked = check(questionnaire, given, frozenset([section.key]))
    if request.POST.get("do") == "back":
        return Page(redirect=_before(course, section, checked))
    shown = set(request.POST.get("gezeigt", "").split())
    faults = tuple(fault for fault in checked.faults if fault.path in shown)
    if faults:
        form = SectionForm(questionnaire, section, given, request.POST)
        form.add_faults(faults)
        return _section(course, form, checked, status=422)
    here = {question.path for question in section.questions}
    if any(q.path in here and q.path not in shown for q in visible(questionnaire, checked.answers)):
        return Page(redirect=f"{course.section_url(section.key)}?neu=1")
    return Page(redirect=_after(course, section, checked) or course.review_url)


def _section(course: Course, form: SectionForm, checked: Checked, *, is_new: bool = False, status: int = 200) -> Page:
    questionnaire, section = course.survey.questionnaire, form.section
    blocks = form.blocks(checked.answers)
    asked = [one for one in questionnaire.sections if one is section or is_asked(one, checked.answers)]
    context = {
        "form": form,
        "blocks": blocks,
        "brought_up": " ".join(block.question.path for block in blocks if block.is_shown),
        "has_conditions": any(block.condition for block in blocks),
        "section": section,
        "section_title": in_language(section.title, form.language),
        "section_intro": in_language(section.intro, form.language),
        "step": asked.index(section) + 1,
        "steps": len(asked),
        "is_first": asked[0] is section,
        "is_new": is_new,
        "is_translated": speaks(questionnaire, form.language),
        "is_lasting": bool(course.holder) and not course.holder.startswith(drafts.DEVICE),
        "course": course,
    }
    return Page("forms/answer/section.html", context, status)


def review_page(request: HttpRequest, course: Course) -> Page:
    """Show all answers once more, or send them: all of them, once, or nothing."""
    survey, questionnaire = course.survey, course.survey.questionnaire
    if _is_shut(course):
        # Sent in time and asked again: the same answer as the first time.
        again = request.method == "POST" and drafts.has_answered(survey, course.holder)
        return Page(redirect=course.done_url if again else course.start_url)
    draft = drafts.draft_of(survey, course.keeper)
    if request.method == "POST" and request.POST.get("do") == "forget":
        drafts.forget(survey, course.keeper)
        return Page(redirect=course.start_url)
    key = request.POST.get("key", "")[:40]
    if draft is None:
        sent = request.method == "POST" and bool(key) and _was_sent(course, key)
        return Page(redirect=course.done_url if sent else course.start_url)
    checked = check(questionnaire, draft.given)
    form = SendForm(request.POST if request.method == "POST" else None, initial={"key": draft.key})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and not checked.faults:
            if course.holder.startswith(drafts.DEVICE) and not attempt(SENDING, caller_of(request)):
                form.add_error(
                    None, _("Von Ihrem Anschluss kam gerade sehr viel. Bitte versuchen Sie es in einer Stunde.")
                )
                status = 429
            else:
                actions.submit(
                    survey,
                    draft.given,
                    holder=course.holder,
                    draft_holder=course.draft_holder,
                    key=str(draft.key),
                    language=(get_language() or "de")[:12],
                )
                return Page(redirect=course.done_url)
        form.renew()
    return Page("forms/answer/review.html", _review(course, checked, draft.given, form), status)


def _review(course: Course, checked: Checked, given: dict[str, Any], form: SendForm) -> dict[str, Any]:
    questionnaire, language = course.survey.questionnaire, get_language() or "de"
    shown = {question.path for question in visible(questionnaire, checked.answers)}
    answers = {**given, **checked.answers}
    faulty = {fault.path: fault for fault in checked.faults}
    sections = []
    for section in questionnaire.sections:
        rows = [
            (
                in_language(question.label, language),
                []
                if question.path in faulty or question.path not in checked.answers
                else spoken(question, answers, language),
                fault_words(faulty[question.path], questionnaire, language) if question.path in faulty else "",
            )
            for question in section.questions
            if question.path in shown
        ]
        if rows:
            sections.append(
                {"title": in_language(section.title, language), "url": course.section_url(section.key), "rows": rows}
            )
    return {
        "sections": sections,
        "faults": [
            (fault_words(fault, questionnaire, language), course.section_url(section.key))
            for section, question in questionnaire.walk()
            for fault in checked.faults
            if fault.path == question.path
        ],
        "is_empty": not checked.answers,
        "form": form,
        "course": course,
        "back_url": next((one["url"] for one in reversed(sections)), course.start_url),
    }


def done_page(course: Course) -> Page:
    """Say thanks."""
    thanks = in_language(course.survey.questionnaire.thanks, get_language() or "de")
    return Page("forms/answer/done.html", {"thanks": thanks, "survey": course.survey, "course": course})


def _is_shut(course: Course) -> bool:
    survey = course.survey
    return (
        not course.may_answer or survey.state != Survey.State.OPEN or drafts.has_answered(survey, course.holder)
    )  # fmt: skip


def _was_sent(course: Course, key: str) -> bool:
    record = drafts.record_of(course.survey, course.holder, key)
    return Taken.objects.filter(pk=record).exists()


def _after(course: Course, section: Section, checked: Checked) -> str:
    """Return the address of the next section that has anything to ask; empty after the last."""
    found = course.survey.questionnaire.sections
    later = found[found.index(section) + 1 :]
    return next((course.section_url(one.key) for one in later if is_asked(one, checked.answers)), "")


def _before(course: Course, section: Section, checked: Checked) -> str:
    found = course.survey.questionnaire.sections
    earlier = reversed(found[: found.index(section)])
    return next((course.section_url(one.key) for one in earlier if is_asked(one, checked.answers)), course.start_url)
