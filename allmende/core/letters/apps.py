# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "allmende.core.letters"
    label = "letters"
    verbose_name = _("Briefe")
