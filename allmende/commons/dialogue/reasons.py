# SPDX-License-Identifier: EUPL-1.2
"""Why something may be reported or hidden. One list for reports, decisions and the yearly figures.

`illegal`: against the law (then Art. 16 of the Digital Services Act asks for name and address of whoever reports it);
otherwise against the rules of the dialogue. The ground that stands in a statement of reasons (Art. 17 (3) (d, e)) follows
from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

RULES_GROUND = _("Regeln für Gespräche auf dieser Plattform")


@dataclass(frozen=True)
class Reason:
    """One reason. `ground`: the law or rule that is named when nothing more exact is given."""

    key: str
    label: Any
    ground: Any
    illegal: bool = False


_REASONS = (
    Reason("insult", _("Beleidigung oder Bedrohung"), _("§§ 185, 241 StGB"), illegal=True),
    Reason("hate", _("Hass oder Hetze gegen Menschen"), _("§ 130 StGB"), illegal=True),
    Reason("minors", _("Sexuelle Darstellung von Minderjährigen"), _("§ 184b StGB"), illegal=True),
    Reason("privacy", _("Persönliche Angaben über andere"), _("Datenschutz-Grundverordnung, Art. 6"), illegal=True),
    Reason("copyright", _("Fremder Text oder fremdes Bild ohne Erlaubnis"), _("§ 106 UrhG"), illegal=True),
    Reason("law", _("Anderer Verstoß gegen ein Gesetz"), _("siehe Begründung"), illegal=True),
    Reason("tone", _("Unhöflich oder verletzend"), RULES_GROUND),
    Reason("spam", _("Werbung oder Spam"), RULES_GROUND),
    Reason("off_topic", _("Gehört nicht zum Thema"), RULES_GROUND),
    Reason("repeated", _("Schon einmal geschrieben"), RULES_GROUND),
    Reason("own_data", _("Enthält Ihre eigenen privaten Angaben"), RULES_GROUND),
    Reason("rules", _("Anderer Verstoß gegen unsere Regeln"), RULES_GROUND),
)
REASONS = {reason.key: reason for reason in _REASONS}
KEYS = tuple(REASONS)
ANONYMOUS = "minors"
"""The one kind of illegal content that may be reported without a name (Art. 16 (2) (c) DSA)."""


def choices() -> list[tuple[str, Any]]:
    """Return the list for forms."""
    return [(reason.key, reason.label) for reason in _REASONS]


def label_of(key: str) -> str:
    """Return what a reason is called."""
    return str(REASONS[key].label) if key in REASONS else key
