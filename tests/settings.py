# SPDX-License-Identifier: EUPL-1.2
"""Settings of the test runs: the real ones, in a home of their own, with quick password hashes."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = os.environ.get("ALLMENDE_TEST_HOME", "")
if not _home:
    # Whoever makes the folder removes it; workers and programs started from here find it in the environment.
    _home = os.environ["ALLMENDE_TEST_HOME"] = tempfile.mkdtemp(prefix="allmende-test-")
    atexit.register(shutil.rmtree, _home, ignore_errors=True)
# Every xdist worker keeps its files apart from the others'.
HOME_OF_WORKER = Path(_home) / os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["ALLMENDE_HOME"] = str(HOME_OF_WORKER)
os.environ.setdefault("ALLMENDE_LOG_LEVEL", "WARNING")

from allmende.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1", ".example.test"]
# Static files straight from the apps: no collectstatic before a test.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
WHITENOISE_MAX_AGE = 3600  # no file changes during a run: a browser that comes again need not ask
# axe-core as a file of the site, so that the browser compiles it once and not for every page.
STATICFILES_DIRS = [*STATICFILES_DIRS, ("axe-core", str(Path(__file__).resolve().parents[1] / "node_modules/axe-core"))]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
