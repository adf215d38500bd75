# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GeoConfig(AppConfig):
    name = "allmende.core.geo"
    label = "geo"
    verbose_name = "Geometrie"

    def ready(self) -> None:
        from allmende.core.geo import lookups  # noqa: F401  (registers the lookups)
        from allmende.core.geo.index import ensure_indexes

        post_migrate.connect(ensure_indexes, sender=self)
