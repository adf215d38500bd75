# SPDX-License-Identifier: EUPL-1.2
"""Roles: who does which work in which municipality and unit, from when to when."""
