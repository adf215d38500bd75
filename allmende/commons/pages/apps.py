# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "allmende.commons.pages"
    label = "pages"
    verbose_name = _("Seiten")

    def ready(self) -> None:
        from wagtail.models import Locale, Page, PageViewRestriction, Site
        from wagtail.signals import copy_for_translation_done, page_slug_changed, post_page_move

        from allmende.commons.pages.actions import on_copied_for_translation
        from allmende.commons.pages.navigation import footer_entries, main_entries
        from allmende.commons.pages.records import PageTree
        from allmende.commons.pages.rules import front_pages
        from allmende.commons.pages.search import follow_tree
        from allmende.core.freshness.memory import follow, renew
        from allmende.core.media.models import Picture, Rendition
        from allmende.core.roles.wagtail_policies import use_page_roots
        from allmende.core.ui.navigation import LEGAL, MAIN, provide

        use_page_roots(front_pages)
        follow("pages", Page, PageViewRestriction, Site, Locale, PageTree, Picture, Rendition)
        page_slug_changed.connect(lambda **_: renew("pages"), weak=False, dispatch_uid="pages.slug")
        post_page_move.connect(lambda **_: renew("pages"), weak=False, dispatch_uid="pages.move")
        follow_tree()
        provide(MAIN, main_entries)
        provide(LEGAL, footer_entries)
        # Wagtail's only word on "Translate this page" in the staff area.
        copy_for_translation_done.connect(on_copied_for_translation, dispatch_uid="pages.remember_source")
