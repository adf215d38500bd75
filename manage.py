#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Django's own commands, for developers. Operators use `allmende`."""

import runpy

runpy.run_module("allmende.site.manage", run_name="__main__")
