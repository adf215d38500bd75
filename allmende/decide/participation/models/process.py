# SPDX-License-Identifier: EUPL-1.2
"""A process with its team and its phases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.commons.places.models import Area
from allmende.core.media.models import Picture
from allmende.core.municipality.models import Municipality
from allmende.core.people.assurance import Level


class Process(models.Model):
    """One matter on which people are asked: what for, where, who decides, and what came of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")
        ARCHIVED = "archived", _("archiviert")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="processes", verbose_name=_("Kommune")
    )
    slug = models.SlugField(_("Adresse im Netz"), max_length=80)
    title = models.CharField(_("Titel"), max_length=120)
    goal = models.CharField(
        _("Worum geht es?"),
        max_length=400,
        help_text=_("Ein bis drei kurze Sätze: Was soll entstehen, und wobei können die Menschen mitreden?"),
    )
    text = models.TextField(_("Mehr dazu"), max_length=8000, blank=True)
    deciders = models.CharField(
        _("Wer entscheidet am Ende?"),
        max_length=300,
        blank=True,
        help_text=_("Zum Beispiel: Der Stadtrat entscheidet im Mai. Ihre Ideen liegen ihm vor."),
    )
    results = models.TextField(
        _("Was ist herausgekommen?"),
        max_length=8000,
        blank=True,
        help_text=_("Steht groß auf der Seite, wenn etwas hier steht."),
    )
    contact_name = models.CharField(_("Ansprechperson"), max_length=120, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-Mail"), blank=True)
    area = models.ForeignKey(
        Area,
        verbose_name=_("Gebiet"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Leer: die ganze Kommune."),
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("Bild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    template = models.CharField(_("angelegt nach der Vorlage"), max_length=40, blank=True, editable=False)
    for_youth = models.BooleanField(
        _("richtet sich an Kinder und Jugendliche"),
        default=False,
        help_text=_("Wenige Worte, große Bilder. Wer unter 16 ist, braucht das Ja der Eltern auf Papier."),
    )
    state = models.CharField(_("Stand"), max_length=9, choices=State.choices, default=State.DRAFT)
    created = models.DateTimeField(_("angelegt"), auto_now_add=True)
    published = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True, editable=False)
    changed = models.DateTimeField(_("geändert"), auto_now=True)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("Beteiligungsverfahren")
        verbose_name_plural = _("Beteiligungsverfahren")
        ordering = ("-created", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="process_slug_unique"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "archived"]), name="process_state_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="process_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page in the current language."""
        return reverse("participation:process", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Everybody may read it; archived ones stay readable."""
        return self.state in (self.State.PUBLISHED, self.State.ARCHIVED)


class Member(models.Model):
    """Somebody of the administration who looks after a process. Only members of the team act in it."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="team", verbose_name=_("Verfahren"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="process_memberships", verbose_name=_("Person")
    )
    moderates = models.BooleanField(_("achtet auf Beiträge"), default=True)

    class Meta:
        verbose_name = _("Mitglied des Teams")
        verbose_name_plural = _("Team")
        constraints = [models.UniqueConstraint(fields=["process", "person"], name="process_member_once")]

    def __str__(self) -> str:
        return str(self.person)


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Phases, with the moment decided by the database in the same way as `Phase.is_open`."""

    def open_at(self, now: datetime) -> PhaseQuerySet:
        """Return the phases in which something can be done at that instant."""
        return self.filter(process__state=Process.State.PUBLISHED, opens__lte=now, closes__gt=now)


class Phase(models.Model):
    """A span of time in which one format is open to an audience. `closes` is the first instant that is too late."""

    class Audience(models.TextChoices):
        """Who may take part. Nothing is chosen by itself, and nothing chosen means nobody."""

        UNSET = "", _("noch nicht gewählt: niemand")
        EVERYONE = "everyone", _("alle, auch ohne Konto")
        AREA = "area", _("Menschen, die in einem Gebiet wohnen (Konto mit geprüfter Identität)")
        CODES = "codes", _("wer einen Code per Brief bekommen hat")
        ASSURANCE = "assurance", _("wer angemeldet ist und seine Identität nachgewiesen hat")

    class Moderation(models.TextChoices):
        POST = "post", _("Beiträge erscheinen sofort und werden danach angesehen")
        PRE = "pre", _("Beiträge erscheinen erst, nachdem jemand sie freigegeben hat")

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases", verbose_name=_("Verfahren"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    title = models.CharField(_("Name der Phase"), max_length=80, help_text=_("Zum Beispiel: Ideen sammeln"))
    text = models.TextField(_("Was kann man jetzt tun?"), max_length=2000, blank=True)
    format = models.CharField(_("Format"), max_length=20)
    opens = models.DateTimeField(_("beginnt"), null=True, blank=True)
    closes = models.DateTimeField(_("endet"), null=True, blank=True)
    audience = models.CharField(
        _("Wer darf mitmachen?"), max_length=9, choices=Audience.choices, default=Audience.UNSET, blank=True
    )
    audience_area = models.ForeignKey(
        Area,
        verbose_name=_("Gebiet, in dem man wohnen muss"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    audience_level = models.PositiveSmallIntegerField(
        _("Vertrauensniveau"), choices=Level.choices[1:], default=Level.SUBSTANTIAL
    )
    moderation = models.CharField(
        _("Prüfung der Beiträge"), max_length=4, choices=Moderation.choices, default=Moderation.POST
    )
    options = models.JSONField(_("Einstellungen des Formats"), default=dict, blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("participation", "Phase")
        verbose_name_plural = pgettext_lazy("participation", "Phasen")
        ordering = ("process", "position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["process", "position"], name="phase_position_unique"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(closes__gt=F("opens")),
                name="phase_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["", "everyone", "area", "codes", "assurance"]), name="phase_audience_known"
            ),
            models.CheckConstraint(condition=Q(moderation__in=["pre", "post"]), name="phase_moderation_known"),
            # "In this area" without an area would let in nobody, or by a later mistake everybody.
            models.CheckConstraint(condition=Q(audience_level__gte=1, audience_level__lte=3), name="phase_level_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page in the current language."""
        return reverse("participation:phase", args=[self.process.slug, self.pk])

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether anything can be done in it: published, begun, not over. The same for every role."""
        moment = now or timezone.now()
        return (
            self.process.state == Process.State.PUBLISHED
            and self.opens is not None
            and self.closes is not None
            and self.opens <= moment < self.closes
        )

    def is_coming(self, now: datetime | None = None) -> bool:
        """Whether it has not begun yet; without a date too."""
        return self.opens is None or (now or timezone.now()) < self.opens

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether it has ended."""
        return self.closes is not None and self.closes <= (now or timezone.now())

    def has_feature(self, feature: str, kind: str) -> bool:
        """Whether the format of the phase knows this for that kind of thing, such as `rate`, `idea`."""
        from allmende.decide.participation.formats.registry import format_of

        found = format_of(self.format)
        return found is not None and feature in found.features_of(self).get(kind, ())

    def option(self, name: str, default: Any = None) -> Any:
        """Return one setting of the format."""
        return self.options.get(name, default)


class Category(models.Model):
    """A theme of a process, by which contributions are sorted: `Wege`, `Grün`, `Spielen`."""

    process = models.ForeignKey(
        Process, on_delete=models.CASCADE, related_name="categories", verbose_name=_("Verfahren")
    )
    name = models.CharField(_("Name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        ordering = ("position", "name")
        constraints = [models.UniqueConstraint(fields=["process", "name"], name="category_name_unique")]

    def __str__(self) -> str:
        return self.name
