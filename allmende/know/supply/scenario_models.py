# SPDX-License-Identifier: EUPL-1.2
"""A what-if question that somebody keeps to show it to others."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from allmende.core.letters.codes import LENGTH, new_code
from allmende.core.municipality.models import Municipality
from allmende.know.supply.changes import Asked, from_stored, to_stored

KEPT = timedelta(days=365)
"""So long a scenario stays after it was made or last renewed."""


def new_key() -> str:
    """Return a key of ten readable signs (50 bits): whoever has no link finds no scenario."""
    return new_code(LENGTH)


def in_a_year() -> date:
    """Return the day on which a scenario that is made or renewed today ends."""
    return timezone.localdate() + KEPT


class Scenario(models.Model):
    """Topic, group, way of moving and changes under a title. Its numbers are computed whenever it is opened.

    It holds places by their keys, without a link in the database: when a place is deleted, the scenario stays and says
    what no longer applies. `names` keeps what those places were called.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="scenarios", verbose_name=_("Kommune")
    )
    key = models.CharField(_("Schlüssel"), max_length=LENGTH, unique=True, default=new_key, editable=False)
    title = models.CharField(_("Titel"), max_length=120)
    note = models.CharField(_("Warum?"), max_length=600, blank=True)
    topic = models.CharField(_("Thema"), max_length=40)
    group = models.CharField(_("für wen"), max_length=40)
    way = models.CharField(_("Weg"), max_length=40)
    changes = models.JSONField(_("Änderungen"), default=dict)
    names = models.JSONField(_("Namen der Orte"), default=dict)
    is_official = models.BooleanField(_("von der Verwaltung"), default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="scenarios",
    )
    created = models.DateField(_("angelegt"), default=timezone.localdate)
    ends = models.DateField(_("wird gelöscht am"), default=in_a_year)
    submission_key = models.UUIDField(
        _("Schlüssel der Absendung"),
        unique=True,
        editable=False,
        help_text=_("Zweimal abgeschickt wird einmal gespeichert."),
    )

    class Meta:
        verbose_name = _("Szenario")
        verbose_name_plural = _("Szenarien")
        ordering = ("-created", "-pk")
        indexes = [
            models.Index(fields=["municipality", "is_official", "-created"], name="scenario_listed"),
            models.Index(fields=["ends"], name="scenario_ends"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="scenario_has_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address to share."""
        return reverse("supply:scenario", args=[self.key])

    @property
    def asked(self) -> Asked:
        """The question as an address holds it."""
        return Asked(self.topic, self.group, self.way, from_stored(self.changes))

    def ask(self, asked: Asked) -> None:
        """Take over a question."""
        self.topic, self.group, self.way = asked.topic, asked.group, asked.way
        self.changes = to_stored(asked.changes)

    @property
    def owner_key(self) -> str:
        """What stands in the link for whoever made it. Derived, so that the table does not hold it.

        The same after a form was sent twice: the second answer shows the same link as the first.
        """
        return salted_hmac("allmende.supply.scenario.owner", str(self.submission_key)).hexdigest()[:24]
