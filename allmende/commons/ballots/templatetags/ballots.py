# SPDX-License-Identifier: EUPL-1.2
"""Parts of ballots and results: `{% load ballots %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from allmende.commons.ballots import queries, rules
from allmende.commons.ballots.forms import BallotForm, Section
from allmende.commons.ballots.models import Question, Vote
from allmende.core.ui.templatetags.ui import stepper

register = template.Library()


@register.inclusion_tag("ui/stepper.html")
def ballot_steps(current: int) -> dict[str, Any]:
    """Show how far a voter is."""
    result: dict[str, Any] = stepper([_("Ausfüllen"), _("Ansehen"), _("Abgegeben")], current)
    return result


@register.inclusion_tag("ballots/cast/section.html")
def ballot_section(section: Section, number: int, total: int) -> dict[str, Any]:
    """Show one question of a ballot."""
    question = section.question
    watch, words, over = "", "", ""
    if question.kind == Question.Kind.POINTS:
        watch, words = "points", _("Vergeben: {now} von {most} Punkten.")
        over = _("Zu viele Punkte: {now} von {most}.")
    elif question.kind == Question.Kind.CHOOSE and question.cost_limit is not None:
        watch, words = "cost", _("Ausgewählt: {now} von {limit}. Es bleiben {left}.")
        over = _("Zu teuer: {now} von {limit}.")
    elif question.kind == Question.Kind.CHOOSE and question.most > 1:
        watch, words = "count", _("Angekreuzt: {now} von {most}.")
        over = _("Zu viele Kreuze: {now} von {most}.")
    return {
        "section": section, "number": number, "total": total, "watch": watch, "words": words, "over": over,
        "limit": str(question.cost_limit),
    }  # fmt: skip


@register.simple_tag
def ballot_hidden(form: BallotForm) -> SafeString:
    """Carry what was filled in through the review, unchanged."""
    pairs = []
    for name in form.fields:
        values = form.data.getlist(name) if hasattr(form.data, "getlist") else [form.data.get(name, "")]
        pairs.extend((name, value) for value in values)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.inclusion_tag("ballots/parts/tally.html")
def vote_result(vote: Vote) -> dict[str, Any]:
    """Show the result of a vote as bars with numbers; nothing where it may not be seen."""
    return {"vote": vote, "result": queries.shown_result(vote) if rules.shows_result(None, vote) else None}


@register.inclusion_tag("ballots/parts/poll.html", takes_context=True)
def poll(context: Context, vote: Vote, url: str = "") -> dict[str, Any]:
    """Show a poll in few lines: where it stands, its result where that may be seen, and the way to take part."""
    return {
        "vote": vote, "url": url, "is_open": rules.takes_ballots(None, vote),
        "result": queries.shown_result(vote) if rules.shows_result(None, vote) else None,
    }  # fmt: skip


@register.simple_tag
def bar(value: int, most: int, label: Any = "") -> SafeString:
    """Draw a bar without colour alone: the number stands beside it; a screen reader hears the number only."""
    return format_html(
        '<progress class="ballot-bar" value="{}" max="{}" aria-hidden="true"></progress>', value, max(most, 1)
    )
