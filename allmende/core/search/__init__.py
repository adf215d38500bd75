# SPDX-License-Identifier: EUPL-1.2
"""One search over everything a person may see. Apps feed it through `search.py` (docs/developer/search.md)."""
