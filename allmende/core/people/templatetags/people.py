# SPDX-License-Identifier: EUPL-1.2
"""Small helpers of the account pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from allmende.core.people import providers as configured
from allmende.core.people.oidc import Provider

register = template.Library()

# Order matters: Edge and Opera also say "Chrome", Chrome says "Safari".
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.simple_tag
def providers() -> tuple[Provider, ...]:
    """Return the configured providers of identities."""
    return configured.all_providers()


@register.filter
def provider_name(key: str) -> str:
    """Return the name of a provider; its key where it is no longer configured."""
    found = configured.find(key)
    return found.name if found else key


@register.filter
def device(user_agent: str) -> str:
    """Return browser and system in words people know, such as "Firefox, Windows"."""
    names = [next((name for sign, name in table if sign in user_agent), "") for table in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in names if name) or _("unbekanntes Gerät")


@register.filter
def in_fours(secret: str) -> str:
    """Return a long key in groups of four, to read and type."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
