# SPDX-License-Identifier: EUPL-1.2
"""Stamps say that something changed, not who or what."""

from allmende.core.privacy.registry import Declaration

DECLARATIONS = [Declaration(model="freshness.Stamp", none="topic token")]
