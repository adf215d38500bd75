# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "allmende.commons.dialogue"
    label = "dialogue"
    verbose_name = _("Gespräche und Moderation")

    def ready(self) -> None:
        from allmende.commons.dialogue import notes, queries
        from allmende.commons.dialogue.registry import register_kind as register_post_kind
        from allmende.core.behalf.registry import register_matter
        from allmende.core.notices.kinds import register_kind
        from allmende.core.ui import navigation

        register_post_kind("comment", _("Kommentar"), url_of=queries.url_of_comment, title_of=queries.title_of_comment)
        register_matter("dialogue", _("Beiträge und Kommentare"))
        register_kind(notes.REPLY, _("Antworten auf Ihre Kommentare"))
        register_kind(notes.FOLLOWED, _("Neues in Gesprächen, denen Sie folgen"))
        register_kind(notes.NEWS, _("Was aus Ihren Beiträgen wurde"))
        register_kind(notes.DECISION, _("Entscheidungen über Ihre Beiträge"), stoppable=False)
        register_kind(notes.REPORT, _("Was aus Ihren Meldungen wurde"), stoppable=False)
        for label, route, order, icon in (
            (_("Meine Beiträge"), "dialogue:own", 64, "edit"),
            (_("Inhalt melden"), "dialogue:report_page", 66, "flag"),
        ):
            navigation.register(navigation.FOOTER, navigation.Entry(label, route, order=order, icon=icon))
