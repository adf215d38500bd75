# SPDX-License-Identifier: EUPL-1.2
"""Every change of ideas. Each action checks its rule, works in one transaction and leaves an entry in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely import Point

from allmende.commons.dialogue import actions as dialogue
from allmende.commons.dialogue.models import Post, Reaction, Voice
from allmende.commons.dialogue.texts import tidy_text
from allmende.commons.places.models import Place
from allmende.core.audit.actions import record
from allmende.core.media.actions import add_picture
from allmende.core.notices.actions import Address, notify
from allmende.core.people.lines import tidy_line
from allmende.core.search.actions import changed as search_changed
from allmende.decide.participation import contact, rules
from allmende.decide.participation.audience import Who
from allmende.decide.participation.models import Category, Idea, IdeaDraft, IdeaPicture, IdeaStep, Phase, Tag
from allmende.decide.participation.pictures import collection

KIND = "idea"
STEP_NOTICE = "participation.step"


@dataclass(frozen=True)
class Upload:
    """A picture somebody sends, with what can be seen on it."""

    file: IO[bytes]
    name: str
    alt: str


@dataclass(frozen=True)
class Draft:
    """What somebody proposes, checked by the form."""

    title: str
    text: str
    category: Category | None = None
    point: Point | None = None
    place: Place | None = None
    address: str = ""
    email: str = ""
    pictures: Sequence[Upload] = field(default_factory=tuple)


def locked_phase(phase: Phase) -> Phase:
    """Return the phase as it is now, locked: whoever closes or extends it waits, so the last second is decided once."""
    rows = Phase.objects.select_for_update(of=("self",)).select_related("process__municipality", "audience_area")
    return rows.get(pk=phase.pk)


def submit(
    who: Who,
    voice: Voice,
    phase: Phase,
    draft: Draft,
    *,
    key: UUID,
    language: str = "de",
    channel: str = Idea.Channel.WEB,
    review: bool = False,
    now: datetime | None = None,
) -> tuple[Idea, bool]:
    """Store an idea; return it and whether it is new. The same key again returns the idea that is there.

    Whether somebody may is decided at the instant at which the phase is locked. With moderation before publication, or with
    `review` (no proof that no machine sent it), it waits for a look. Raises `PermissionDenied`, `ValidationError`.
    """
    title = _title(draft.title)
    with transaction.atomic():
        current = locked_phase(phase)
        present = Idea.objects.filter(post__submission_key=key).select_related("post").first()
        if present is not None:
            return present, False
        moment = now or timezone.now()
        rules.may("write", KIND).require(who, current, moment)
        post, is_new = dialogue.write(
            voice,
            text=draft.text,
            key=key,
            kind=KIND,
            municipality=current.process.municipality,
            language=language,
            review=review or current.moderation == Phase.Moderation.PRE,
            now=moment,
        )
        if not is_new:  # the key belongs to something else that was written
            raise PermissionDenied("key")
        thread = dialogue.open_thread(current.process.municipality, KIND, moderation=current.moderation)
        idea = Idea(
            phase=current, post=post, thread=thread, title=title, category=draft.category, geom=draft.point, place=draft.place,
            address=tidy_line(draft.address, 160), contact_email=draft.email.strip(), channel=channel,
        )  # fmt: skip
        idea.words = idea.words_of(post.text)
        idea.save(force_insert=True)
        _add_pictures(idea, draft.pictures, voice)
        if idea.contact_email:
            contact.ask(idea, STEP_NOTICE, f"{notice_prefix(idea)}contact", language)
        dialogue.follow(voice, post)
        IdeaDraft.objects.filter(voice=voice, phase=current).delete()
        search_changed("ideas", [idea.pk])
        record("participation.submit", actor=voice.person, obj=idea, subject=voice.person)
    return idea, True


def _title(text: str) -> str:
    title = tidy_line(tidy_text(text), 120)
    if not title:
        raise ValidationError(_("Bitte geben Sie Ihrer Idee eine Überschrift."), code="required")
    return title


def _add_pictures(idea: Idea, pictures: Sequence[Upload], voice: Voice) -> None:
    for position, upload in enumerate(pictures):
        picture = add_picture(
            file=upload.file, name=upload.name, title=idea.title[:200], alt=upload.alt, guard=f"{KIND}/{idea.pk}",
            collection=collection(), uploaded_by_user=voice.person,
        )  # fmt: skip
        IdeaPicture.objects.create(idea=idea, picture=picture, position=position)


def locked(idea: Idea) -> Idea:
    """Return the idea as it is now, locked, with what its rules and notices need."""
    rows = Idea.objects.select_for_update(of=("self",)).select_related(
        "phase__process__municipality", "phase__audience_area", "post__voice__person"
    )
    return rows.get(pk=idea.pk)


@transaction.atomic
def edit(who: Who, voice: Voice, idea: Idea, *, title: str, text: str, now: datetime | None = None) -> Idea:
    """Change one's own idea while that is possible (see the dialogue). What was before is kept there.

    Where ideas are looked at before they appear, it waits again. Raises `PermissionDenied`, `ValidationError`.
    """
    current = locked(idea)
    rules.may("write", KIND).require(who, current.phase, now)
    before = current.title
    current.title = _title(title)
    post = dialogue.edit(voice, current.post, text, now=now)
    current.words = current.words_of(post.text)
    current.save(update_fields=["title", "words"])
    if current.phase.moderation == Phase.Moderation.PRE and post.state == Post.State.VISIBLE:
        dialogue.move(post, Post.State.PENDING, now=now)
    search_changed("ideas", [current.pk])
    record(
        "participation.edit", actor=voice.person, obj=current, subject=voice.person, details={"title": before != title}
    )
    return current


@transaction.atomic
def support(who: Who, voice: Voice, idea: Idea, *, on: bool = True, now: datetime | None = None) -> Idea:
    """Support an idea, or take that back; return it with its new number. Twice is the same as once.

    Raises `PermissionDenied` outside the phase, for others than its audience, and for one's own idea.
    """
    current = locked(idea)
    rules.may("rate", KIND).require(who, current.phase, now)
    dialogue.react(voice, current.post, value=1 if on else None, now=now)
    recount(current)
    return current


def recount(idea: Idea) -> None:
    """Count anew who supports an idea or one that was merged into it, each voice once. Inside a transaction."""
    root = idea.merged_into or idea
    voices = Reaction.objects.filter(
        Q(post=root.post_id) | Q(post__idea__merged_into=root.pk), kind=dialogue.SUPPORT, value__gt=0
    )
    root.support = voices.values("voice").distinct().count()
    root.save(update_fields=["support"])


# --- What the office does ---------------------------------------------------------------------------------------------


@transaction.atomic
def answer(
    staff: Any, idea: Idea, *, stage: str, text: str, office: str = "", key: UUID | None = None
) -> tuple[IdeaStep, bool]:
    """Add a step to "Was wurde daraus?" and tell the author and all followers, also those of merged ideas.

    Returns the step and whether it is new. Raises `PermissionDenied`, `ValidationError` for a missing text.
    """
    current = locked(idea)
    rules.may_run.require(staff, current.phase.process)
    text = tidy_text(text)
    if not text:
        raise ValidationError(_("Bitte schreiben Sie einen Text dazu."), code="required")
    present = IdeaStep.objects.filter(submission_key=key).first() if key else None
    if present is not None:
        return present, False
    step = IdeaStep(
        idea=current, stage=stage, text=text, office=tidy_line(office, 120), author=staff, submission_key=key
    )
    step.clean_fields(exclude=["author", "idea"])
    step.save(force_insert=True)
    current.stage, current.touched = stage, step.created
    current.save(update_fields=["stage", "touched"])
    subject = _("Neues zur Idee: %s") % current.title
    words = _("zu der Idee „%(title)s“ gibt es etwas Neues.\n\n## %(stage)s\n%(text)s") % {
        "title": current.title, "stage": step.get_stage_display(), "text": text,
    }  # fmt: skip
    _tell(current, subject, words, f"step:{step.pk}")
    search_changed("ideas", [current.pk])
    record(
        "participation.answer", actor=staff, obj=current, subject=current.post.voice.person, details={"stage": stage}
    )
    return step, True


def _tell(idea: Idea, subject: str, text: str, key: str) -> None:
    """Tell everybody whom an idea concerns: its author and followers, and those of ideas merged into it."""
    family = [idea, *idea.merged.select_related("post", "phase__process__municipality")]  # type: ignore[attr-defined]
    for one in family:
        if not one.post.is_public:
            continue
        dialogue.tell_followers(one.post, subject, text, key)
        if one.contact_email and one.contact_confirmed:
            notify(
                to=Address("", email=one.contact_email), kind=STEP_NOTICE, subject=subject, text=text, url=idea.get_absolute_url(),
                municipality=idea.phase.process.municipality, key=f"{notice_prefix(one)}{key}", language=one.post.language,
            )  # fmt: skip


def notice_prefix(idea: Idea) -> str:
    """Return how the keys of mails about an idea begin, by which they are taken back when it is hidden."""
    return f"participation:idea:{idea.pk}:"


@transaction.atomic
def merge(staff: Any, source: Idea, target: Idea) -> Idea:
    """Put an idea together with another that says the same. Author, text, followers and support of both stay.

    What was merged into the source belongs to the target then. Raises `PermissionDenied`, and `ValidationError` where
    the two do not belong to one process, or the target was merged itself.
    """
    one, other = (locked(idea) for idea in sorted((source, target), key=lambda idea: idea.pk))
    source, target = (one, other) if one.pk == source.pk else (other, one)
    rules.may_run.require(staff, source.phase.process)
    if source.pk == target.pk or source.phase.process_id != target.phase.process_id:
        raise ValidationError(_("Bitte wählen Sie eine andere Idee aus demselben Verfahren."), code="process")
    if target.merged_into_id is not None:
        raise ValidationError(_("Diese Idee ist selbst schon mit einer anderen zusammengelegt."), code="chain")
    if source.merged_into_id == target.pk:
        return target
    if not target.post.is_public:
        raise ValidationError(_("Die andere Idee ist nicht öffentlich."), code="hidden")
    subject = _("Zusammengelegt: %s") % source.title
    text = _(
        "die Idee „%(source)s“ sagt dasselbe wie „%(target)s“. Wir haben beide zusammengelegt. Ihr Text und Ihr Name bleiben "
        "stehen, und Sie hören weiter, was daraus wird."
    ) % {"source": source.title, "target": target.title}
    _tell(source, subject, text, f"merged:{target.pk}")
    Idea.objects.filter(merged_into=source).update(merged_into=target)
    before, source.merged_into = source.merged_into, target
    source.save(update_fields=["merged_into"])
    recount(target)
    if before is not None:  # it was together with another one until now
        recount(before)
    search_changed("ideas", [source.pk, target.pk])
    record(
        "participation.merge", actor=staff, obj=source, subject=source.post.voice.person, details={"into": target.pk}
    )
    return target


@transaction.atomic
def part(staff: Any, idea: Idea) -> Idea:
    """Take back a merge. Raises `PermissionDenied`. Twice is the same as once."""
    for one in sorted(filter(None, (idea, idea.merged_into)), key=lambda one: one.pk):
        locked(one)  # in the order in which `merge` locks them
    current = locked(idea)
    rules.may_run.require(staff, current.phase.process)
    if current.merged_into_id is None:
        return current
    target = locked(current.merged_into)  # type: ignore[arg-type]
    current.merged_into = None
    current.save(update_fields=["merged_into"])
    recount(current)
    recount(target)
    search_changed("ideas", [current.pk, target.pk])
    record("participation.part", actor=staff, obj=current, subject=current.post.voice.person)
    return current


@transaction.atomic
def sort(staff: Any, idea: Idea, *, category: Category | None, tags: Sequence[str]) -> Idea:
    """Set theme and keywords of an idea; keywords that are new are added to the process. Raises `PermissionDenied`."""
    current = locked(idea)
    rules.may_run.require(staff, current.phase.process)
    if category is not None and category.process_id != current.phase.process_id:
        raise ValidationError(_("Dieses Thema gehört zu einem anderen Verfahren."), code="category")
    names = list(dict.fromkeys(name for name in (tidy_line(tag, 40) for tag in tags) if name))[:10]
    found = [Tag.objects.get_or_create(process=current.phase.process, name=name)[0] for name in names]
    current.category = category
    current.save(update_fields=["category"])
    current.tags.set(found)
    record("participation.sort", actor=staff, obj=current, details={"tags": len(found)})
    return current


# --- Drafts -----------------------------------------------------------------------------------------------------------


def keep_draft(voice: Voice, phase: Phase, data: Mapping[str, str]) -> IdeaDraft | None:
    """Keep what somebody is writing, to go on later; nothing written removes it."""
    kept = {name: tidy_text(str(value))[:8000] for name, value in data.items() if str(value).strip()}
    if not kept:
        IdeaDraft.objects.filter(voice=voice, phase=phase).delete()
        return None
    values = {"data": kept, "changed": timezone.now()}
    try:
        with transaction.atomic():
            return IdeaDraft.objects.update_or_create(voice=voice, phase=phase, defaults=values)[0]
    except IntegrityError:  # two windows at the same time
        IdeaDraft.objects.filter(voice=voice, phase=phase).update(**values)
        return IdeaDraft.objects.get(voice=voice, phase=phase)
