# SPDX-License-Identifier: EUPL-1.2
from .fabric import Fabric
from .landscape import Land
from .model import County


def equip(land: Land, fabric: Fabric, county: County) -> County:
    return county
