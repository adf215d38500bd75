# SPDX-License-Identifier: EUPL-1.2
"""What dialogues add to the staff area."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from allmende.commons.dialogue import rules, staff
from allmende.commons.dialogue.queue import WAITING, queue
from allmende.core.staff.panels import ListPanel, Row


@hooks.register("register_admin_urls")
def moderation_urls() -> list[Any]:
    """Return the pages of moderation."""
    return [path("moderation/", include((staff.urlpatterns, staff.app_name)))]


class ModerationItem(MenuItem):
    """Shown to those who may see the queue."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person moderates somewhere."""
        return rules.may_see_queue(request.user)


@hooks.register("register_admin_menu_item")
def moderation_item() -> MenuItem:
    """Return the menu entry "Moderation"."""
    return ModerationItem(
        gettext_lazy("Moderation"), reverse("moderation_staff:index"), name="moderation", icon_name="comment", order=242
    )


@hooks.register("construct_homepage_panels")
def waiting_posts(request: HttpRequest, panels: list[Any]) -> None:
    """Show moderators what waits longest, and how much else there is."""
    if not rules.may_see_queue(request.user):
        return
    found = queue(request.user, WAITING, size=5)
    start = reverse("moderation_staff:index")
    rows = [
        Row(
            f"{_('Beitrag %(number)s') % {'number': item.post.pk}}: {item.title}",
            reverse("moderation_staff:post", args=[item.post.pk]),
            f"{timezone.localtime(item.post.created):%d.%m.%Y %H:%M}",
        )
        for item in found.items
    ]
    for view, label in (("gemeldet", _("Gemeldet: %s")), ("einsprueche", _("Einsprüche: %s"))):
        if found.counts[view]:
            rows.append(Row(label % found.counts[view], f"{start}?ansicht={view}"))
    panels.append(
        ListPanel(
            "waiting-posts",
            _("Moderation: wartet auf Sie"),
            rows,
            order=145,
            more_url=start,
            more_label=_("Zur Moderation"),
        )
    )
