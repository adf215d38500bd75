# SPDX-License-Identifier: EUPL-1.2
"""Acting on behalf of somebody: staff at the counter, and helpers whom the person trusts."""
