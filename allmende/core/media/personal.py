# SPDX-License-Identifier: EUPL-1.2
"""Pictures may show people, and name who made them."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    CONSENT,
    EMPLOYMENT,
    LEGAL_DUTY,
    STAFF,
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
        "media",
        _("Bilder und Dokumente der Seiten"),
        people=_("Abgebildete, Urheberinnen und Urheber, Beschäftigte"),
        recipients=_("öffentlich"),
    )
]
_SHOWN = Retention(_("solange das Bild gezeigt wird; auf Wunsch früher"))

DECLARATIONS = [
    Declaration(
        model="media.Picture",
        subject="uploaded_by_user",
        title=_("Bilder, die Sie hochgeladen haben"),
        fields={"uploaded_by_user": Personal(_("Rückfragen zum Bild"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="title created_at",
        erase=Blank("uploaded_by_user"),
    ),
    Declaration(
        model="media.Picture",
        fields={
            "file": Personal(_("Seiten bebildern; auf Bildern können Menschen zu sehen sein"), CONSENT, _SHOWN, STAFF),
            "source": Personal(_("Urheber nennen (§ 13 UrhG)"), LEGAL_DUTY, _SHOWN, STAFF),
        },
        none="collection title description width height created_at focal_point_x focal_point_y focal_point_width "
        "focal_point_height file_size file_hash alt licence tags",
    ),
    Declaration(model="media.Rendition", none="filter_spec file width height focal_point_key image"),
]
