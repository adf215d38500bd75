# SPDX-License-Identifier: EUPL-1.2
"""Who may take part in a phase, and by what they are recognised again.

Default closed: a phase whose audience was not chosen admits nobody. An account with an e-mail address alone proves
nothing; it counts for "everyone" and for nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from allmende.commons.places.models import Address, Area
from allmende.commons.places.words import fold
from allmende.core.behalf.context import current
from allmende.core.behalf.models import BehalfRecord
from allmende.core.people.assurance import Level, checked_level, level_of
from allmende.core.people.identities import number_of
from allmende.core.people.models import Person
from allmende.decide.participation import codes
from allmende.decide.participation.models import AccessCode, Phase, Process


@dataclass(frozen=True)
class Who:
    """Somebody who wants to take part: a person who signed in (or for whom staff act), the holder of a code, or nobody.

    `at_counter`: staff have the person before them, so what was checked about them counts without their own sign-in.
    """

    person: Person | None = None
    code: AccessCode | None = None
    at_counter: bool = False

    @property
    def is_known(self) -> bool:
        """Whether they can be recognised at their next visit."""
        return self.person is not None or self.code is not None


NOBODY = Who()


@dataclass(frozen=True)
class Admission:
    """Whether somebody may take part. `reason` says what is missing, for people; `way` where to go ("code", "sign_in").

    `credential` is stable per person or code and process, and says nothing about who it is. Empty: cannot be recognised.
    """

    allowed: bool
    reason: Any = ""
    credential: str = ""
    way: str = ""
    area: str = ""
    """Where the voter belongs to, as far as the code says it: for the turnout."""


def who_of(request: HttpRequest, process: Process) -> Who:
    """Return who is asking: at most one query for the code, none without its cookie."""
    behalf = current(request)
    code = codes.code_of(request, process)
    if behalf is not None:
        return Who(behalf.person, code, at_counter=behalf.channel != BehalfRecord.Channel.TRUST)
    user: Any = request.user
    return Who(user if user.is_authenticated else None, code)


def as_who(who: Any) -> Who:
    """Return `Who` for a person, the holder of a code, nobody (None, a visitor who is not signed in) or itself."""
    if isinstance(who, Who):
        return who
    if isinstance(who, AccessCode):
        return Who(code=who)
    return Who(person=who) if getattr(who, "is_authenticated", False) else NOBODY


def may_take_part(phase: Phase, who: Any, now: datetime | None = None) -> Admission:
    """Decide whether somebody belongs to the audience of a phase. The time of the phase is not asked here.

    No role opens anything: an administrator is a person like others. Each audience knows one kind of proof, so nobody
    can take part once with a letter and once with an account.
    """
    moment, somebody = now or timezone.now(), as_who(who)
    person = somebody.person if somebody.person is not None and somebody.person.is_active else None
    match phase.audience:
        case Phase.Audience.EVERYONE:
            return Admission(True, credential=credential_of(phase.process_id, person, somebody.code))
        case Phase.Audience.CODES:
            code = somebody.code
            if code is None or code.was_asked_for or not codes.is_good(code, phase.process_id, moment):
                return Admission(False, _("Dafür brauchen Sie den Code aus unserem Brief."), way="code")
            return Admission(True, credential=credential_of(phase.process_id, None, code), area=code.batch.area)
        case Phase.Audience.ASSURANCE | Phase.Audience.AREA:
            return _by_identity(phase, somebody, person, moment)
    return Admission(False, _("Hier kann noch niemand mitmachen."))


def _by_identity(phase: Phase, who: Who, person: Person | None, now: datetime) -> Admission:
    if person is None:
        return Admission(False, _("Dafür melden Sie sich bitte an."), way="sign_in")
    level = checked_level(person, now) if who.at_counter else level_of(person, now)
    if level < phase.audience_level:
        reason = _("Dafür muss Ihre Identität nachgewiesen sein: mit dem Online-Ausweis oder im Bürgerbüro.")
        return Admission(False, reason, way="identity")
    if phase.audience == Phase.Audience.AREA:
        if phase.audience_area is None:
            return Admission(False, _("Hier kann noch niemand mitmachen."))
        if not lives_in(person, phase.audience_area):
            reason = _(
                "Hier können nur Menschen mitmachen, die in diesem Gebiet wohnen. Stimmt die Anschrift in Ihrem Konto?"
            )
            return Admission(False, reason, way="address")
    return Admission(True, credential=credential_of(phase.process_id, person, None, phase.audience_level))


def credential_of(process_id: int, person: Person | None, code: AccessCode | None, level: int = Level.NONE) -> str:
    """Return the opaque text by which a person (first) or a code is recognised in a process; empty for neither.

    A person counts by the proof with which they reach `level`: the same online ID is the same credential after the account
    was deleted and made anew.
    """
    if person is not None:
        return _keyed(f"{process_id}:person:{number_of(person, level)}")
    if code is not None and code.process_id == process_id:
        return _keyed(f"{process_id}:code:{code.pk}")
    return ""


def _keyed(text: str) -> str:
    return salted_hmac("allmende.participation.credential", text, algorithm="sha256").hexdigest()


def lives_in(person: Person, area: Area) -> bool:
    """Whether the address of an account is one of our addresses inside an area. One query.

    An address that we do not know lies nowhere: whoever lives in a house that is missing is helped at the counter.
    """
    parts = re.fullmatch(r"(\D+?)\s*(\d.*)", person.street.strip())
    if parts is None or not person.postcode:
        return False
    west, south, east, north = area.geom.bounds
    known = Address.objects.filter(
        street_key="".join(fold(parts[1])),
        postcode=person.postcode,
        geom_west__gte=west, geom_west__lte=east, geom_south__gte=south, geom_south__lte=north,
    )  # fmt: skip
    number = "".join(fold(parts[2]))
    return any("".join(fold(row.house_number)) == number and area.geom.covers(row.geom) for row in known)


def level_words(phase: Phase) -> str:
    """Return who may take part in a phase, in words for its page."""
    match phase.audience:
        case Phase.Audience.EVERYONE:
            return str(_("Alle können mitmachen, auch ohne Konto."))
        case Phase.Audience.CODES:
            return str(_("Mitmachen kann, wer von uns einen Brief mit einem Code bekommen hat."))
        case Phase.Audience.AREA:
            name = phase.audience_area.name if phase.audience_area else ""
            return str(_("Mitmachen kann, wer in diesem Gebiet wohnt: %s.") % name)
        case Phase.Audience.ASSURANCE:
            level = Level(phase.audience_level).label
            return str(_("Mitmachen kann, wer angemeldet ist. Nötiges Vertrauensniveau: %s.") % level)
    return ""
