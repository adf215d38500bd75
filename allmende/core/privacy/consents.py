# SPDX-License-Identifier: EUPL-1.2
"""The journal of consents: which words somebody agreed to, when, in which way, and when they took it back.

Apps register what they ask for in `AppConfig.ready`, with the words in each language they have:

    register(Purpose("contact.phone", version=1, words={"de": Words(title, text), "en": Words(title, text)}))

Changed words need a new version. What somebody agreed to stays stored as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from allmende.core.audit.actions import record
from allmende.core.people.models import Person
from allmende.core.privacy.models import Consent, ConsentText


@dataclass(frozen=True)
class Words:
    """What a person reads and agrees to."""

    title: str
    text: str


@dataclass(frozen=True)
class Purpose:
    """Something that needs consent. `offered`: people can give it in "Meine Daten", not only where it is needed.

    words: by language; German is always there and stands in for a language that is missing.
    """

    key: str
    version: int
    words: Mapping[str, Words]
    offered: bool = True

    def language(self, wanted: str | None = None) -> str:
        """Return the language in which this is shown to somebody who reads `wanted` (default: the present one)."""
        code = wanted or get_language() or "de"
        return code if code in self.words else "de"

    def in_words(self, wanted: str | None = None) -> Words:
        """Return title and text in the language of `language`."""
        return self.words[self.language(wanted)]


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Make a purpose known. Raises `ValueError` for one without German words."""
    if "de" not in purpose.words:
        raise ValueError(f"{purpose.key}: the German words are missing.")
    _purposes[purpose.key] = purpose


def purposes() -> list[Purpose]:
    """Return all purposes, by key."""
    return [_purposes[key] for key in sorted(_purposes)]


def purpose(key: str) -> Purpose:
    """Return a purpose. Raises `KeyError`."""
    return _purposes[key]


@transaction.atomic
def give_consent(
    key: str,
    *,
    person: Person | None = None,
    reference: str = "",
    way: str = Consent.Way.ONLINE,
    actor: Person | None = None,
    language: str | None = None,
    given: datetime | None = None,
) -> tuple[Consent, bool]:
    """Store that somebody agrees to the present version; return the consent and whether it is new.

    Who agreed is a person, or a reference such as a case number. A consent to the same version that is still good is
    returned as it is; one to an older version ends where the new one begins. actor: who entered it; the person
    themselves where not given. Raises `KeyError` for an unknown purpose, `ValueError` without person and reference.
    """
    if person is None and not reference:
        raise ValueError("A consent belongs to a person or to a reference.")
    asked = purpose(key)
    moment = given or timezone.now()
    text = _stored_text(asked, asked.language(language))
    open_ones = Consent.objects.select_for_update().filter(key=key, withdrawn__isnull=True)
    present = (
        (open_ones.filter(person=person) if person is not None else open_ones.filter(reference=reference))
        .select_related("text")
        .first()
    )
    if present is not None:
        if present.text.version == asked.version:
            return present, False
        present.withdrawn, present.withdrawn_way = max(moment, present.given), way
        present.save(update_fields=["withdrawn", "withdrawn_way"])
    staff = actor if actor is not None and (person is None or actor.pk != person.pk) else None
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                person=person, reference=reference, text=text, key=key, given=moment, way=way, entered_by=staff
            )
    except IntegrityError:  # somebody pressed the button twice at the same time
        return open_ones.get(person=person) if person is not None else open_ones.get(reference=reference), False
    record(
        "privacy.consent_given", actor=actor or person, obj=consent, subject=person,
        details={"purpose": key, "version": asked.version, "language": text.language, "way": str(way)},
    )  # fmt: skip
    return consent, True


@transaction.atomic
def withdraw_consent(
    consent: Consent, *, actor: Person | None = None, way: str = Consent.Way.ONLINE, withdrawn: datetime | None = None
) -> Consent:
    """Store that somebody takes a consent back; it is as easy as giving it (Art. 7 (3) GDPR). Twice changes nothing."""
    current = Consent.objects.select_for_update(of=("self",)).select_related("person").get(pk=consent.pk)
    if current.withdrawn is not None:
        return current
    current.withdrawn, current.withdrawn_way = max(withdrawn or timezone.now(), current.given), way
    current.save(update_fields=["withdrawn", "withdrawn_way"])
    record(
        "privacy.consent_withdrawn", actor=actor or current.person, obj=current, subject=current.person,
        details={"purpose": current.key, "way": str(way)},
    )  # fmt: skip
    return current


def has_consented(key: str, person: Person | None = None, reference: str = "") -> bool:
    """Tell whether a consent to the present version holds. One query."""
    wanted = Consent.objects.filter(key=key, withdrawn__isnull=True, text__version=purpose(key).version)
    if person is not None:
        return wanted.filter(person=person).exists()
    return bool(reference) and wanted.filter(reference=reference).exists()


def _stored_text(asked: Purpose, language: str) -> ConsentText:
    words = asked.words[language]
    stored, _ = ConsentText.objects.get_or_create(
        key=asked.key, version=asked.version, language=language,
        defaults={"title": words.title, "text": words.text},
    )  # fmt: skip
    if (stored.title, stored.text) != (words.title, words.text):
        raise ValueError(f"{asked.key} {asked.version} {language}: the words changed; they need a new version.")
    return stored
