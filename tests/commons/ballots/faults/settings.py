# SPDX-License-Identifier: EUPL-1.2
"""Settings of the process that the fault test kills: the test's database."""

import os

from tests.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["FAULT_DATABASE"]  # noqa: F405
