# SPDX-License-Identifier: EUPL-1.2
"""Words of a search may be about a person; so they are only kept when many days saw the same ones. See actions.record_miss."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import PUBLIC_TASK, SYSTEM, Activity, Declaration, Personal, Retention

ACTIVITIES = [
    Activity(
        "search",
        _("Vergebliche Suchen auswerten"),
        people=_("alle, die die Seiten aufrufen"),
        recipients=_("Redaktion der Kommune"),
    )
]

DECLARATIONS = [
    Declaration(
        model="search.Miss",
        fields={
            "fingerprint": Personal(
                _(
                    "gleiche Suchen an verschiedenen Tagen erkennen; aus dem Schlüsselwert lassen sich keine Wörter lesen"
                ),
                PUBLIC_TASK,
                Retention(_("vier Wochen, wenn die Suche selten blieb")),
                SYSTEM,
            ),
            "words": Personal(
                _("Wörter, nach denen an mindestens drei Tagen vergeblich gesucht wurde, ohne Angabe, wer sie suchte"),
                PUBLIC_TASK,
                Retention(_("ein halbes Jahr nach der letzten Suche")),
                SYSTEM,
            ),
        },
        none="municipality language days last_day",
    ),
    Declaration(model="search.MissWeek", none="miss week count"),
    Declaration(model="search.Synonym", none="municipality language term meaning folded folded_meaning"),
]
