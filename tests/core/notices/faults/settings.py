# SPDX-License-Identifier: EUPL-1.2
"""Settings of the processes that the fault test kills: the test's database, its mail server, short waits."""

import os

from tests.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["FAULT_DATABASE"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ["FAULT_PORT"]), 5
MAIL_JOURNAL = os.environ["FAULT_JOURNAL"]
NOTICES_LEASE_SECONDS, NOTICES_DOUBT_SECONDS = 2, 1
