# SPDX-License-Identifier: EUPL-1.2
"""Short addresses are for everybody: the code is the key."""

from allmende.core.rules import anyone

ROUTES = {"letters:enter": anyone, "letters:open": anyone}
