# SPDX-License-Identifier: EUPL-1.2
"""No tables of its own. Django sends `post_migrate` only for apps with this module; the index depends on it."""
