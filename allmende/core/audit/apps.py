# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "allmende.core.audit"
    label = "audit"
    verbose_name = _("Protokoll")

    def ready(self) -> None:
        from allmende.core.audit import wagtail_bridge
        from allmende.core.audit.anchors import write_anchor
        from allmende.core.ops.worker import register_chore

        wagtail_bridge.install()
        register_chore("anchor-audit", 6 * 3600, write_anchor)
