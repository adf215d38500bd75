# SPDX-License-Identifier: EUPL-1.2
"""Personal data of pages: colleagues who are named as contacts, and who translated and checked."""

from django.utils.translation import gettext_lazy as _

from allmende.core.privacy.registry import (
    EMPLOYMENT,
    PUBLIC_TASK,
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
        "pages",
        _("Seiten und Ansprechstellen"),
        people=_("Beschäftigte, die als Ansprechperson genannt sind"),
        recipients=_("öffentlich"),
    )
]
_NAMED = Retention(_("solange die Person Ansprechperson ist"))
_REACH = _("sagen, an wen man sich wenden kann")


def _contact() -> Personal:
    return Personal(_REACH, PUBLIC_TASK, _NAMED, STAFF)


DECLARATIONS = [
    Declaration(
        model="pages.ContactPage",
        fields={
            "role": _contact(), "phone": _contact(), "email": _contact(), "room": _contact(), "picture": _contact(),
        },
        none="summary kind unit street postcode city hours accessibility_note",
    ),
    Declaration(
        model="pages.TranslationSource",
        subject="marked_by",
        title=_("Übersetzungen, die Sie als aktuell gekennzeichnet haben"),
        fields={"marked_by": Personal(_("Rückfragen zur Übersetzung"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="page revision marked_at next_in next_revision",
        shown="marked_at",
        erase=Blank("marked_by"),
    ),
    Declaration(
        model="pages.EasyLanguageReview",
        subject="entered_by",
        title=_("Prüfungen der Leichten Sprache, die Sie eingetragen haben"),
        fields={"entered_by": Personal(_("Rückfragen zur Prüfung"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="page revision group reviewed_on entered_at",
        shown="entered_at",
        erase=Blank("entered_by"),
    ),
    Declaration(
        model="pages.MachineDraft",
        subject="asked_by",
        title=_("Entwürfe von Übersetzungen, um die Sie gebeten haben"),
        fields={"asked_by": Personal(_("wer den Entwurf verlangt hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        none="asked_at beat_at checked_at error faults language service source source_revision state texts total",
        shown="asked_at",
        erase=Blank("asked_by"),
    ),
    Declaration(
        model="pages.MachineDraft",
        subject="checked_by",
        title=_("Entwürfe von Übersetzungen, die Sie geprüft haben"),
        fields={"checked_by": Personal(_("wer den Entwurf geprüft hat"), EMPLOYMENT, WITH_ROW, SYSTEM)},
        shown="checked_at",
        erase=Blank("checked_by"),
    ),
    Declaration(model="pages.PageTree", none="presence site"),
    Declaration(model="pages.HomePage", none="summary hero_picture greeting tiles body"),
    Declaration(model="pages.InformationPage", none="summary picture body in_footer checked_on"),
    Declaration(model="pages.NewsIndexPage", none="summary"),
    Declaration(model="pages.NewsPage", none="summary date picture body"),
    Declaration(model="pages.GuidePage", none="summary needs costs duration deadline contact steps body"),
    Declaration(model="pages.ContactIndexPage", none="summary"),
]  # fmt: skip
