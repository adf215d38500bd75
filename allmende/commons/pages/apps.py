# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "allmende.commons.pages"
    label = "pages"
    verbose_name = _("Seiten")

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done

        from allmende.commons.pages.actions import on_copied_for_translation
        from allmende.commons.pages.navigation import footer_entries, main_entries
        from allmende.core.ui.navigation import LEGAL, MAIN, provide

        provide(MAIN, main_entries)
        provide(LEGAL, footer_entries)
        # Wagtail's only word on "Translate this page" in the staff area.
        copy_for_translation_done.connect(on_copied_for_translation, dispatch_uid="pages.remember_source")
