# SPDX-License-Identifier: EUPL-1.2
"""`{% load supply_whatif %}`: the numbers of an answer in words, for the page, the comparison and the sheet."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allmende.know.supply.answers import Answer, minutes_text, people_text, percent_text
from allmende.know.supply.whatif_page import from_to, number_rows

register = template.Library()


@register.simple_tag
def total_rows(answer: Answer) -> list[tuple[str, str, str]]:
    """Return (what, today, afterwards) for everybody in the group."""
    return number_rows(answer)


@register.simple_tag
def area_rows(answer: Answer) -> list[dict[str, Any]]:
    """Return the quarters in which something changes, in words."""
    return [
        {
            "name": area.name,
            "shorter": people_text(change.shorter) if change.shorter else "–",
            "longer": people_text(change.longer) if change.longer else "–",
            "near": from_to(percent_text(change.share_before), percent_text(change.share_after)),
            "mean": from_to(minutes_text(change.minutes_before), minutes_text(change.minutes_after)),
        }
        for area, change in answer.changed
    ]


@register.simple_tag
def facts(answer: Answer) -> str:
    """Return what the numbers rest on: standard, data, rounding."""
    world = answer.world
    parts = [
        _("Nah genug heißt: %s.") % answer.aim_text,
        _("Quelle dafür: %s") % answer.aim.source if answer.aim.source else "",
        "" if world.by_street(answer.way.key) else _("Hier fehlt ein Wegenetz; gerechnet ist mit Luftlinie und Umweg."),
        _("Wo wie viele Menschen leben: %s.") % world.population.get("source", ""),
        _("Alle Zahlen sind gerundet und leicht verändert, damit niemand auf einzelne Haushalte schließen kann."),
        _("Stand: %s.") % date_format(localtime(world.made), "DATE_FORMAT"),
    ]
    return " ".join(part for part in parts if part)
