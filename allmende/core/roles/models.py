# SPDX-License-Identifier: EUPL-1.2
"""Units of an administration, and grants: who holds which role there, from when to when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.municipality.models import Municipality
from allmende.core.roles.declared import ROLES


class Unit(models.Model):
    """A part of an administration, such as an office or a team. Units form a tree within their municipality."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="units"
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("gehört zu"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name = models.CharField(_("Name"), max_length=120)
    # Keys of all units above and its own, "/3/17/": one prefix comparison finds everything below.
    path = models.CharField(max_length=255, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = _("Organisationseinheit")
        verbose_name_plural = _("Organisationseinheiten")
        ordering = ("municipality", "name")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "parent", "name"], name="unit_name_unique"),
            models.UniqueConstraint(
                fields=["municipality", "name"], condition=Q(parent__isnull=True), name="unit_top_name_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_name"),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_in_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            below = Unit.objects.filter(path__startswith=self.path).exclude(pk=self.pk) if self.path else ()
            for unit in below:
                Unit.objects.filter(pk=unit.pk).update(path=path + unit.path.removeprefix(self.path))
            self.path = path
            Unit.objects.filter(pk=self.pk).update(path=path)

    def clean(self) -> None:
        super().clean()
        if self.parent is None:
            return
        if self.parent.municipality_id != self.municipality_id:
            raise ValidationError({"parent": _("Diese Einheit gehört zu einer anderen Kommune.")})
        if self.pk and f"/{self.pk}/" in self.parent.path:
            raise ValidationError({"parent": _("Eine Einheit kann nicht zu sich selbst oder zu ihren Teilen gehören.")})


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants by time."""

    def active(self, now: datetime | None = None) -> GrantQuerySet:
        """Return the grants that hold at an instant: from the first moment on, up to but not at the end."""
        moment = now or timezone.now()
        return self.filter(
            Q(end__isnull=True) | Q(end__gt=moment),
            Q(revoked_from__isnull=True) | Q(revoked_from__gt=moment),
            start__lte=moment,
        )


class Grant(models.Model):
    """A person holds a role in a municipality, or only in one of its units, for a time.

    Grants are never changed: one that is to end earlier gets `revoked_from`, one that is to last longer gets a
    successor. So the rows are the history. Two grants of the same role to the same person for the same place never
    overlap; a trigger in the database sees to that (guard.py).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Person"), on_delete=models.CASCADE, related_name="grants"
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=[(role.key, role.label) for role in ROLES.values()])
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="grants"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("Organisationseinheit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grants",
        help_text=_("Mit allem, was zu ihr gehört. Ohne Einheit gilt die Rolle in der ganzen Kommune."),
    )
    with_towns = models.BooleanField(_("gilt auch für die Gemeinden des Landkreises"), default=False)
    start = models.DateTimeField(_("gilt ab"))
    end = models.DateTimeField(_("gilt bis"), null=True, blank=True)
    reason = models.CharField(_("Anlass"), max_length=200, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("vergeben von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    granted_at = models.DateTimeField(_("vergeben am"), auto_now_add=True)
    revoked_from = models.DateTimeField(_("vorzeitig beendet zum"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("beendet von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoke_reason = models.CharField(_("Grund des Endes"), max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rolle einer Person")
        verbose_name_plural = _("Rollen von Personen")
        ordering = ("-start", "-pk")
        indexes = [models.Index(fields=["person", "end"], name="grant_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="grant_role_known"),
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="grant_end_after_start"),
            models.CheckConstraint(
                condition=Q(revoked_from__isnull=False) | (Q(revoked_by__isnull=True) & Q(revoke_reason="")),
                name="grant_revocation_whole",
            ),
            models.CheckConstraint(condition=~Q(with_towns=True, unit__isnull=False), name="grant_towns_without_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit or self.municipality}"

    @property
    def until(self) -> datetime | None:
        """The instant from which it no longer holds, or None."""
        ends = [moment for moment in (self.end, self.revoked_from) if moment is not None]
        return min(ends, default=None)

    def holds_at(self, now: datetime) -> bool:
        """Whether it holds at an instant: from `start` on, no longer at `until`."""
        until = self.until
        return self.start <= now and (until is None or now < until)
