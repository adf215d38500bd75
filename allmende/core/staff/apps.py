# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    name = "allmende.core.staff"
    label = "staff"
    verbose_name = _("Verwaltungsbereich")

    def ready(self) -> None:
        from wagtail.admin.views.account import AvatarSettingsPanel

        from allmende.core.staff import choosers

        choosers.install()
        # Portraits of staff would be uploaded unchecked and shown to nobody but colleagues.
        AvatarSettingsPanel.is_active = lambda _panel: False


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's management of users, with forms that fit people who sign in with their e-mail address."""

    user_viewset = "allmende.core.staff.users.PersonViewSet"
