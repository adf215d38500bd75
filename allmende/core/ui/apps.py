# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "allmende.core.ui"
    label = "ui"
    verbose_name = "Oberfläche"
