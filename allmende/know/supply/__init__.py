# SPDX-License-Identifier: EUPL-1.2
"""Supply: how well is each quarter supplied, and what would change it?

`changes.py` is the grammar of what-if addresses (`Asked`, `Changes`): the page, the endpoint, stored scenarios and
tests all read and write addresses with it.
"""
