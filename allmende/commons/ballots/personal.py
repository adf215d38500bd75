# SPDX-License-Identifier: EUPL-1.2
"""Personal data of votes. Ballots and receipts hold none: that is the point of them."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    EMPLOYMENT,
    PUBLIC_TASK,
    SYSTEM,
    WITH_ROW,
    Activity,
    Blank,
    Declaration,
    Personal,
    Retention,
)

ACTIVITIES = [
    Activity(
        "ballots", _("Abstimmungen und Umfragen"), people=_("Menschen, die abstimmen; Beschäftigte, die auszählen")
    )
]

_RECORD = Retention(
    _(
        "auf Dauer; nach dem Ende der Abstimmung lässt sich die Kennung niemandem mehr zuordnen, weil ihr Schlüssel vernichtet ist"
    )
)

DECLARATIONS = [
    Declaration(
        model="ballots.Vote",
        none="municipality key kind title intro opens closes live_result list_from state secret result standing digest",
    ),
    Declaration(model="ballots.Question", none="vote key position kind text hint least most most_each cost_limit"),
    Declaration(model="ballots.Option", none="question key position text detail cost"),
    Declaration(
        model="ballots.Participation",
        fields={
            "record": Personal(
                _("verhindern, dass jemand zweimal abstimmt"), PUBLIC_TASK, _RECORD, SYSTEM, export=False
            ),
            "area": Personal(_("Beteiligung nach Gebieten"), PUBLIC_TASK, _RECORD, SYSTEM, export=False),
        },
        none="vote day channel",
    ),
    Declaration(model="ballots.Ballot", none="id vote channel content"),
    Declaration(model="ballots.Receipt", none="code vote"),
    *(
        Declaration(
            model="ballots.PaperBatch",
            subject=which,
            title=title,
            fields={which: Personal(_("zwei verschiedene Personen geben ein"), EMPLOYMENT, WITH_ROW, SYSTEM)},
            shown="number day",
            erase=Blank(which),
        )
        for which, title in (
            ("first", _("Stapel, die Sie zuerst eingegeben haben")),
            ("second", _("Stapel, die Sie als zweite Person eingegeben haben")),
        )
    ),
    Declaration(model="ballots.PaperBatch", none="vote number sheets_expected state day"),
    Declaration(model="ballots.PaperSheet", none="batch number first second"),
]
