# SPDX-License-Identifier: EUPL-1.2
"""Say in one or two German sentences why a project won or not, and what it would have needed.

The sentences are message ids: whoever has catalogues passes their `gettext` as `translate`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from .amounts import german_number
from .outcome import Outcome, Reason, Verdict

Translate = Callable[[str], str]
SYMBOLS = {"EUR": "€", "": "€", "USD": "$", "GBP": "£", "PLN": "zł"}


def _(text: str) -> str:
    """Mark a text for the collector of messages."""
    return text


def money(amount: Fraction, currency: str = "EUR", *, up: bool = False) -> str:
    """Write an amount for people, cut to cents: `4.914,75 €` (`up` rounds up: what is missing is never shown as less)."""
    return f"{german_number(amount, up=up)} {SYMBOLS.get(currency, currency)}"


def sentence(verdict: Verdict, outcome: Outcome, translate: Translate = str) -> str:
    """Return why a project won or not. Amounts are rounded for display only."""
    parts = _PARTS[verdict.reason](verdict, outcome)
    values = _values(verdict, outcome)
    return " ".join(translate(part).format(**values) for part in parts)


def summary(outcome: Outcome, translate: Translate = str) -> str:
    """Return one sentence on the whole result: how many projects, what they cost, what is left."""
    values = {
        "winners": len(outcome.winners),
        "projects": len(outcome.verdicts),
        "spent": _money(outcome.spent, outcome),
        "budget": _money(outcome.instance.budget, outcome),
        "left": _money(outcome.instance.budget - outcome.spent, outcome),
        "ballots": german_number(Fraction(len(outcome.instance.ballots))),
        "share": _money(outcome.share or Fraction(0), outcome),
        "first_share": _money(outcome.first_share or Fraction(0), outcome),
    }
    parts = [
        _("{winners} von {projects} Projekten sind gewählt. Sie kosten {spent} von {budget}; {left} bleiben übrig.")
    ]
    if outcome.share is not None and outcome.share != outcome.first_share:
        parts.append(
            _("Jeder der {ballots} Stimmzettel verfügte rechnerisch über {share} (angefangen bei {first_share}).")
        )
    elif outcome.share is not None:
        parts.append(_("Jeder der {ballots} Stimmzettel verfügte über {share}."))
    return " ".join(translate(part).format(**values) for part in parts)


def _money(amount: Fraction, outcome: Outcome, *, up: bool = False) -> str:
    return money(amount, outcome.instance.meta.get("currency", ""), up=up)


def _values(verdict: Verdict, outcome: Outcome) -> dict[str, object]:
    nothing = Fraction(0)
    over_budget = verdict.project.cost - outcome.instance.budget
    return {
        "cost": _money(verdict.project.cost, outcome),
        "budget": _money(outcome.instance.budget, outcome),
        "over_budget": _money(over_budget, outcome, up=True),
        "votes": german_number(Fraction(verdict.votes)),
        "points": german_number(verdict.points),
        "place": verdict.place,
        "effective": german_number(verdict.effective_votes or nothing),
        "highest": _money(verdict.highest_payment or nothing, outcome, up=True),
        "money": _money(verdict.money or nothing, outcome),
        "missing": _money(verdict.missing or nothing, outcome, up=True),
        "more": german_number(Fraction(verdict.more_votes or 0)),
        "rivals": ", ".join(
            f"{project.name or project.id} ({_money(paid, outcome)})" for project, paid in verdict.went_to[:2]
        ),
    }


def _paid(verdict: Verdict, _outcome: Outcome) -> list[str]:
    if verdict.effective_votes is None:
        return [
            _("Gewählt als Nummer {place}: Es bekam {points} Punkte."),
            _("Wer dafür gestimmt hatte, besaß zusammen noch {money} und bezahlte damit die Kosten von {cost}."),
        ]
    return [
        _("Gewählt als Nummer {place}: {votes} Stimmen, davon zählten rechnerisch noch {effective}.")
        if verdict.effective_votes < verdict.votes
        else _("Gewählt als Nummer {place}: {votes} Stimmen."),
        _("Wer dafür gestimmt hatte, besaß zusammen noch {money} und bezahlte damit die Kosten von {cost}."),
        _("Niemand zahlte dafür mehr als {highest}."),
    ]


def _short(verdict: Verdict, _outcome: Outcome) -> list[str]:
    parts = [
        _(
            "Nicht gewählt: Wer dafür gestimmt hatte, besaß am Ende zusammen noch {money}; zu den Kosten von {cost} fehlten {missing}."
        )
    ]
    if verdict.went_to:
        parts.append(_("Ihr übriges Geld ging vor allem an: {rivals}."))
    if verdict.more_votes == 1:
        parts.append(_("Mit einer weiteren Stimme nur für dieses Projekt hätte es gereicht."))
    elif verdict.more_votes:
        parts.append(_("Mit {more} weiteren Stimmen nur für dieses Projekt hätte es gereicht."))
    return parts


def _leftover(_verdict: Verdict, _outcome: Outcome) -> list[str]:
    return [
        _("Gewählt als Nummer {place} aus dem Geld, das übrig blieb: {votes} Stimmen, Kosten {cost}."),
        _("Aus den Anteilen allein fehlten {missing}."),
    ]


def _ranked(verdict: Verdict, outcome: Outcome) -> list[str]:
    if outcome.instance.vote_type == "approval":
        return [
            _(
                "Gewählt: Mit {votes} Stimmen auf Rang {place}; die Kosten von {cost} passten in die noch freien {money}."
            )
        ]
    return [
        _("Gewählt: Mit {points} Punkten auf Rang {place}; die Kosten von {cost} passten in die noch freien {money}.")
    ]


def _no_room(verdict: Verdict, outcome: Outcome) -> list[str]:
    if outcome.instance.vote_type == "approval":
        parts = [
            _("Nicht gewählt: Mit {votes} Stimmen auf Rang {place}; frei waren nur noch {money}, es fehlten {missing}.")
        ]
    else:
        parts = [
            _(
                "Nicht gewählt: Mit {points} Punkten auf Rang {place}; frei waren nur noch {money}, es fehlten {missing}."
            )
        ]
    if verdict.more_votes == 1:
        parts.append(_("Mit einer weiteren Stimme wäre es rechtzeitig an der Reihe gewesen."))
    elif verdict.more_votes:
        parts.append(_("Mit {more} weiteren Stimmen wäre es rechtzeitig an der Reihe gewesen."))
    return parts


def _no_votes(verdict: Verdict, _outcome: Outcome) -> list[str]:
    if verdict.votes:
        return [_("Nicht gewählt: Die Punkte für das Projekt ergeben zusammen {points}.")]
    return [_("Nicht gewählt: Niemand hat dafür gestimmt.")]


def _too_dear(_verdict: Verdict, _outcome: Outcome) -> list[str]:
    return [_("Nicht gewählt: Es kostet {cost} und damit {over_budget} mehr als das ganze Budget von {budget}.")]


_PARTS: dict[Reason, Callable[[Verdict, Outcome], list[str]]] = {
    Reason.PAID: _paid,
    Reason.LEFTOVER: _leftover,
    Reason.RANKED: _ranked,
    Reason.SHORT: _short,
    Reason.NO_ROOM: _no_room,
    Reason.NO_VOTES: _no_votes,
    Reason.TOO_DEAR: _too_dear,
}
