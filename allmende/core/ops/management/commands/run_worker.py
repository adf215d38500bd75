# SPDX-License-Identifier: EUPL-1.2
"""Run the background worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from allmende.core.ops.worker import PatientWorker


class Command(BaseCommand):
    help = "Run background tasks until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Stop when the queue is empty.")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = PatientWorker(once=options["once"])
        worker.configure_signals()
        worker.run()
