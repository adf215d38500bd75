# SPDX-License-Identifier: EUPL-1.2
"""The worker of the product, as `run_worker` starts it, with the postman as its only chore.

The other chores, which a worker does first of all, take longer than the mails here and have nothing to do with them.
"""

from allmende.core.ops.worker import PatientWorker

PAUSE = 0.1
"""Seconds between two rounds, instead of two."""


def work():
    worker = PatientWorker()
    worker.interval = PAUSE
    worker.chores = [chore for chore in worker.chores if chore.name == "deliver-notices"]
    worker.chores[0].seconds = PAUSE
    worker.configure_signals()
    worker.run()
