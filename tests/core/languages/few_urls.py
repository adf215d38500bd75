# SPDX-License-Identifier: EUPL-1.2
"""Routes without languages."""

urlpatterns: list[object] = []
