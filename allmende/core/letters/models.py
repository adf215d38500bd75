# SPDX-License-Identifier: EUPL-1.2
"""Short addresses with a secret code, as they stand on a letter: `/k/K7QF3-M9ZTA/`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.core.letters.codes import grouped, new_code
from allmende.core.municipality.models import Municipality


class ShortAddress(models.Model):
    """A code and the page it opens. Whoever holds the code has proved that the letter came to them.

    The page is kept as route and arguments, not as an address: letters lie in drawers for years, addresses change.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", verbose_name=_("Kommune")
    )
    code = models.CharField(_("Code"), max_length=10, unique=True, default=new_code, editable=False)
    route = models.CharField(_("Seite"), max_length=100)
    arguments = models.JSONField(_("Angaben zur Seite"), default=list)
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    created = models.DateTimeField(_("angelegt"), default=timezone.now)
    valid_until = models.DateTimeField(_("gültig bis"), null=True, blank=True)
    single_use = models.BooleanField(_("gilt einmal"), default=False)
    used = models.DateTimeField(_("benutzt"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("Kurzadresse")
        verbose_name_plural = _("Kurzadressen")
        indexes = [models.Index(fields=["valid_until"], name="short_address_end")]
        constraints = [
            models.CheckConstraint(condition=Q(used__isnull=True) | Q(single_use=True), name="short_address_used_once")
        ]

    def __str__(self) -> str:
        return self.grouped

    @property
    def grouped(self) -> str:
        """The code as it stands on paper."""
        return grouped(self.code)

    @property
    def path(self) -> str:
        """The address to type, without host: `/k/K7QF3-M9ZTA/`."""
        return reverse("letters:open", args=[self.grouped])
