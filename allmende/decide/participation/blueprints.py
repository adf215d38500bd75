# SPDX-License-Identifier: EUPL-1.2
"""Templates for processes: with one of them and ten minutes, a moderator has set up a process.

Dates follow from the first day: each phase says how long it lasts. Texts are ready to use and meant to be changed. A
template whose formats are not all on this installation is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allmende.decide.participation.formats.registry import format_of
from allmende.decide.participation.models import Phase


@dataclass(frozen=True)
class Plan:
    """A phase of a template. `days`: how long it lasts; the next one begins when it ends."""

    title: Any
    format: str
    days: int
    text: Any = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    moderation: str = Phase.Moderation.POST.value


@dataclass(frozen=True)
class Blueprint:
    """A kind of process."""

    key: str
    name: Any
    description: Any
    title: Any
    goal: Any
    deciders: Any
    plans: Sequence[Plan]
    categories: Sequence[Any] = ()
    for_youth: bool = False

    @property
    def is_offered(self) -> bool:
        """All its formats are installed."""
        return all(format_of(plan.format) is not None for plan in self.plans)

    @property
    def days(self) -> int:
        """How long the whole takes."""
        return sum(plan.days for plan in self.plans)

    def phases(self, first_day: date) -> list[Phase]:
        """Return phases with dates, not stored; their audience is not chosen."""
        found, day = [], first_day
        for plan in self.plans:
            after = day + timedelta(days=plan.days)
            found.append(
                Phase(
                    title=str(plan.title), format=plan.format, text=str(plan.text), opens=midnight(day), closes=midnight(after),
                    options=dict(plan.options), moderation=plan.moderation,
                )
            )  # fmt: skip
            day = after
        return found


def midnight(day: date) -> datetime:
    """Return the beginning of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


_BLUEPRINTS = (
    Blueprint(
        "market",
        _("Ideen für den Marktplatz"),
        _("Vier Wochen Ideen sammeln und besprechen, dann sagt die Verwaltung zu jeder Idee, was daraus wird."),
        _("Ideen für den Marktplatz"),
        _("Der Marktplatz soll schöner werden. Sagen Sie uns, was dort fehlt und was bleiben soll."),
        _("Der Rat entscheidet. Alle Ideen liegen ihm vor."),
        (
            Plan(
                _("Ideen sammeln"),
                "ideas",
                28,
                _("Schreiben Sie Ihre Idee auf, oder unterstützen Sie die von anderen."),
            ),
            Plan(
                _("Die Verwaltung prüft"),
                "information",
                28,
                _("Fachleute sehen sich jede Idee an. Die Antworten stehen bei den Ideen."),
            ),
        ),
        (
            _("Grün und Schatten"),
            _("Sitzen und Treffen"),
            _("Wege und Verkehr"),
            _("Märkte und Feste"),
            _("Sauberkeit und Licht"),
        ),
    ),
    Blueprint(
        "budget",
        _("Bürgerbudget"),
        _("Vorschläge sammeln, prüfen und gemeinsam entscheiden, wofür das Geld ausgegeben wird."),
        _("Unser Bürgerbudget"),
        _(
            "Sie entscheiden, wofür ein Teil des Geldes der Gemeinde ausgegeben wird. Schlagen Sie etwas vor und stimmen Sie ab."
        ),
        _("Die Menschen entscheiden mit ihrer Stimme. Der Rat setzt das Ergebnis um."),
        (
            Plan(
                _("Vorschläge sammeln"),
                "ideas",
                28,
                _("Was soll mit dem Geld geschehen? Schreiben Sie Ihren Vorschlag auf."),
            ),
            Plan(_("Die Verwaltung prüft"), "information", 28, _("Wir prüfen, was möglich ist und was es kostet.")),
            Plan(_("Abstimmen"), "budget", 21, _("Wählen Sie die Vorschläge, die Ihnen am wichtigsten sind.")),
        ),
        (
            _("Spielen und Sport"),
            _("Grün und Klima"),
            _("Kultur und Feste"),
            _("Wege und Sicherheit"),
            _("Zusammenleben"),
        ),
    ),
    Blueprint(
        "playground",
        _("Jugend plant Spielplatz"),
        _("Für Kinder und Jugendliche: wenige Worte, Bilder, und jemand sieht jeden Beitrag an, bevor er erscheint."),
        _("Unser neuer Spielplatz"),
        _("Wir bauen einen Spielplatz. Zeig uns, was du dort machen willst."),
        _("Wir bauen, was am meisten gewünscht wird und sicher ist. Du erfährst, was daraus wird."),
        (
            Plan(
                _("Zeig deine Idee"),
                "ideas",
                21,
                _("Schreib einen Satz oder mach ein Bild davon."),
                {"comment": False},
                Phase.Moderation.PRE.value,
            ),
            Plan(_("Wir planen"), "information", 28, _("Eine Planerin zeichnet den Spielplatz mit euren Ideen.")),
        ),
        (_("Klettern"), _("Schaukeln und Rutschen"), _("Wasser und Sand"), _("Ball spielen"), _("Ausruhen")),
        for_youth=True,
    ),
    Blueprint(
        "survey",
        _("Befragung zur Infrastruktur"),
        _("Fragen dazu, was in Ihrem Ort gut erreichbar ist und was fehlt."),
        _("Was fehlt in unserem Ort?"),
        _(
            "Wir wollen wissen, was Sie im Alltag gut erreichen und was Ihnen fehlt. Die Antworten helfen bei der Planung."
        ),
        _("Die Antworten gehen in die Planung der Gemeinde ein. Die Ergebnisse stehen danach hier."),
        (Plan(_("Fragen beantworten"), "survey", 28, _("Das dauert etwa zehn Minuten.")),),
    ),
    Blueprint(
        "plan",
        _("Text oder Plan besprechen"),
        _("Ein Entwurf in Abschnitten, zu denen Menschen fragen und sagen, was sie denken."),
        _("Entwurf zum Mitreden"),
        _("Hier steht ein Entwurf. Lesen Sie ihn und sagen Sie uns, was Sie davon halten."),
        _("Der Rat entscheidet über den Entwurf. Ihre Hinweise liegen ihm vor."),
        (Plan(_("Lesen und mitreden"), "text", 28, _("Zu jedem Abschnitt können Sie etwas sagen oder fragen.")),),
    ),
    Blueprint(
        "meeting",
        _("Fragen in einer Veranstaltung"),
        _("Für eine Einwohnerversammlung: Fragen vorab und im Saal, mit Ansicht für die Leinwand."),
        _("Einwohnerversammlung"),
        _("Sie fragen, wir antworten: im Saal und im Netz."),
        _("Wir beantworten die Fragen in der Versammlung. Was offen bleibt, beantworten wir danach hier."),
        (Plan(_("Fragen stellen"), "live", 7, _("Stellen Sie Ihre Frage, oder schieben Sie andere nach oben.")),),
    ),
)
BLUEPRINTS = {one.key: one for one in _BLUEPRINTS}


def offered() -> list[Blueprint]:
    """Return the templates that work here."""
    return [one for one in _BLUEPRINTS if one.is_offered]
