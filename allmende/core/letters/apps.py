# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "allmende.core.letters"
    label = "letters"
    verbose_name = _("Briefe")

    def ready(self) -> None:
        from allmende.core.letters.actions import forget_expired
        from allmende.core.ops.worker import register_chore
        from allmende.core.ui import navigation

        register_chore("forget-short-addresses", 24 * 3600, forget_expired)
        navigation.register(
            navigation.FOOTER, navigation.Entry(_("Code vom Brief eingeben"), "letters:enter", order=65, icon="mail")
        )
