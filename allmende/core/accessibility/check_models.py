# SPDX-License-Identifier: EUPL-1.2
"""Checks of the municipality's other sites: which pages, each run, and the faults with who mends them until when."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.core.accessibility.hosts import host_problem, page_problem
from allmende.core.municipality.models import Municipality

MOST_PAGES = 50


class CheckedSite(models.Model):
    """A site of the municipality. Its hosts are the only ones the browser may reach while it checks this site."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="checked_sites", verbose_name=_("Kommune")
    )
    name = models.CharField(_("Name"), max_length=120)
    hosts = models.TextField(
        _("Hosts"),
        max_length=1000,
        help_text=_(
            "Einer je Zeile, zum Beispiel www.auental.example. Nur diese darf die Prüfung laden, auch Schriften und Bilder."
        ),
    )
    is_ours = models.BooleanField(
        _("Diese Hosts gehören der Kommune, oder sie hat die Erlaubnis, sie zu prüfen"), default=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zuständig"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("geprüftes Angebot")
        verbose_name_plural = _("geprüfte Angebote")
        ordering = ("name", "pk")
        constraints = [models.CheckConstraint(condition=Q(is_ours=True), name="accessibility_site_is_ours")]

    def __str__(self) -> str:
        return self.name

    @property
    def host_list(self) -> list[str]:
        """The hosts, one name each, in lower case."""
        return [line.strip().lower().rstrip(".") for line in self.hosts.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        problems = [problem for host in self.host_list if (problem := host_problem(host))]
        if problems or not self.host_list:
            raise ValidationError({"hosts": problems or [_("Bitte mindestens einen Host angeben.")]})
        if not self.is_ours:
            raise ValidationError({"is_ours": _("Bitte bestätigen Sie, dass Sie diese Hosts prüfen dürfen.")})


class CheckedPage(models.Model):
    """One page of a site that each run opens."""

    site = models.ForeignKey(CheckedSite, on_delete=models.CASCADE, related_name="pages", verbose_name=_("Angebot"))
    url = models.URLField(_("Adresse"), max_length=600)
    is_active = models.BooleanField(_("wird geprüft"), default=True)

    class Meta:
        verbose_name = _("geprüfte Seite")
        verbose_name_plural = _("geprüfte Seiten")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["site", "url"], name="accessibility_page_once")]

    def __str__(self) -> str:
        return self.url

    def clean(self) -> None:
        super().clean()
        if problem := page_problem(self.url, self.site.host_list):
            raise ValidationError({"url": problem})

    @property
    def path(self) -> str:
        """The address without its host, for lists."""
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


class Run(models.Model):
    """One check of a site, with its figures for the chart of progress."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        RUNNING = "running", _("läuft")
        DONE = "done", _("fertig")
        FAILED = "failed", _("gescheitert")

    site = models.ForeignKey(CheckedSite, on_delete=models.CASCADE, related_name="runs", verbose_name=_("Angebot"))
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.WAITING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("gestartet von"),
    )
    created = models.DateTimeField(_("angestoßen"), auto_now_add=True)
    started = models.DateTimeField(_("begonnen"), null=True)
    finished = models.DateTimeField(_("beendet"), null=True)
    pages_checked = models.PositiveIntegerField(_("geprüfte Seiten"), default=0)
    pages_failed = models.PositiveIntegerField(_("nicht geladene Seiten"), default=0)
    open_faults = models.PositiveIntegerField(_("offene Fehler"), default=0)
    new_faults = models.PositiveIntegerField(_("neue Fehler"), default=0)
    mended_faults = models.PositiveIntegerField(_("behobene Fehler"), default=0)
    notes = models.JSONField(_("Hinweise"), default=list)

    class Meta:
        verbose_name = _("Prüflauf")
        verbose_name_plural = _("Prüfläufe")
        ordering = ("-created", "-pk")
        constraints = [
            # Two at a time would find everything twice.
            models.UniqueConstraint(
                fields=["site"], condition=Q(state__in=["waiting", "running"]), name="accessibility_one_run_per_site"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]), name="accessibility_run_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.created:%d.%m.%Y %H:%M}"

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)


class Fault(models.Model):
    """The same fault, on however many pages of a site: found by its rule and its element."""

    class State(models.TextChoices):
        OPEN = "open", _("offen")
        MENDING = "mending", _("wird behoben")
        MENDED = "mended", _("behoben")
        ACCEPTED = "accepted", _("bleibt so")

    class Impact(models.TextChoices):
        """As axe-core grades it."""

        CRITICAL = "critical", _("sehr hoch")
        SERIOUS = "serious", _("hoch")
        MODERATE = "moderate", _("mittel")
        MINOR = "minor", _("gering")

    site = models.ForeignKey(CheckedSite, on_delete=models.CASCADE, related_name="faults", verbose_name=_("Angebot"))
    rule = models.CharField(_("Regel"), max_length=80)
    signature = models.CharField(max_length=64, editable=False)
    title = models.CharField(_("Fehler"), max_length=300)
    sample = models.TextField(_("Stelle"), max_length=1000)
    impact = models.CharField(_("Schwere"), max_length=10, blank=True, choices=Impact.choices)
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("Begründung"), max_length=400, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zuständig"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due = models.DateField(_("Frist"), null=True, blank=True)
    first_seen = models.DateTimeField(_("zuerst gesehen"))
    last_seen = models.DateTimeField(_("zuletzt gesehen"))
    came_back = models.BooleanField(_("war schon behoben"), default=False)

    class Meta:
        verbose_name = _("Fehler")
        verbose_name_plural = _("Fehler der Prüfung")
        ordering = ("state", "rule", "pk")
        constraints = [
            models.UniqueConstraint(fields=["site", "rule", "signature"], name="accessibility_fault_once"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(reason=""), name="accessibility_accepted_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "mending", "mended", "accepted"]), name="accessibility_fault_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        """Not mended, and the day has passed."""
        waits = self.state in (self.State.OPEN, self.State.MENDING)
        return waits and self.due is not None and self.due < datetime.date.today()  # noqa: DTZ011


class FaultPlace(models.Model):
    """A page on which a fault is, as the last run that opened this page saw it."""

    fault = models.ForeignKey(Fault, on_delete=models.CASCADE, related_name="places", verbose_name=_("Fehler"))
    page = models.ForeignKey(CheckedPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("Seite"))
    target = models.CharField(_("Weg zum Element"), max_length=500, blank=True)
    count = models.PositiveIntegerField(_("Anzahl"), default=1)

    class Meta:
        verbose_name = _("Fundstelle")
        verbose_name_plural = _("Fundstellen")
        constraints = [models.UniqueConstraint(fields=["fault", "page"], name="accessibility_place_once")]

    def __str__(self) -> str:
        return f"{self.page}: {self.fault}"
