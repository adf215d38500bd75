# SPDX-License-Identifier: EUPL-1.2
from allmende.core.rules import has_permission

may_write = has_permission("wagtailadmin.access_admin")
ROUTES = {"plainwords:*": may_write}
