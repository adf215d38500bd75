# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "allmende.core.privacy"
    label = "privacy"
    verbose_name = _("Datenschutz")

    def ready(self) -> None:
        from allmende.core.ops.worker import register_chore
        from allmende.core.privacy import actions, retention, texts

        texts.register_purposes()
        register_chore("erase-people", 3600, actions.erase_due)
        register_chore("retention", 24 * 3600, retention.run)
