# SPDX-License-Identifier: EUPL-1.2
"""The configured providers of identities, looked up by key."""

from __future__ import annotations

from django.conf import settings

from allmende.core.people.oidc import Provider


def all_providers() -> tuple[Provider, ...]:
    """Return the providers in the order of the configuration."""
    providers: tuple[Provider, ...] = settings.OIDC_PROVIDERS
    return providers


def find(key: str) -> Provider | None:
    """Return the provider with this key, or None where it is no longer configured."""
    return next((provider for provider in all_providers() if provider.key == key), None)
