# SPDX-License-Identifier: EUPL-1.2
"""Django's own commands as a module: `python -m allmende.site.manage COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
    execute_from_command_line(sys.argv)
