# SPDX-License-Identifier: EUPL-1.2
"""Who speaks, where, and what was said. What moderation adds stands in `records.py`."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.core.letters.codes import new_code
from allmende.core.municipality.models import Municipality


def new_tag() -> str:
    """Return four readable signs by which voices without a name are told apart."""
    return new_code(4)


class Voice(models.Model):
    """Somebody who speaks: a person with an account, the holder of a code, or a visitor by the browser's token.

    Of codes and tokens there is only a keyed hash. When an account is erased its voice stays, without person and name, so
    that what was said keeps its place.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="voice",
    )
    key_hash = models.CharField(_("Prüfwert des Codes"), max_length=64, unique=True, null=True, blank=True)
    is_visitor = models.BooleanField(_("ohne Konto und Code"), default=False)
    display_name = models.CharField(_("Name im Gespräch"), max_length=60, blank=True)
    tag = models.CharField(_("Kennzeichen"), max_length=4, default=new_tag, editable=False)
    created = models.DateTimeField(_("angelegt"), default=timezone.now)

    class Meta:
        verbose_name = _("Stimme")
        verbose_name_plural = _("Stimmen")
        constraints = [
            models.CheckConstraint(condition=Q(person=None) | Q(key_hash=None), name="voice_person_or_code"),
            models.CheckConstraint(condition=~Q(key_hash=""), name="voice_key_not_empty"),
            models.CheckConstraint(condition=Q(is_visitor=False) | Q(person=None), name="voice_visitor_no_account"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What stands beside a contribution."""
        return self.display_name or _now("Ohne Namen (%s)") % self.tag


class Thread(models.Model):
    """A conversation. Its owner is found by `kind` (see registry.py) and points here with a OneToOneField."""

    class Moderation(models.TextChoices):
        PRE = "pre", _("Beiträge erscheinen nach Prüfung")
        POST = "post", _("Beiträge erscheinen sofort")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("thread", "offen")
        CLOSED = "closed", pgettext_lazy("thread", "beendet")
        HIDDEN = "hidden", pgettext_lazy("thread", "nicht öffentlich")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="threads", verbose_name=_("Kommune")
    )
    kind = models.CharField(_("Art"), max_length=40)
    moderation = models.CharField(_("Moderation"), max_length=4, choices=Moderation.choices, default=Moderation.POST)
    state = models.CharField(_("Stand"), max_length=6, choices=State.choices, default=State.OPEN)
    opens = models.DateTimeField(_("offen ab"), null=True, blank=True)
    closes = models.DateTimeField(_("offen bis"), null=True, blank=True)
    created = models.DateTimeField(_("angelegt"), default=timezone.now)

    class Meta:
        verbose_name = _("Gespräch")
        verbose_name_plural = _("Gespräche")
        constraints = [
            models.CheckConstraint(condition=Q(moderation__in=["pre", "post"]), name="thread_moderation_known"),
            models.CheckConstraint(condition=Q(state__in=["open", "closed", "hidden"]), name="thread_state_known"),
            models.CheckConstraint(
                condition=Q(opens=None) | Q(closes=None) | Q(opens__lt=F("closes")), name="thread_opens_first"
            ),
        ]

    def __str__(self) -> str:
        return _now("Gespräch %s") % self.pk


class Post(models.Model):
    """Something a person wrote that can be moderated: a comment, or the text of an idea, a question, a card.

    `parent` is what it answers. `top` is the post of the first level it belongs to, so that any depth is shown on two
    levels. `support` is the sum of its reactions of that kind, kept right by `actions.react`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("post", "Entwurf")
        PENDING = "pending", pgettext_lazy("post", "wartet auf Prüfung")
        VISIBLE = "visible", pgettext_lazy("post", "öffentlich")
        HIDDEN = "hidden", pgettext_lazy("post", "ausgeblendet")
        WITHDRAWN = "withdrawn", pgettext_lazy("post", "zurückgezogen")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="posts", verbose_name=_("Kommune")
    )
    kind = models.CharField(_("Art"), max_length=40)
    thread = models.ForeignKey(
        Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="posts", verbose_name=_("Gespräch")
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers", verbose_name=_("Antwort auf")
    )
    top = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="branch", verbose_name=_("gehört zu")
    )
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="posts", verbose_name=_("von"))
    official = models.BooleanField(_("Antwort der Verwaltung"), default=False)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    text = models.TextField(_("Text"), blank=True)
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices)
    support = models.IntegerField(_("Unterstützung"), default=0, editable=False)
    created = models.DateTimeField(_("geschrieben"), default=timezone.now)
    edited = models.DateTimeField(_("geändert"), null=True, blank=True)
    moved = models.DateTimeField(_("Stand seit"), default=timezone.now)
    submission_key = models.UUIDField(
        _("Schlüssel der Absendung"),
        unique=True,
        default=uuid.uuid4,
        editable=False,
        help_text=_("Zweimal abgeschickt wird einmal gespeichert."),
    )

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["thread", "top", "id"], name="post_in_time"),
            models.Index(fields=["thread", "-support", "-id"], name="post_by_support", condition=Q(top=None)),
            models.Index(fields=["state", "municipality", "id"], name="post_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "pending", "visible", "hidden", "withdrawn"]), name="post_state_known"
            ),
            models.CheckConstraint(condition=~Q(text="", state__in=["pending", "visible"]), name="post_has_text"),
            models.CheckConstraint(
                condition=Q(parent=None, top=None) | Q(parent__isnull=False, top__isnull=False, thread__isnull=False),
                name="post_answer_in_thread",
            ),
            models.UniqueConstraint(
                "voice", "thread", Coalesce("parent", 0), condition=Q(state="draft"), name="post_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return _now("Beitrag %s") % self.pk

    @property
    def is_public(self) -> bool:
        """Everybody may read it."""
        return self.state == self.State.VISIBLE


class Step(models.Model):
    """One change of a post's state: the trail of what happened to it and by whom."""

    class By(models.TextChoices):
        AUTHOR = "author", _("von der Person selbst")
        STAFF = "staff", _("von der Moderation")
        SYSTEM = "system", _("vom System")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="steps", verbose_name=_("Beitrag"))
    source = models.CharField(_("vorher"), max_length=9, blank=True)
    target = models.CharField(_("danach"), max_length=9, choices=Post.State.choices)
    by = models.CharField(_("durch"), max_length=6, choices=By.choices)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("wer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decision = models.ForeignKey(
        "dialogue.Decision", null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("Entscheidung"),
    )  # fmt: skip
    at = models.DateTimeField(_("am"), default=timezone.now)

    class Meta:
        verbose_name = _("Schritt eines Beitrags")
        verbose_name_plural = _("Schritte eines Beitrags")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Revision(models.Model):
    """What a post said before it was edited."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("Beitrag"))
    text = models.TextField(_("Text davor"), blank=True)
    at = models.DateTimeField(_("ersetzt am"), default=timezone.now)

    class Meta:
        verbose_name = _("frühere Fassung")
        verbose_name_plural = _("frühere Fassungen")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M}"


class Reaction(models.Model):
    """What a voice thinks of a post: support (1), or a value on a scale."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions", verbose_name=_("Beitrag"))
    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="reactions", verbose_name=_("von"))
    kind = models.CharField(_("Art"), max_length=20)
    value = models.SmallIntegerField(_("Wert"), default=1)
    at = models.DateTimeField(_("am"), default=timezone.now)

    class Meta:
        verbose_name = _("Reaktion")
        verbose_name_plural = _("Reaktionen")
        constraints = [
            models.UniqueConstraint(fields=["post", "voice", "kind"], name="reaction_once"),
            models.CheckConstraint(
                condition=Q(value__gte=-1, value__lte=10) & ~Q(value=0), name="reaction_value_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value:+d}"


class Follow(models.Model):
    """A voice wants to hear what becomes of a post, or what is said in a thread."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="follows", verbose_name=_("von"))
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.CASCADE, related_name="followers", verbose_name=_("Beitrag")
    )
    thread = models.ForeignKey(
        Thread, null=True, blank=True, on_delete=models.CASCADE, related_name="followers", verbose_name=_("Gespräch")
    )
    at = models.DateTimeField(_("seit"), default=timezone.now)

    class Meta:
        verbose_name = _("Abonnement")
        verbose_name_plural = _("Abonnements")
        constraints = [
            models.CheckConstraint(
                condition=Q(post=None, thread__isnull=False) | Q(post__isnull=False, thread=None),
                name="follow_one_thing",
            ),
            models.UniqueConstraint(fields=["voice", "post"], name="follow_post_once"),
            models.UniqueConstraint(fields=["voice", "thread"], name="follow_thread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id}"


class Translation(models.Model):
    """A post in another language, by machine. Belongs to the text it was made from: `digest` tells."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="translations", verbose_name=_("Beitrag"))
    language = models.CharField(_("Sprache"), max_length=12)
    digest = models.CharField(_("Prüfwert der Vorlage"), max_length=64)
    text = models.TextField(_("Übersetzung"), blank=True)
    problem = models.CharField(_("Fehler"), max_length=300, blank=True)
    asked = models.DateTimeField(_("verlangt"), default=timezone.now)

    class Meta:
        verbose_name = _("Übersetzung eines Beitrags")
        verbose_name_plural = _("Übersetzungen von Beiträgen")
        constraints = [
            models.UniqueConstraint(fields=["post", "language"], name="translation_once_per_language"),
        ]

    def __str__(self) -> str:
        return self.language

    @property
    def is_waiting(self) -> bool:
        """The machine is asked and may still answer."""
        return not self.text and not self.problem and timezone.now() - self.asked < timedelta(minutes=10)


from allmende.commons.dialogue.records import Appeal, Decision, Notice, Word  # noqa: E402, F401 (models of this app)
