# SPDX-License-Identifier: EUPL-1.2
"""What `allmende check` looks at before an installation goes into service."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def no_demo_in_production(**_kwargs: Any) -> list[CheckMessage]:
    """The demo provider lets everybody in as anybody: never where the installation is reached over HTTPS."""
    if settings.HTTPS and (settings.DEMO or any(provider.demo for provider in settings.OIDC_PROVIDERS)):
        return [
            Error(
                "The demo provider of identities is on while the installation runs over HTTPS.",
                hint="Start it with `allmende serve`, without ALLMENDE_DEMO.",
                id="people.E001",
            )
        ]
    return []
