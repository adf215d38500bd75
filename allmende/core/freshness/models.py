# SPDX-License-Identifier: EUPL-1.2
"""One row per topic: a token that changes with every change of what the topic covers."""

from __future__ import annotations

from django.db import models


class Stamp(models.Model):
    """The token of a topic. It is random, so that a rollback never repeats one."""

    topic = models.CharField(max_length=40, primary_key=True)
    token = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.topic} {self.token}"
