# SPDX-License-Identifier: EUPL-1.2
"""How often something was tried in a window of time. Holds keyed hashes, never an address or a name."""

from django.db import models


class Window(models.Model):
    """A count for one scope, one caller and one window."""

    scope = models.CharField(max_length=60)
    caller = models.CharField(max_length=64)
    starts = models.BigIntegerField(help_text="Start of the window, seconds since 1970.")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "caller", "starts"], name="throttle_window_unique")]
        indexes = [models.Index(fields=["starts"], name="throttle_starts")]

    def __str__(self) -> str:
        return f"{self.scope} {self.starts}: {self.count}"
