# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "allmende.core.roles"
    label = "roles"
    verbose_name = _("Personen und Rollen")

    def ready(self) -> None:
        from allmende.core.ops.worker import register_chore
        from allmende.core.roles import groups, wagtail_policies

        wagtail_policies.install()
        groups.install()
        register_chore("roles-groups", 60, groups.sync_groups)
        autodiscover_modules("rules")  # where apps say what each role may do
