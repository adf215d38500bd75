# SPDX-License-Identifier: EUPL-1.2
"""Registers of municipalities: one module per foreign format; each returns a `Snapshot` that `store` takes over."""
