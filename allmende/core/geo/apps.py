# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db.models.signals import post_migrate


class GeoConfig(AppConfig):
    name = "allmende.core.geo"
    label = "geo"
    verbose_name = "Geometrie"

    def ready(self) -> None:
        from allmende.core.geo import lookups  # noqa: F401  (registers the lookups)
        from allmende.core.geo.index import ensure_indexes

        post_migrate.connect(ensure_indexes, sender=self)
        checks.register(models_with_geometry)


def models_with_geometry(**_: Any) -> list[checks.CheckMessage]:
    """Every model with a geometry field derives from `GeoModel`, or its index could go stale."""
    from allmende.core.geo.fields import GeoModel, geometry_fields

    return [
        checks.Error("A model with a geometry field must derive from GeoModel.", obj=model, id="geo.E001")
        for model in apps.get_models()
        if geometry_fields(model) and not issubclass(model, GeoModel)
    ]
