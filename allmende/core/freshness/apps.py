# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "allmende.core.freshness"
    label = "freshness"
