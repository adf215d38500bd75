# SPDX-License-Identifier: EUPL-1.2
"""Who may open which address: one table of all routes with their rule, and a middleware that denies what is not in it."""
