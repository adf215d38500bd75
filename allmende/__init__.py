# SPDX-License-Identifier: EUPL-1.2
"""Allmende: an open municipal platform in a box."""
