# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class ReadAloudConfig(AppConfig):
    name = "allmende.core.readaloud"
    label = "readaloud"
    verbose_name = "Vorlesen"

    def ready(self) -> None:
        from allmende.core.ops.worker import register_chore
        from allmende.core.readaloud.store import forget

        register_chore("forget-speech", 300, forget)
