# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "allmende.core.ops"
    label = "ops"
    verbose_name = "Betrieb"
