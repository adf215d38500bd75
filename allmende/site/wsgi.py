# SPDX-License-Identifier: EUPL-1.2
"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
application = get_wsgi_application()
