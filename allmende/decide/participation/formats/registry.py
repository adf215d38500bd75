# SPDX-License-Identifier: EUPL-1.2
"""The formats a phase can have: a blueprint each, in one registry.

class Poll(Format):
key = "poll"
name = _("Umfrage")
features = {"poll": frozenset({"answer"})}
urls = (path("antworten/", views.answer, name="poll_answer"),)

def show(self, request, phase, who): ...

register(Poll())          # in AppConfig.ready()
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver

if TYPE_CHECKING:
    from allmende.decide.participation.audience import Who
    from allmende.decide.participation.models import Phase

NO_FEATURES: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True)
class Check:
    """One line of the checklist: what has to be so, whether it is, and where to mend it.

    `required`: the process cannot be published without it. `url`: where in the staff area it is mended.
    """

    text: Any
    done: bool
    required: bool = True
    url: str = ""


@dataclass(frozen=True)
class Shown:
    """What a format puts on the page of its phase: a template below the head of the page, and its values."""

    template: str
    context: Mapping[str, Any]
    status: int = 200


class Format:
    """Base of all formats. Override what differs."""

    key: ClassVar[str]
    """Stands in `Phase.format`; small letters."""

    name: ClassVar[Any]
    """For lists, such as "Ideen sammeln"."""

    description: ClassVar[Any] = ""
    """One sentence for whoever sets up a process."""

    icon: ClassVar[str] = "people"
    call: ClassVar[Any] = ""
    """What citizens can do now, as a button: "Idee einbringen". Leads to the page of the phase."""

    features: ClassVar[Mapping[str, frozenset[str]]] = NO_FEATURES
    """Kind of thing -> what can be done with it while the phase is open: {"idea": {"write", "rate", "comment"}}."""

    urls: ClassVar[Sequence[URLPattern | URLResolver]] = ()
    """Mounted below `/beteiligung/<process>/<phase>/`, in the namespace `participation`."""

    staff_url: ClassVar[str] = ""
    """Name of the route in the staff area where its things are handled; gets the key of the phase."""

    options_form: ClassVar[type[forms.Form] | None] = None
    """Form for `Phase.options`; its cleaned data are stored as JSON."""

    needs_credential: ClassVar[bool] = False
    """Only people who can be recognised again may take part (a vote). Then "everyone" is no audience for it."""

    def features_of(self, phase: Phase) -> Mapping[str, frozenset[str]]:
        """Return the features with the settings of one phase applied."""
        return self.features

    def show(self, request: HttpRequest, phase: Phase, who: Who) -> Shown:
        """Return what stands on the page of the phase; also before and after it. Never changes anything."""
        raise NotImplementedError

    def checklist(self, phase: Phase) -> list[Check]:
        """Return what this format wants to be ready before the process is published."""
        return []

    def result(self, phase: Phase) -> str:
        """Return in one sentence what is there ("142 Ideen"), for the list of phases; empty while there is nothing."""
        return ""

    def settled(self, phase: Phase) -> str:
        """Return why format and audience of a phase stay although it has not begun, for people; empty while they may change."""
        return ""

    def guards_codes(self, phase: Phase) -> bool:
        """Tell whether each code of the process is a vote in this phase now, so that nobody may make more of them alone."""
        return False

    def set_up(self, phase: Phase) -> None:
        """Make what the format needs when a phase is added, inside the caller's transaction."""


_formats: dict[str, Format] = {}


def register(found: Format) -> None:
    """Make a format known. Registering the same key again is an error, unless it is of the same class."""
    known = _formats.get(found.key)
    if known is not None and type(known) is not type(found):
        raise ValueError(f"The format {found.key!r} is {type(known).__name__} already.")
    _formats[found.key] = found


def format_of(key: str) -> Format | None:
    """Return a format; None where the app that knew it is gone."""
    return _formats.get(key)


def all_formats() -> list[Format]:
    """Return all formats in the order of their registration."""
    return list(_formats.values())


def choices() -> list[tuple[str, Any]]:
    """Return (key, name) for forms."""
    return [(found.key, found.name) for found in _formats.values()]
