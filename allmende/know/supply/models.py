# SPDX-License-Identifier: EUPL-1.2
"""Topics and standards, where how many people live, the state of the prepared data, searches for sites, scenarios."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.places.categories import catalogue
from allmende.core.municipality.models import Municipality
from allmende.core.privacy.fields import EncryptedTextField
from allmende.know.supply.scenario_models import Scenario
from allmende.know.supply.words import COLUMNS, CROW, EVERYBODY, GROUPS, METRES, MINUTES, STREET, TOPICS, WALK, WAYS

__all__ = ["Population", "PopulationCell", "Preparation", "Scenario", "SiteSearch", "Standard", "Topic"]

GROUP_CHOICES = [(group.key, group.name) for group in GROUPS.values()]
WAY_CHOICES = [(way.key, way.name) for way in WAYS.values()]


RESERVED = frozenset(
    "adresse ausprobieren gebiet rangliste so-gerechnet standorte szenario szenarien vergleich".split()
)
"""What other pages of the analysis are called: no topic has such an address."""


def check_key(key: str) -> None:
    """Raise `ValidationError` for an address that another page has."""
    if key in RESERVED:
        raise ValidationError(_("Diese Adresse hat schon eine andere Seite. Bitte wählen Sie einen anderen Kurznamen."))


def check_categories(keys: Any) -> None:
    """Raise `ValidationError` unless this is a list of categories of places."""
    known = catalogue().categories
    if not isinstance(keys, list) or not keys:
        raise ValidationError(_("Bitte wählen Sie mindestens eine Kategorie."))
    wrong = [str(key) for key in keys if key not in known]
    if wrong:
        raise ValidationError(_("Diese Kategorie gibt es nicht: %s") % ", ".join(wrong))


class Topic(models.Model):
    """A question about supply: which kinds of places it is about. Built-in topics have their words in `words.TOPICS`."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="supply_topics", verbose_name=_("Kommune")
    )
    key = models.SlugField(
        _("Kurzname"), max_length=40, validators=[check_key], help_text=_("steht in der Adresse, zum Beispiel: kita")
    )
    name = models.CharField(_("Name"), max_length=60, blank=True, help_text=_("in der Einzahl, zum Beispiel: Kita"))
    question = models.CharField(
        _("Frage"), max_length=120, blank=True, help_text=_("zum Beispiel: Wie weit ist es zur nächsten Kita?")
    )
    categories = models.JSONField(_("Kategorien von Orten"), default=list, validators=[check_categories])
    icon = models.CharField(_("Symbol"), max_length=20, default="leisure")
    group = models.CharField(_("zuerst gezeigte Gruppe"), max_length=20, choices=GROUP_CHOICES, default=EVERYBODY)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0)
    is_public = models.BooleanField(_("öffentlich sichtbar"), default=True)

    class Meta:
        verbose_name = _("Thema der Versorgung")
        verbose_name_plural = _("Themen der Versorgung")
        ordering = ("position", "key")
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="supply_topic_key_unique")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What it is called, in the reader's language for built-in topics."""
        known = TOPICS.get(self.key)
        return self.name or (str(known.name) if known else self.key)

    @property
    def asks(self) -> str:
        """The question it answers."""
        known = TOPICS.get(self.key)
        return self.question or (
            str(known.question) if known and not self.name else _("Wie weit ist es? %s") % self.label
        )


class Standard(models.Model):
    """What counts as well supplied: within so many minutes or metres. Who says so stands beside it."""

    class Unit(models.TextChoices):
        MINUTES = MINUTES, _("Minuten")
        METRES = METRES, _("Meter")

    class Measure(models.TextChoices):
        STREET = STREET, _("auf Straßen und Wegen")
        CROW = CROW, _("Luftlinie")

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="standards", verbose_name=_("Thema"))
    group = models.CharField(_("für wen"), max_length=20, choices=GROUP_CHOICES, default=EVERYBODY)
    way = models.CharField(_("Weg"), max_length=20, choices=WAY_CHOICES, default=WALK)
    limit = models.PositiveIntegerField(_("höchstens"))
    unit = models.CharField(_("Einheit"), max_length=8, choices=Unit.choices, default=Unit.MINUTES)
    measure = models.CharField(_("gemessen"), max_length=8, choices=Measure.choices, default=Measure.STREET)
    source = models.CharField(
        _("Quelle"), max_length=300, help_text=_("Beschluss, Norm oder Plan, aus dem der Wert stammt")
    )
    source_url = models.URLField(_("Adresse der Quelle im Netz"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Richtwert")
        verbose_name_plural = _("Richtwerte")
        ordering = ("topic__position", "topic__key", "group", "way")
        constraints = [
            models.UniqueConstraint(fields=["topic", "group", "way"], name="supply_standard_unique"),
            models.CheckConstraint(condition=Q(limit__gte=1) & Q(limit__lte=50_000), name="supply_standard_limit"),
            models.CheckConstraint(condition=~Q(measure=CROW) | Q(unit=METRES), name="supply_standard_crow_in_metres"),
            models.CheckConstraint(condition=~Q(source=""), name="supply_standard_cited"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.limit} {self.get_unit_display()}"


class Population(models.Model):
    """One data set of where people live: cells of 100 m as the census gives them, or points. At most one for each municipality."""

    class Kind(models.TextChoices):
        CELLS = "cells", _("Rasterzellen von 100 m")
        POINTS = "points", _("Gebäude oder Adressen")

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, related_name="supply_population", verbose_name=_("Kommune")
    )
    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices)
    source = models.CharField(_("Quelle"), max_length=200)
    licence = models.CharField(_("Lizenz"), max_length=80, blank=True)
    as_of = models.DateField(_("Stand"))
    imported = models.DateTimeField(_("eingelesen"))
    columns = models.JSONField(
        _("bekannte Gruppen"), default=list, help_text="Columns of PopulationCell that the data give."
    )

    class Meta:
        verbose_name = _("Bevölkerungsdaten")
        verbose_name_plural = _("Bevölkerungsdaten")

    def __str__(self) -> str:
        return self.source


class PopulationCell(models.Model):
    """How many people live in a cell or house, in all and by group (empty: not known). Never shown to anybody as it is."""

    population = models.ForeignKey(Population, on_delete=models.CASCADE, related_name="cells")
    key = models.CharField(_("Schlüssel"), max_length=60)
    lon = models.FloatField(_("Länge"))
    lat = models.FloatField(_("Breite"))
    total = models.PositiveIntegerField(_("Menschen"))
    under3 = models.PositiveIntegerField(_("unter 3"), null=True)
    from3to5 = models.PositiveIntegerField(_("3 bis 5"), null=True)
    pupils = models.PositiveIntegerField(_("6 bis 17"), null=True)
    from65 = models.PositiveIntegerField(_("ab 65"), null=True)
    from80 = models.PositiveIntegerField(_("ab 80"), null=True)
    no_car = models.PositiveIntegerField(_("ohne Auto"), null=True)

    class Meta:
        verbose_name = _("Zelle der Bevölkerung")
        verbose_name_plural = _("Zellen der Bevölkerung")
        constraints = [
            models.UniqueConstraint(fields=["population", "key"], name="supply_cell_key_unique"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": models.F("total")}),
                    name=f"supply_cell_{column}_in_total",
                )
                for column in COLUMNS[1:]
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Preparation(models.Model):
    """The prepared data of a municipality: which files are in use, from what they were made, and whether new ones are on the way."""

    class State(models.TextChoices):
        MISSING = "missing", _("noch nicht berechnet")
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("wird berechnet")
        READY = "ready", _("fertig")
        FAILED = "failed", _("gescheitert")

    municipality = models.OneToOneField(
        Municipality, on_delete=models.PROTECT, related_name="supply_preparation", verbose_name=_("Kommune")
    )
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.MISSING)
    version = models.CharField(_("Fassung"), max_length=40, blank=True)
    inputs = models.CharField(max_length=64, blank=True, help_text="Digest of what the files were made from.")
    seen = models.CharField(
        max_length=120, blank=True, help_text="Tokens of the topics when the inputs were last compared."
    )
    begun = models.DateTimeField(_("begonnen"), null=True, blank=True)
    finished = models.DateTimeField(_("berechnet"), null=True, blank=True)
    problem = models.CharField(_("Problem"), max_length=300, blank=True)
    noise_key = EncryptedTextField(
        blank=True, help_text="Secret of the disclosure control. It stays, or the noise of two keys would average out."
    )

    class Meta:
        verbose_name = _("Aufbereitung der Versorgung")
        verbose_name_plural = _("Aufbereitungen der Versorgung")

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_state_display()}"

    @property
    def is_busy(self) -> bool:
        """Whether new files are on the way."""
        return self.state in (self.State.WAITING, self.State.RUNNING)


class SiteSearch(models.Model):
    """A search for good sites, with what was asked and what came out."""

    class Goal(models.TextChoices):
        REACH = "reach", _("möglichst viele Menschen im Richtwert")
        NEAR = "near", _("im Mittel möglichst kurze Wege")
        ALL = "all", _("alle erreichbaren Menschen mit möglichst wenigen Standorten")

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("wird gerechnet")
        DONE = "done", _("fertig")
        FAILED = "failed", _("gescheitert")

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="site_searches", verbose_name=_("Kommune")
    )
    title = models.CharField(_("Titel"), max_length=120)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="site_searches", verbose_name=_("Thema"))
    group = models.CharField(_("für wen"), max_length=20, choices=GROUP_CHOICES, default=EVERYBODY)
    way = models.CharField(_("Weg"), max_length=20, choices=WAY_CHOICES, default=WALK)
    goal = models.CharField(_("Ziel"), max_length=8, choices=Goal.choices, default=Goal.REACH)
    minutes = models.PositiveSmallIntegerField(_("Minuten"))
    count = models.PositiveSmallIntegerField(_("Anzahl neuer Standorte"), default=1)
    keep_existing = models.BooleanField(_("vorhandene Einrichtungen bleiben"), default=True)
    categories = models.JSONField(_("mögliche Standorte aus diesen Kategorien"), default=list, blank=True)
    own_sites = models.JSONField(_("eigene Liste"), default=list, blank=True)
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(_("Fortschritt in Prozent"), default=0)
    problem = models.CharField(_("Problem"), max_length=300, blank=True)
    result = models.JSONField(_("Ergebnis"), default=dict, blank=True)
    created = models.DateTimeField(_("angelegt"), auto_now_add=True)
    begun = models.DateTimeField(_("begonnen"), null=True, blank=True)
    finished = models.DateTimeField(_("fertig"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="site_searches",
        verbose_name=_("von"),
    )

    class Meta:
        verbose_name = _("Standortsuche")
        verbose_name_plural = _("Standortsuchen")
        ordering = ("-created", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1) & Q(count__lte=50), name="supply_sites_count"),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(minutes__lte=120), name="supply_sites_minutes"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="supply_sites_progress"),
        ]

    def __str__(self) -> str:
        return self.title
