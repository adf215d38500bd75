# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "allmende.core.privacy"
    label = "privacy"
    verbose_name = _("Datenschutz")
