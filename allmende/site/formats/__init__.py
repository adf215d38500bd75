# SPDX-License-Identifier: EUPL-1.2
"""Dates and times where Django's own formats do not fit: one folder per language."""
