# SPDX-License-Identifier: EUPL-1.2
"""Ideas: each is a post of the dialogue with a title, perhaps a place, pictures, and a history of what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.commons.dialogue.models import Post, Thread, Voice
from allmende.commons.places.models import Place
from allmende.commons.places.words import fold
from allmende.core.geo.fields import GeometryField, GeoModel
from allmende.core.media.models import Picture
from allmende.decide.participation.models.process import Category, Phase, Process


class Tag(models.Model):
    """A keyword that the team gives to ideas of a process."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="tags", verbose_name=_("Verfahren"))
    name = models.CharField(_("Schlagwort"), max_length=40)

    class Meta:
        verbose_name = _("Schlagwort")
        verbose_name_plural = _("Schlagwörter")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["process", "name"], name="tag_name_unique")]

    def __str__(self) -> str:
        return self.name


class Idea(GeoModel):
    """What somebody proposes. Text, author and visibility are those of its post.

    `support`: how many voices support it or an idea that was merged into it, each once (kept by `ideas.recount`).
    """

    class Stage(models.TextChoices):
        """What became of it so far."""

        NEW = "new", _("eingegangen")
        CHECKING = "checking", _("wird geprüft")
        PLANNED = "planned", _("wird umgesetzt")
        DONE = "done", _("ist umgesetzt")
        PASSED_ON = "passed_on", _("an andere weitergegeben")
        DECLINED = "declined", _("wird nicht umgesetzt")

    class Channel(models.TextChoices):
        WEB = "web", _("im Netz")
        STAFF = "staff", _("durch die Verwaltung eingetragen")

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("Phase"))
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="idea", verbose_name=_("Beitrag"))
    thread = models.OneToOneField(
        Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="idea", verbose_name=_("Gespräch")
    )
    title = models.CharField(_("Überschrift"), max_length=120)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas", verbose_name=_("Thema")
    )
    tags = models.ManyToManyField(Tag, related_name="ideas", blank=True, verbose_name=_("Schlagwörter"))
    geom = GeometryField(_("Lage"), types=("Point",), null=True, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas", verbose_name=_("Ort")
    )
    address = models.CharField(_("Wo ist das?"), max_length=160, blank=True)
    contact_email = models.EmailField(
        _("E-Mail-Adresse für Nachrichten"),
        blank=True,
        help_text=_("wenn jemand ohne Konto hören möchte, was daraus wird"),
    )
    contact_confirmed = models.DateTimeField(_("Adresse bestätigt"), null=True, blank=True, editable=False)
    channel = models.CharField(_("Eingang"), max_length=5, choices=Channel.choices, default=Channel.WEB)
    stage = models.CharField(_("Was wurde daraus?"), max_length=9, choices=Stage.choices, default=Stage.NEW)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        verbose_name=_("zusammengelegt mit"),
    )
    touched = models.DateTimeField(_("zuletzt beantwortet"), default=timezone.now, editable=False)
    support = models.PositiveIntegerField(_("Unterstützung"), default=0, editable=False)
    words = models.TextField(
        editable=False, default="", help_text="Folded words of title, text and address for the search."
    )

    class Meta:
        verbose_name = _("Idee")
        verbose_name_plural = _("Ideen")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["phase", "-id"], name="idea_newest", condition=Q(merged_into=None)),
            models.Index(fields=["phase", "-support", "-id"], name="idea_by_support", condition=Q(merged_into=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="idea_has_title"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="idea_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(stage__in=["new", "checking", "planned", "done", "passed_on", "declined"]),
                name="idea_stage_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page in the current language. Needs phase and process beside it."""
        return reverse("participation:idea", args=[self.phase.process.slug, self.phase_id, self.pk])

    def words_of(self, text: str) -> str:
        """Return what the search reads, for `words`."""
        return " " + " ".join(fold(f"{self.title} {text} {self.address}")) + " "


class IdeaPicture(models.Model):
    """A picture of an idea. Its description is the picture's own; the file was written anew on the way in."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("Idee"))
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+", verbose_name=_("Bild"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Bild einer Idee")
        verbose_name_plural = _("Bilder einer Idee")
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint(fields=["idea", "picture"], name="idea_picture_unique")]

    def __str__(self) -> str:
        return str(self.picture)


class IdeaStep(models.Model):
    """One step of "Was wurde daraus?": a stage, and the answer of the office in plain words."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="steps", verbose_name=_("Idee"))
    stage = models.CharField(_("Stand"), max_length=9, choices=Idea.Stage.choices)
    text = models.TextField(_("Antwort"), max_length=4000)
    office = models.CharField(_("Antwort von"), max_length=120, blank=True, help_text=_("zum Beispiel: Bauamt"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("eingetragen von"),
    )
    created = models.DateTimeField(_("am"), default=timezone.now)
    submission_key = models.UUIDField(unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("Schritt")
        verbose_name_plural = _("Was wurde daraus?")
        ordering = ("created", "pk")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="idea_step_has_text")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.created:%d.%m.%Y}"


class IdeaDraft(models.Model):
    """What somebody began to write and saved to go on later. One for each voice and phase; nobody else sees it."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="idea_drafts", verbose_name=_("von"))
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="+", verbose_name=_("Phase"))
    data = models.JSONField(_("Inhalt"), default=dict)
    changed = models.DateTimeField(_("gespeichert"), default=timezone.now)

    class Meta:
        verbose_name = _("Entwurf einer Idee")
        verbose_name_plural = _("Entwürfe von Ideen")
        constraints = [models.UniqueConstraint(fields=["voice", "phase"], name="idea_draft_one")]

    def __str__(self) -> str:
        return str(self.data.get("title", ""))
