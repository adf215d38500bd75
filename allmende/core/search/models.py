# SPDX-License-Identifier: EUPL-1.2
"""What editors teach the search, and what people looked for in vain. The index itself is no model: see store.py."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from allmende.core.municipality.models import Municipality
from allmende.core.search.languages import choices
from allmende.engines.language.retrieval import fold_words


class Synonym(models.Model):
    """Whoever looks for `term` also finds what is written under `meaning`: "Perso" -> "Personalausweis"."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="synonyms", verbose_name=_("Kommune")
    )
    language = models.CharField(_("Sprache"), max_length=12, choices=choices, default="de")
    term = models.CharField(_("Wonach Menschen suchen"), max_length=60, help_text=_("zum Beispiel: Perso"))
    meaning = models.CharField(
        _("Was auf unseren Seiten steht"), max_length=120, help_text=_("zum Beispiel: Personalausweis")
    )
    folded = models.CharField(max_length=80, editable=False)
    folded_meaning = models.CharField(max_length=160, editable=False)

    class Meta:
        verbose_name = _("Synonym")
        verbose_name_plural = _("Synonyme")
        ordering = ("language", "term", "meaning")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "language", "folded", "folded_meaning"],
                name="search_synonym_once",
                violation_error_message=_("Dieses Synonym gibt es schon."),
            ),
            models.CheckConstraint(condition=~models.Q(folded=""), name="search_synonym_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.meaning}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold()
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Compute the folded forms, by which synonyms are compared and found."""
        self.folded = " ".join(fold_words(self.term))[:80]
        self.folded_meaning = " ".join(fold_words(self.meaning))[:160]

    def clean(self) -> None:
        self.fold()
        if not self.folded:
            raise ValidationError({"term": _("Bitte schreiben Sie ein Wort.")})
        if not self.folded_meaning:
            raise ValidationError({"meaning": _("Bitte schreiben Sie ein Wort.")})
        if self.folded == self.folded_meaning:
            raise ValidationError(
                {"meaning": _("Das ist dasselbe Wort. Die Schreibung ä, ae und ß, ss ist der Suche gleich.")}
            )


class Miss(models.Model):
    """A question that found nothing. Its words are only kept once it was asked on three different days.

    Until then there is only a keyed fingerprint, from which the words cannot be read: who types a name once leaves none.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="+", verbose_name=_("Kommune")
    )
    language = models.CharField(_("Sprache"), max_length=12, choices=choices)
    fingerprint = models.CharField(max_length=64, editable=False)
    words = models.CharField(_("Suchwörter"), max_length=120, blank=True)
    days = models.PositiveSmallIntegerField(_("an wie vielen Tagen"), default=1)
    last_day = models.DateField(_("zuletzt"))

    class Meta:
        verbose_name = _("vergebliche Suche")
        verbose_name_plural = _("vergebliche Suchen")
        ordering = ("-last_day", "words")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "language", "fingerprint"], name="search_miss_once")
        ]

    def __str__(self) -> str:
        return self.words or self.fingerprint[:8]


class MissWeek(models.Model):
    """How often a question found nothing in one week, which begins on the given Monday."""

    miss = models.ForeignKey(Miss, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField(_("Woche ab"))
    count = models.PositiveIntegerField(_("wie oft"), default=0)

    class Meta:
        verbose_name = _("Woche")
        verbose_name_plural = _("Wochen")
        ordering = ("-week",)
        constraints = [models.UniqueConstraint(fields=["miss", "week"], name="search_miss_week_once")]

    def __str__(self) -> str:
        return f"{self.week}: {self.count}"
