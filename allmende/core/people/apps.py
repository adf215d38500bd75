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

        assert checks  # registers itself  # noqa: S101
        journal.listen()
        register_chore("forget-unconfirmed-accounts", 24 * 3600, forget_unconfirmed)
