# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlainWordsConfig(AppConfig):
    name = "allmende.core.plainwords"
    label = "plainwords"
    verbose_name = _("Verständlichkeit")
