# SPDX-License-Identifier: EUPL-1.2
"""The check of a site in the background: a process of its own opens the pages, this stores what it found."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _
from django_tasks import task

from allmende.core.accessibility import checking
from allmende.core.accessibility.browse import Job, Unavailable

COMMAND = (sys.executable, "-m", "allmende.core.accessibility.browse")
SECONDS_PER_PAGE, SECONDS_TO_START = 60, 60


@task()  # type: ignore[untyped-decorator]
def run_check(run_id: int) -> None:
    """Check the pages of a waiting run. Run twice, it does the work once."""
    run = checking.begin(run_id)
    if run is None:
        return
    urls = list(run.site.pages.filter(is_active=True).values_list("url", flat=True))
    try:
        result = browse(job_for(urls, run.site.host_list))
    except Unavailable as missing:
        checking.fail(run, str(missing))
    except Exception:
        checking.fail(run, _("Die Prüfung ist gescheitert. Näheres steht im Protokoll des Servers."))
        raise
    else:
        checking.store_result(run, result)


def job_for(urls: Sequence[str], hosts: Sequence[str]) -> Job:
    """Return the job for some pages. Raises `Unavailable` where axe-core is missing."""
    axe, words = finders.find("vendor/axe/axe.min.js"), finders.find("vendor/axe/de.json")
    if not axe:
        raise Unavailable("Zum Prüfen fehlt axe-core. Bitte `make setup` ausführen.")
    return Job(list(urls), list(hosts), str(axe), str(words or ""))


def browse(job: Job, command: Sequence[str] = COMMAND) -> Mapping[str, Any]:
    """Run the browser's process on a job and return its result; it is ended with all its children when time is up.

    It gets neither our environment (database, keys) nor our files. Raises `Unavailable`, `TimeoutError`,
    `RuntimeError` with the last lines of what it said.
    """
    with tempfile.TemporaryDirectory(prefix="allmende-check-") as home:
        known = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        process = subprocess.Popen(  # noqa: S603 (our own module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home,
            env={**known, "HOME": home, "TMPDIR": home, "PYTHONDONTWRITEBYTECODE": "1"}, start_new_session=True,
        )  # fmt: skip
        try:
            limit = SECONDS_TO_START + SECONDS_PER_PAGE * len(job.urls)
            out, said = process.communicate(json.dumps(asdict(job)), timeout=limit)
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(f"The browser needed more than {limit} seconds.") from error
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"The browser's process failed: {said[-1500:]}")
    result: dict[str, Any] = json.loads(out)
    if "unavailable" in result:
        raise Unavailable(result["unavailable"])
    return result
