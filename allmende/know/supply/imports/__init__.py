# SPDX-License-Identifier: EUPL-1.2
"""Readers of foreign files."""
