# SPDX-License-Identifier: EUPL-1.2
"""Municipalities are no people: their addresses and telephone numbers are those of offices."""

from allmende.core.privacy.registry import Declaration

DECLARATIONS = [
    Declaration(
        model="municipality.Municipality",
        none="kind name title ars ags parent valid_from valid_to area_ha population postcode geom as_of geom_as_of",
    ),
    Declaration(
        model="municipality.Presence",
        none="municipality slug display_name claim is_default street postcode city phone email accent logo",
    ),
    Declaration(model="municipality.Host", none="presence name"),
]
