# SPDX-License-Identifier: EUPL-1.2
"""What personal data there is: for each field of each model its purpose, legal basis, retention and source.

Every app with models has a module `personal.py`:

    from allmende.core.privacy.registry import CONSENT, Blank, Declaration, Personal, Retention

    ANSWERED = Retention(_("ein halbes Jahr nach dem Ende des Vorgangs"), days=180, since="changed", when={"state": "closed"})

    DECLARATIONS = [
        Declaration(
            model="cases.Case",
            subject="person",
            fields={"contact_email": Personal(_("Antwort schicken"), CONSENT, ANSWERED, _("von der Person selbst"))},
            none="reference kind state created changed",
            shown="reference state created",
            erase=Blank("contact_email"),
        )
    ]

From it come the record of processing activities, the export of one's own data, erasure and the retention job. A test
fails for every field that is neither declared nor listed in `none`. See docs/developer/personal-data.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models
from django.db.models import Q
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

# --- Legal bases, as the record of processing names them ------------------------------------------------------------

CONSENT = _("Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO)")
CONTRACT = _("Vertrag (Art. 6 Abs. 1 Buchst. b DSGVO)")
LEGAL_DUTY = _("Rechtliche Pflicht (Art. 6 Abs. 1 Buchst. c DSGVO)")
PUBLIC_TASK = _("Öffentliche Aufgabe (Art. 6 Abs. 1 Buchst. e DSGVO)")
SECURITY = _("Sicherheit der Verarbeitung (Art. 6 Abs. 1 Buchst. c mit Art. 32 DSGVO)")
EMPLOYMENT = _("Beschäftigung im öffentlichen Dienst (Art. 88 DSGVO mit Landesrecht)")

# --- Sources --------------------------------------------------------------------------------------------------------

SELF = _("von der Person selbst")
STAFF = _("von der Verwaltung eingetragen")
SYSTEM = _("entsteht beim Benutzen")
PUBLIC = _("aus öffentlichen Quellen")


@dataclass(frozen=True)
class Retention:
    """How long something stays. With `days`, the daily job does it.

    text: for people. days: after so many days, counted from the date field `since`, of the rows that match `when`
    (lookups of `filter`), the job deletes the row (`delete`) or else empties the fields that bear this retention.
    """

    text: Any
    days: int | None = None
    since: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)
    delete: bool = False


ACCOUNT = Retention(_("solange es das Konto gibt"))
WITH_ROW = Retention(_("so lange wie der Eintrag, zu dem es gehört"))


@dataclass(frozen=True)
class Personal:
    """One personal field: why it is stored, on what legal basis, how long, and where it comes from.

    sensitive: special care (Art. 9 GDPR, or secrets). export: False keeps it out of the export (a password's hash).
    label: what to call a field of a library whose own name is not German.
    """

    purpose: Any
    basis: Any
    retention: Retention
    source: Any = SELF
    sensitive: bool = False
    export: bool = True
    label: Any = ""


@dataclass(frozen=True)
class Delete:
    """Erasing a person deletes the rows."""


@dataclass(frozen=True)
class Keep:
    """Erasing a person leaves the rows as they are; the person is told why."""

    reason: Any


class Blank:
    """Erasing a person empties these fields (none named: all personal fields of the declaration) and keeps the rows.

    A link to the person becomes NULL, text becomes empty, JSON becomes its default.
    """

    def __init__(self, *fields: str) -> None:
        self.fields = fields


@dataclass(frozen=True)
class Custom:
    """Erasing a person calls `do(rows, person)`; it returns how many rows it changed."""

    do: Callable[[models.QuerySet[Any], Any], int]
    text: Any


Erase = Delete | Keep | Blank | Custom
Subject = str | Callable[[Any], Q] | None


@dataclass(frozen=True)
class Declaration:
    """What one model holds about one kind of person. A model with two links to people has two declarations.

    model: `app.Model`. subject: how its rows belong to a person: a lookup path ("person", "case__person"; "self" for
    the person's own row), a function that returns the condition, or None where it is nobody with a row of their own (a
    visitor, an office). fields: the personal ones. none: names of fields that hold nothing personal, with blanks between.
    title: heading in the export. shown: further fields the export shows, so that the person understands it. activity: key of
    the activity in the record of processing; the app's label where not given.
    """

    model: str
    subject: Subject = None
    fields: Mapping[str, Personal] = field(default_factory=dict)
    none: str = ""
    title: Any = ""
    shown: str = ""
    erase: Erase | None = None
    export: bool = True
    activity: str = ""

    @property
    def model_class(self) -> type[models.Model]:
        """The model."""
        return apps.get_model(self.model)

    @property
    def is_own(self) -> bool:
        """Whether the model is ours, with names in German."""
        return self.model_class.__module__.startswith("allmende.")

    @property
    def heading(self) -> Any:
        """What this is called in the export."""
        return self.title or self.model_class._meta.verbose_name_plural

    def rows(self, person: Any) -> models.QuerySet[Any]:
        """Return the rows that belong to a person; none for a declaration without subject."""
        rows: models.QuerySet[Any] = self.model_class._default_manager.all()
        if self.subject is None:
            return rows.none()
        if self.subject == "self":
            return rows.filter(pk=person.pk)
        if isinstance(self.subject, str):
            return rows.filter(**{self.subject: person.pk})
        return rows.filter(self.subject(person))


_EVERYBODY = _("Nutzerinnen und Nutzer der Plattform")
_OFFICES = _("nur die zuständigen Stellen der Verwaltung")
_NONE = _("keine")


@dataclass(frozen=True)
class Activity:
    """A processing activity of the record (Art. 30 GDPR): what is not to be read from the fields."""

    key: str
    title: Any
    people: Any = _EVERYBODY
    recipients: Any = _OFFICES
    transfer: Any = _NONE
    note: Any = ""


@dataclass(frozen=True)
class Registry:
    """All declarations and activities of the installed apps."""

    declarations: tuple[Declaration, ...]
    activities: Mapping[str, Activity]

    def activity_of(self, declaration: Declaration) -> Activity:
        """Return the activity of a declaration; where the app names none, one with the app's name."""
        label = declaration.activity or declaration.model.split(".")[0]
        return self.activities.get(label) or Activity(label, apps.get_app_config(label).verbose_name)


@cache
def registry() -> Registry:
    """Return what the apps declare. Raises `ImproperlyConfigured` for a declaration that does not fit its model."""
    declarations: list[Declaration] = []
    activities: dict[str, Activity] = {}
    for config in apps.get_app_configs():
        if config.module is None or not module_has_submodule(config.module, "personal"):
            continue
        module = import_module(f"{config.name}.personal")
        declarations += getattr(module, "DECLARATIONS", [])
        activities |= {activity.key: activity for activity in getattr(module, "ACTIVITIES", [])}
    for declaration in declarations:
        _check(declaration)
    return Registry(tuple(declarations), activities)


def _check(declaration: Declaration) -> None:
    where = f"personal.py, {declaration.model}"
    try:
        meta = declaration.model_class._meta
    except LookupError as error:
        raise ImproperlyConfigured(f"{where}: there is no such model.") from error
    retentions = [personal.retention for personal in declaration.fields.values()]
    named = [
        *declaration.fields,
        *declaration.none.split(),
        *declaration.shown.split(),
        *(declaration.erase.fields if isinstance(declaration.erase, Blank) else ()),
        *(retention.since for retention in retentions if retention.days is not None),
    ]
    for name in named:
        try:
            meta.get_field(name)
        except FieldDoesNotExist as error:
            raise ImproperlyConfigured(f"{where}: the model has no field {name!r}.") from error
    if declaration.subject is not None and declaration.fields and declaration.erase is None:
        raise ImproperlyConfigured(f"{where}: say what erasing a person does (erase=Delete(), Blank(...), Keep(...)).")
    if isinstance(declaration.erase, Blank):
        for name in declaration.erase.fields or declaration.fields:
            empty_value(meta.get_field(name))


def empty_value(column: Any) -> Any:
    """Return what an emptied field holds. Raises `ImproperlyConfigured` for a field that cannot be empty."""
    if column.many_to_many or column.null:
        return None
    if column.has_default():
        return column.get_default()
    if column.empty_strings_allowed and isinstance(column, (models.CharField, models.TextField, models.FileField)):
        return ""
    raise ImproperlyConfigured(f"{column.model._meta.label}.{column.name} can be neither NULL nor empty.")


def undeclared() -> list[str]:
    """Return `app.Model.field` of every field that somebody has still to think about.

    Of our models: what is neither personal nor in `none`. Of other apps: what looks personal (links to people,
    addresses, names) in a model that nobody has declared.
    """
    known: dict[str, set[str]] = {}
    for declaration in registry().declarations:
        names = known.setdefault(declaration.model_class._meta.label, set())
        names |= {*declaration.fields, *declaration.none.split()}
    found = []
    for model in apps.get_models():
        meta = model._meta
        own = model.__module__.startswith("allmende.")
        if not own and meta.label in known:
            continue
        for column in [*meta.local_fields, *meta.local_many_to_many]:
            if column.auto_created or column.name in known.get(meta.label, ()) or _is_envelope(column):
                continue
            if own or looks_personal(column):
                found.append(f"{meta.label}.{column.name}")
    return sorted(found)


_TELLING = ("mail", "phone", "telefon", "name", "address", "street", "birth", "ip_", "user_agent", "iban", "contact")
_HARMLESS = ("filename", "codename", "hostname", "site_name", "app_name", "typename", "field_name")


def looks_personal(column: Any) -> bool:
    """Tell whether a field of a foreign model is likely to hold personal data: by its type, and by its name."""
    person = apps.get_model("people.Person")
    if column.related_model is person:
        return True
    if isinstance(column, (models.EmailField, models.GenericIPAddressField)):
        return True
    words = column.name.lower()
    return isinstance(column, (models.CharField, models.TextField)) and (
        words not in ("name", "verbose_name") and any(t in words for t in _TELLING) and words not in _HARMLESS
    )


def _is_envelope(column: Any) -> bool:
    """Tell whether a column only repeats the extent of a geometry beside it (see `core.geo`)."""
    name, _, side = column.name.rpartition("_")
    return side in {"west", "south", "east", "north"} and any(
        other.name == name for other in column.model._meta.local_fields
    )
