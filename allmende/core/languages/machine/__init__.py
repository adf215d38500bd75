# SPDX-License-Identifier: EUPL-1.2
"""Machine translation and machine simplification: plug-ins for services that speak one of three HTTP protocols.

Off by default. Staff asks for it, in the background, and what comes back is a draft that a person has to read. Never call
the result "Leichte Sprache": that name belongs to texts that a group of readers has tested.
"""
