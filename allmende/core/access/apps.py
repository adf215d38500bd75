# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "allmende.core.access"
    label = "access"
    verbose_name = "Zugang"
