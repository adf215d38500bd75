# SPDX-License-Identifier: EUPL-1.2
"""Changes to the municipalities this installation serves."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from allmende.core.audit.actions import record
from allmende.core.municipality.models import Host, Municipality, Presence

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def display_name_of(municipality: Municipality) -> str:
    """Return how a municipality is called: `Landkreis Gifhorn`, but `Wetteraukreis`; towns by their name alone."""
    name, title = municipality.name, municipality.title
    if municipality.kind == Municipality.Kind.COUNTY and title.endswith("kreis") and "kreis" not in name.lower():
        return f"{title} {name}"
    if municipality.kind == Municipality.Kind.COUNTY and title == "Kreis" and "kreis" not in name.lower():
        return f"Kreis {name}"
    return name


@transaction.atomic
def add_presence(
    municipality: Municipality, *, display_name: str = "", hosts: Sequence[str] = (), make_default: bool = False
) -> tuple[Presence, bool]:
    """Let this installation serve a municipality; return (its presence, whether it is new).

    The first one becomes the default. A second call adds host names and changes what is given, nothing else. Raises
    `ValidationError` for host names that are wrong or belong to another presence.
    """
    presence = Presence.objects.filter(municipality=municipality).first()
    is_new = presence is None
    if presence is None:
        name = display_name or display_name_of(municipality)
        presence = Presence(municipality=municipality, display_name=name, slug=_free_slug(name, municipality))
        presence.city, presence.postcode = municipality.name, municipality.postcode
        if municipality.kind == Municipality.Kind.COUNTY:
            presence.city = presence.postcode = ""
    elif display_name:
        presence.display_name = display_name
    first = not Presence.objects.filter(is_default=True).exists()
    if make_default or (is_new and first):
        Presence.objects.filter(is_default=True).exclude(pk=presence.pk).update(is_default=False)
        presence.is_default = True
    presence.full_clean()
    presence.save()
    for name in hosts:
        host = Host.objects.filter(name=name.lower()).select_related("presence").first()
        if host is not None and host.presence_id != presence.pk:
            raise ValidationError(
                _("Der Hostname %(host)s gehört schon zu „%(name)s“.")
                % {"host": name, "name": host.presence.display_name}
            )
        if host is None:
            host = Host(presence=presence, name=name.lower())
            host.full_clean()
            host.save()
    record(f"municipality.presence_{'added' if is_new else 'changed'}", actor=None, obj=presence)
    return presence, is_new


def _free_slug(name: str, municipality: Municipality) -> str:
    slug = slugify(name.translate(_UMLAUTS))[:48] or municipality.ars
    return f"{slug}-{municipality.ags}" if Presence.objects.filter(slug=slug).exists() else slug
