# SPDX-License-Identifier: EUPL-1.2
"""Personal data of the supply analysis: who started a search for sites. Counts of people are statistics, see disclosure.md."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import EMPLOYMENT, SYSTEM, WITH_ROW, Blank, Declaration, Personal
from allmende.know.supply.scenario_personal import SCENARIO_DECLARATIONS

DECLARATIONS = [
    *SCENARIO_DECLARATIONS,
    Declaration(model="supply.Topic", none="municipality key name question categories icon group position is_public"),
    Declaration(model="supply.Standard", none="topic group way limit unit measure source source_url"),
    Declaration(model="supply.Population", none="municipality kind source licence as_of imported columns"),
    Declaration(
        model="supply.PopulationCell",
        none="population key lon lat total under3 from3to5 pupils from65 from80 no_car",
    ),
    Declaration(
        model="supply.Preparation", none="municipality state version inputs seen begun finished problem noise_key"
    ),
    Declaration(
        model="supply.SiteSearch",
        subject="created_by",
        fields={"created_by": Personal(_("Wer hat die Standortsuche gestartet?"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="municipality title topic group way goal minutes count keep_existing categories own_sites state progress problem "
        "result created begun finished",
        shown="title created",
        erase=Blank("created_by"),
    ),
]
