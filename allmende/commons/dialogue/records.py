# SPDX-License-Identifier: EUPL-1.2
"""What moderation leaves behind: reports (Art. 16 DSA), decisions with reasons (Art. 17), appeals (Art. 20), words.

A decision is never changed: it can be taken back (`undone`), and an appeal against it is a row of its own, decided by
somebody else. The database refuses the same person.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.commons.dialogue import reasons
from allmende.commons.dialogue.models import Post, Voice
from allmende.core.letters.codes import new_code
from allmende.core.municipality.models import Municipality


def new_reference() -> str:
    """Return a receipt number of ten readable signs (50 bits): `K7QF-3M9-ZTA`."""
    signs = new_code(10)
    return f"{signs[:4]}-{signs[4:7]}-{signs[7:]}"


class Decision(models.Model):
    """What somebody decided about a post, and why. Of a restriction the author gets a statement of reasons.

    The reference is for the author alone: with it the statement is read and an appeal made. `post` is None for a report
    on a page of the platform that is no post; then `action` is `keep` or `done`.
    """

    class Action(models.TextChoices):
        PUBLISH = "publish", _("veröffentlicht")
        HIDE = "hide", _("ausgeblendet")
        KEEP = "keep", _("stehen gelassen")
        RESTORE = "restore", _("wieder gezeigt")
        DONE = "done", _("entfernt oder geändert")

    class Source(models.TextChoices):
        OWN = "own", _("eigene Durchsicht")
        NOTICE = "notice", _("Meldung")
        APPEAL = "appeal", _("Einspruch")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    reference = models.CharField(_("Nummer"), max_length=12, unique=True, default=new_reference, editable=False)
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("Beitrag")
    )
    action = models.CharField(_("Entscheidung"), max_length=7, choices=Action.choices)
    source = models.CharField(_("Anlass"), max_length=6, choices=Source.choices, default=Source.OWN)
    reason = models.CharField(_("Grund"), max_length=20, blank=True)
    ground = models.CharField(_("Rechtsgrundlage oder Regel"), max_length=200, blank=True)
    facts = models.TextField(_("Begründung"), max_length=4000, blank=True)
    before = models.CharField(_("Stand davor"), max_length=9, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made = models.DateTimeField(_("entschieden am"), default=timezone.now)
    undone = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zurückgenommen von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("Entscheidung der Moderation")
        verbose_name_plural = _("Entscheidungen der Moderation")
        ordering = ("-made", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=["publish", "hide", "keep", "restore", "done"]), name="decision_action_known"
            ),
            models.CheckConstraint(
                condition=~Q(action="hide") | Q(reason__in=reasons.KEYS, post__isnull=False),
                name="decision_hide_reason",
            ),
            models.CheckConstraint(condition=~Q(action="hide", ground=""), name="decision_hide_ground"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reason_label(self) -> str:
        """The reason in words."""
        return reasons.label_of(self.reason)


class Notice(models.Model):
    """Somebody reports something: where it stands, and why it should not (Art. 16 DSA). No account needed."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name=_("Kommune")
    )
    reference = models.CharField(_("Nummer"), max_length=12, unique=True, default=new_reference, editable=False)
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.CASCADE, related_name="notices", verbose_name=_("Beitrag")
    )
    page = models.CharField(_("Adresse der Seite"), max_length=500, blank=True)
    reason = models.CharField(_("Grund"), max_length=20)
    text = models.TextField(_("Erläuterung"), max_length=4000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("Name"), max_length=160, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254, blank=True)
    good_faith = models.BooleanField(_("nach bestem Wissen"), default=False)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    created = models.DateTimeField(_("eingegangen"), default=timezone.now)
    decision = models.ForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notices",
        verbose_name=_("Entscheidung"),
    )
    submission_key = models.UUIDField(_("Schlüssel der Absendung"), unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("Meldung eines Inhalts")
        verbose_name_plural = _("Meldungen von Inhalten")
        ordering = ("-created", "-pk")
        indexes = [models.Index(fields=["municipality", "decision", "created"], name="dialogue_notice_queue")]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=reasons.KEYS), name="dialogue_notice_reason"),
            models.CheckConstraint(condition=Q(good_faith=True), name="dialogue_notice_good_faith"),
            models.CheckConstraint(condition=Q(post__isnull=False) | ~Q(page=""), name="dialogue_notice_where"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reason_label(self) -> str:
        """The reason in words."""
        return reasons.label_of(self.reason)


class Appeal(models.Model):
    """Somebody disagrees with a decision. Another person decides it (Art. 20 (6) DSA).

    `against` repeats who made the decision, so that the database itself can refuse the same person.
    """

    class Side(models.TextChoices):
        AUTHOR = "author", _("wer geschrieben hat")
        NOTIFIER = "notifier", _("wer gemeldet hat")

    class State(models.TextChoices):
        OPEN = "open", _("noch nicht entschieden")
        CONFIRMED = "confirmed", _("Entscheidung bestätigt")
        REVERSED = "reversed", _("Entscheidung geändert")

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="appeals", verbose_name=_("Entscheidung")
    )
    side = models.CharField(_("Einspruch von"), max_length=8, choices=Side.choices)
    voice = models.ForeignKey(
        Voice, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("von")
    )
    notice = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.SET_NULL, related_name="appeals", verbose_name=_("Meldung")
    )
    text = models.TextField(_("Begründung"), max_length=4000)
    created = models.DateTimeField(_("eingegangen"), default=timezone.now)
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("Antwort"), max_length=4000, blank=True)
    against = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Entscheidung von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entschieden von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided = models.DateTimeField(_("entschieden am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einspruch")
        verbose_name_plural = _("Einsprüche")
        ordering = ("created", "pk")
        constraints = [
            models.UniqueConstraint(fields=["decision", "side"], name="appeal_once"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(against=None) | ~Q(decided_by=F("against")), name="appeal_other_person"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided=None) | Q(state__in=["confirmed", "reversed"], decided__isnull=False),
                name="appeal_decided_with_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}"


class Word(models.Model):
    """A word that moderators want to be pointed at. It hides nothing by itself."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", verbose_name=_("Kommune")
    )
    text = models.CharField(_("Wort"), max_length=60)

    class Meta:
        verbose_name = _("Wort, auf das hingewiesen wird")
        verbose_name_plural = _("Wörter, auf die hingewiesen wird")
        ordering = ("text",)
        constraints = [models.UniqueConstraint(fields=["municipality", "text"], name="dialogue_word_once")]

    def __str__(self) -> str:
        return self.text
