# SPDX-License-Identifier: EUPL-1.2
"""Personal data of letters: a short address names nobody; what it opens says for itself what it holds."""

from allmende.core.privacy.registry import Declaration

DECLARATIONS = [
    Declaration(
        model="letters.ShortAddress",
        none="municipality code route arguments language created valid_until single_use used",
    )
]
