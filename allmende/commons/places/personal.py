# SPDX-License-Identifier: EUPL-1.2
"""Personal data of places: doctors and tradespeople can be reached under their own names."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import PUBLIC, PUBLIC_TASK, Activity, Declaration, Personal, Retention

ACTIVITIES = [
    Activity(
        "places",
        _("Orte und Einrichtungen zeigen"),
        people=_("Inhaberinnen und Inhaber von Praxen, Läden und Betrieben"),
        recipients=_("öffentlich"),
    )
]
_LISTED = Retention(_("solange der Ort in seiner Quelle steht; auf Wunsch früher"))
_FIND = _("zeigen, was es am Ort gibt und wie man es erreicht")


def _contact() -> Personal:
    return Personal(_FIND, PUBLIC_TASK, _LISTED, PUBLIC)


DECLARATIONS = [
    Declaration(
        model="places.Place",
        fields={"name": _contact(), "phone": _contact(), "email": _contact(), "website": _contact()},
        none="municipality category description geom is_published vanished street house_number postcode city opening_hours "
        "opening_hours_valid wheelchair step_free accessible_toilet hearing_support tactile_guidance accessibility_note "
        "accessibility_source accessibility_date source source_id licence attributes created changed words edited areas",
    ),
    Declaration(model="places.Address", none="municipality street house_number postcode city geom source street_key"),
    Declaration(
        model="places.Area",
        none="division key name slug parent geom valid_from valid_to description population attributes source licence",
    ),
    Declaration(model="places.Division", none="municipality key name kind is_public"),
    Declaration(model="places.PlaceArea", none="place area division"),
    Declaration(model="places.PlacePicture", none="place picture position"),
    Declaration(model="places.PlaceReport", none="case place"),
    Declaration(
        model="places.Tour",
        none="municipality slug title summary text language is_published step_free step_free_note path",
    ),
    Declaration(model="places.TourStop", none="tour position place geom title text way_hint audio picture"),
]
