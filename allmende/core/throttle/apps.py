# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    name = "allmende.core.throttle"
    label = "throttle"
    verbose_name = "Begrenzungen"
