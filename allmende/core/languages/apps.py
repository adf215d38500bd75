# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    name = "allmende.core.languages"
    label = "languages"
    verbose_name = "Sprachen"
