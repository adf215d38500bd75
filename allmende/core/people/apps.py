# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "allmende.core.people"
    label = "people"
    verbose_name = _("Personen")

    def ready(self) -> None:
        from allmende.core.ops.worker import register_chore
        from allmende.core.people import checks, journal
        from allmende.core.people.actions import forget_unconfirmed
        from allmende.core.people.second_factor import SECRETS
        from allmende.core.people.tasks import CONTEXT
        from allmende.core.privacy.rotation import register_container

        assert checks  # registers itself  # noqa: S101
        journal.listen()
        register_container("mfa.Authenticator", "data", SECRETS)
        register_container("django_tasks_database.DBTaskResult", "args_kwargs", CONTEXT)
        register_chore("forget-unconfirmed-accounts", 24 * 3600, forget_unconfirmed)
