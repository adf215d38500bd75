# SPDX-License-Identifier: EUPL-1.2
from allmende.core.rules import anyone

ROUTES = {"readaloud:*": anyone}
