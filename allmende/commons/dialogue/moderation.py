# SPDX-License-Identifier: EUPL-1.2
"""Reports, decisions, appeals. A person decides, always; nothing here hides anything by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allmende.commons.dialogue import rules, statements
from allmende.commons.dialogue.actions import locked, move
from allmende.commons.dialogue.models import Appeal, Decision, Notice, Post, Voice
from allmende.commons.dialogue.reasons import ANONYMOUS, REASONS
from allmende.commons.dialogue.texts import tidy_text
from allmende.core.audit.actions import record
from allmende.core.municipality.models import Municipality
from allmende.core.people.lines import tidy_line
from allmende.core.people.models import Person

PUBLISH, HIDE, KEEP, RESTORE, DONE = Decision.Action.values
_SOURCES = {
    PUBLISH: (Post.State.PENDING,),
    HIDE: (Post.State.PENDING, Post.State.VISIBLE),
    KEEP: (Post.State.VISIBLE,),
    RESTORE: (Post.State.HIDDEN,),
}
_TARGETS = {PUBLISH: Post.State.VISIBLE, HIDE: Post.State.HIDDEN, RESTORE: Post.State.VISIBLE}
NEEDS_FACTS = ("law", "rules")
"""Reasons that say too little by themselves."""


def actions_for(post: Post) -> list[str]:
    """Return what can be decided about a post in its state."""
    return [action for action, sources in _SOURCES.items() if post.state in sources]


# --- Reports (Art. 16) ------------------------------------------------------------------------------------------------


def report(
    municipality: Municipality,
    *,
    reason: str,
    text: str,
    good_faith: bool,
    post: Post | None = None,
    page: str = "",
    person: Person | None = None,
    name: str = "",
    email: str = "",
    language: str = "de",
    key: UUID | None = None,
) -> tuple[Notice, bool]:
    """Store a report of something that stands on the platform; return it and whether it is new.

    Whoever reports illegal content gives name and address (Art. 16 (2) (c)), but for pictures of abuse; reports of what
    breaks our own rules need neither. Raises `ValidationError`.
    """
    text = tidy_text(text)[:4000]
    known = REASONS.get(reason)
    if known is None:
        raise ValidationError({"reason": _("Bitte wählen Sie einen Grund.")})
    if not text:
        raise ValidationError({"text": _("Bitte schreiben Sie, was an dem Inhalt nicht in Ordnung ist.")})
    if not good_faith:
        raise ValidationError({"good_faith": _("Bitte bestätigen Sie, dass Ihre Angaben stimmen.")})
    if known.illegal and reason != ANONYMOUS and person is None and not (name.strip() and email.strip()):
        raise ValidationError(
            {"email": _("Für die Meldung eines Gesetzesverstoßes brauchen wir Namen und E-Mail-Adresse.")}
        )
    notice = Notice(
        municipality=municipality,
        post=post,
        page=page[:500],
        reason=reason,
        text=text,
        person=person,
        name=tidy_line(name, 160),
        email=email.strip(),
        good_faith=good_faith,
        language=language,
        submission_key=key or uuid4(),
    )
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
            statements.tell_notifier_received(notice)
            record("dialogue.report", actor=person, obj=notice, details={"reason": reason})
    except IntegrityError:
        present = Notice.objects.filter(submission_key=key).first()
        if present is None:
            raise
        return present, False
    return notice, True


# --- Decisions (Art. 17) ----------------------------------------------------------------------------------------------


@transaction.atomic
def decide(
    staff: Any,
    post: Post,
    action: str,
    *,
    reason: str = "",
    ground: str = "",
    facts: str = "",
    source: str = "",
    now: datetime | None = None,
) -> Decision:
    """Decide about a post: publish, hide, keep or restore. Open reports on it are answered with it.

    Of a restriction the author gets a statement of reasons, in the same transaction. Raises `PermissionDenied` (right,
    own post), `ValidationError` (no longer in that state, no reason).
    """
    current = locked(post)
    rules.may_decide.require(staff, current, now)
    if action not in _SOURCES or current.state not in _SOURCES[action]:
        raise ValidationError(
            _("Das geht nicht mehr: Der Beitrag hat inzwischen den Stand „%s“.") % current.get_state_display(),
            code="state",
        )
    facts, ground = tidy_text(facts)[:4000], tidy_line(ground, 200)
    if action == HIDE:
        usual = _check_reason(reason, facts)
        ground = ground or usual
    else:
        reason, ground = "", ""
    reports = list(current.notices.filter(decision=None).select_related("person"))
    decision = Decision.objects.create(
        municipality=current.municipality,
        post=current,
        action=action,
        source=source or (Decision.Source.NOTICE if reports else Decision.Source.OWN),
        reason=reason,
        ground=ground,
        facts=facts,
        before=current.state,
        made_by=staff,
        made=now or timezone.now(),
    )
    if action in _TARGETS:
        move(current, _TARGETS[action], staff=staff, decision=decision, now=now)
    if action == HIDE:
        statements.tell_author(decision)
    elif action == RESTORE and source != Decision.Source.APPEAL:
        statements.tell_author_restored(decision)
    for notice in reports if action in (HIDE, KEEP) else ():
        _answer(notice, decision)
    record(
        "dialogue.decide", actor=staff, obj=decision, subject=current.voice.person,
        details={"action": action, "reason": reason},
    )  # fmt: skip
    post.state = current.state
    return decision


def _check_reason(reason: str, facts: str) -> str:
    """Return the ground that goes with a reason. Raises `ValidationError`."""
    known = REASONS.get(reason)
    if known is None:
        raise ValidationError({"reason": _("Bitte wählen Sie einen Grund.")})
    if reason in NEEDS_FACTS and not facts:
        raise ValidationError({"facts": _("Bitte schreiben Sie dazu, was genau nicht in Ordnung ist.")})
    return str(known.ground)


def _answer(notice: Notice, decision: Decision) -> None:
    notice.decision = decision
    notice.save(update_fields=["decision"])
    statements.tell_notifier_decided(notice)


@transaction.atomic
def answer_report(staff: Any, notice: Notice, *, done: bool, facts: str = "") -> Decision:
    """Answer a report on a page that is no post: it was mended elsewhere (`done`), or stays. Raises as `decide`."""
    current = Notice.objects.select_for_update(of=("self",)).select_related("person").get(pk=notice.pk)
    rules.may_moderate.require(staff, current)
    if current.post_id is not None or current.decision_id is not None:
        raise ValidationError(_("Diese Meldung ist schon beantwortet."), code="state")
    facts = tidy_text(facts)[:4000]
    if not done and not facts:
        raise ValidationError({"facts": _("Bitte begründen Sie, warum der Inhalt bleibt.")})
    decision = Decision.objects.create(
        municipality=current.municipality,
        action=DONE if done else KEEP,
        source=Decision.Source.NOTICE,
        facts=facts,
        made_by=staff,
    )
    _answer(current, decision)
    record("dialogue.decide", actor=staff, obj=decision, details={"action": decision.action})
    return decision


def decide_many(staff: Any, posts: list[Post], action: str, **words: str) -> tuple[list[Decision], int]:
    """Decide about several posts alike; return the decisions, and how many posts could not be decided that way.

    Each is a decision of its own with its own statement; one that another moderator was quicker with stops none.
    """
    made, left = [], 0
    for post in posts:
        try:
            made.append(decide(staff, post, action, **words))
        except (PermissionDenied, ValidationError) as error:
            if isinstance(error, ValidationError) and getattr(error, "code", "") != "state":
                raise
            left += 1
    return made, left


@transaction.atomic
def undo(staff: Any, decision: Decision, *, now: datetime | None = None) -> Decision:
    """Take a decision back: the post is as it was before, reports are open again, the author is told.

    Only the last decision about a post, and not after an appeal. Raises `PermissionDenied`, `ValidationError`.
    """
    current = Decision.objects.select_for_update(of=("self",)).select_related("post").get(pk=decision.pk)
    if current.post is None:
        raise ValidationError(_("Diese Entscheidung lässt sich nicht zurücknehmen."), code="state")
    post = locked(current.post)
    rules.may_decide.require(staff, post, now)
    last = post.decisions.filter(undone=None).first()
    target = _TARGETS.get(current.action, post.state)
    if current.undone or last != current or current.appeals.exists() or post.state != target:
        raise ValidationError(
            _("Diese Entscheidung lässt sich nicht mehr zurücknehmen. Bitte entscheiden Sie neu."), code="state"
        )
    current.undone, current.undone_by = now or timezone.now(), staff
    current.save(update_fields=["undone", "undone_by"])
    current.notices.update(decision=None)
    if current.before != post.state:
        move(post, current.before, staff=staff, decision=current, now=now)
    if current.action == HIDE and current.before == Post.State.VISIBLE:
        statements.tell_author_restored(current)
    record("dialogue.undo", actor=staff, obj=current, subject=post.voice.person, details={"action": current.action})
    return current


# --- Appeals (Art. 20) ------------------------------------------------------------------------------------------------


def can_appeal(decision: Decision, side: str, now: datetime | None = None) -> bool:
    """Tell whether this side may still appeal: who wrote against hiding, who reported against keeping, for six months."""
    against = HIDE if side == Appeal.Side.AUTHOR else KEEP
    open_ = decision.action == against and decision.undone is None
    return open_ and (now or timezone.now()) < statements.appeal_until(decision)


@transaction.atomic
def appeal(
    decision: Decision,
    text: str,
    *,
    voice: Voice | None = None,
    notice: Notice | None = None,
    now: datetime | None = None,
) -> Appeal:
    """Disagree with a decision: as its author (`voice`, or nobody known) or as who reported (`notice`).

    Once for each side; sent twice it is the same appeal. Raises `ValidationError`.
    """
    text = tidy_text(text)[:4000]
    side = Appeal.Side.NOTIFIER if notice is not None else Appeal.Side.AUTHOR
    if not text:
        raise ValidationError({"text": _("Bitte schreiben Sie, warum Sie anderer Meinung sind.")})
    current = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    present = current.appeals.filter(side=side).first()
    if present is not None:
        return present
    if not can_appeal(current, side, now):
        raise ValidationError(_("Gegen diese Entscheidung ist kein Einspruch mehr möglich."), code="over")
    made = Appeal.objects.create(
        decision=current, side=side, voice=voice, notice=notice, text=text, against=current.made_by, created=now or timezone.now()
    )  # fmt: skip
    person = voice.person if voice is not None else notice.person if notice is not None else None
    record("dialogue.appeal", actor=person, obj=made, subject=person)
    return made


@transaction.atomic
def decide_appeal(staff: Any, appeal: Appeal, *, agree: bool, answer: str, now: datetime | None = None) -> Appeal:
    """Decide an appeal, with an answer in words. Never by whoever made the decision: rule and database refuse.

    `agree`: the decision is turned round; the post is shown again, or hidden. Raises `PermissionDenied`, `ValidationError`.
    """
    current = (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("decision__post__voice__person", "decision__municipality", "notice__person", "voice__person")
        .get(pk=appeal.pk)
    )
    rules.may_decide_appeal.require(staff, current, now)
    answer = tidy_text(answer)[:4000]
    if not answer:
        raise ValidationError({"answer": _("Bitte begründen Sie die Antwort.")})
    if current.state != Appeal.State.OPEN:
        raise ValidationError(_("Über diesen Einspruch ist schon entschieden."), code="state")
    current.state = Appeal.State.REVERSED if agree else Appeal.State.CONFIRMED
    current.answer, current.decided_by, current.decided = answer, staff, now or timezone.now()
    current.save(update_fields=["state", "answer", "decided_by", "decided"])
    if agree:
        _turn_round(staff, current, answer, now)
    else:
        statements.tell_appeal_confirmed(current)
    record(
        "dialogue.answer_appeal", actor=staff, obj=current, subject=current.voice.person if current.voice else None,
        details={"agree": agree},
    )  # fmt: skip
    return current


def _turn_round(staff: Any, appeal: Appeal, answer: str, now: datetime | None) -> None:
    """Change what the decision did, as far as the post is still in the state it left."""
    decision = appeal.decision
    if decision.post is None:
        statements.tell_appeal_reversed(appeal)
        return
    post = locked(decision.post)
    hide = appeal.side == Appeal.Side.NOTIFIER
    action, target = (HIDE, Post.State.HIDDEN) if hide else (RESTORE, Post.State.VISIBLE)
    source, reason = Decision.Source.APPEAL, (appeal.notice.reason if appeal.notice else "") if hide else ""
    made = Decision.objects.create(
        municipality=post.municipality, post=post, action=action, source=source, reason=reason,
        ground=str(REASONS[reason].ground) if reason else "", facts=answer, before=post.state, made_by=staff,
        made=now or timezone.now(),
    )  # fmt: skip
    if post.state == (Post.State.VISIBLE if hide else Post.State.HIDDEN):
        move(post, target, staff=staff, decision=made, now=now)
    if hide:
        statements.tell_author(made)
        statements.tell_appeal_reversed(appeal)
    else:
        statements.tell_author_restored(made, answer)
