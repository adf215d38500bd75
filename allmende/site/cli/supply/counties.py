# SPDX-License-Identifier: EUPL-1.2
"""Many counties: read their list, answer them in this process or on a cluster of Dask workers.

Each county is one task without side effects. Dask keeps a task until its answer has arrived and gives it to another
worker when one dies, so a killed worker costs time, never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from allmende.core.imports.report import Report
from allmende.site.cli.shared import Refusal, without_installation

from .answer import Answer
from .county import County, Question, answer_or_refusal
from .tables import load, refuse_if_any

Arrived = Callable[[str, int, int], None]
"""Called with (name of the county, answers so far, counties in all)."""
PATIENCE = "10s"
"""How long a scheduler may take to answer."""
LOSSES = 20
"""So many workers may die under one task of a local cluster before the task itself is suspected."""


def read_list(path: Path) -> list[County]:
    """Read name, osm, origins, facilities of each county; paths start at the folder of the list. Raises `Refusal`."""
    without_installation()
    report = Report(path.name)
    table = load(path, report, ("name", "osm", "origins", "facilities"))
    counties, seen = [], set()
    for row in table.rows:
        files = {}
        for column in ("osm", "origins", "facilities"):
            files[column] = path.parent / row[column]
            if not row[column] or not files[column].exists():
                reason = f"„{row[column]}“ gibt es nicht." if row[column] else "Die Angabe fehlt."
                report.reject(row.where, column, reason, "Nennen Sie die Datei vom Ordner der Liste aus.")
        if not row["name"] or row["name"] in seen:
            report.reject(
                row.where,
                "name",
                "Der Name fehlt oder steht schon weiter oben.",
                "Geben Sie jedem Kreis einen eigenen Namen.",
            )
        seen.add(row["name"])
        counties.append(County(row["name"], **{column: file.resolve() for column, file in files.items()}))
    refuse_if_any(report)
    if not counties:
        raise Refusal(
            f"{path.name}: Die Liste ist leer. Abhilfe: Eine Zeile je Kreis, Spalten name, osm, origins, facilities.", 2
        )
    return counties


def answer_here(counties: Sequence[County], question: Question, arrived: Arrived) -> list[Answer]:
    """Answer the counties one after the other in this process. Raises `Refusal`."""
    answers = []
    for number, county in enumerate(counties, 1):
        answers.append(_good(answer_or_refusal(county, question)))
        arrived(county.name, number, len(counties))
    return answers


def answer_on(client: Any, counties: Sequence[County], question: Question, arrived: Arrived) -> list[Answer]:
    """Answer the counties on the workers of a Dask client, in the order of the list. Raises `Refusal`."""
    from distributed import KilledWorker, as_completed

    futures = [client.submit(answer_or_refusal, county, question, pure=False) for county in counties]
    names = {future.key: county.name for future, county in zip(futures, counties, strict=True)}
    try:
        answers: dict[str, Answer] = {}
        for future in as_completed(futures, loop=client.loop):
            try:
                answers[future.key] = _good(future.result())
            except KilledWorker as error:
                raise Refusal(
                    f"{names[future.key]}: Bei diesem Kreis ist ein Rechner nach dem anderen ausgefallen. Abhilfe: "
                    "Prüfen Sie den Arbeitsspeicher der Rechner; das Straßennetz muss hineinpassen."
                ) from error
            arrived(names[future.key], len(answers), len(counties))
        return [answers[future.key] for future in futures]
    finally:
        client.cancel(futures)


@contextmanager
def cluster(address: str) -> Iterator[Any]:
    """Connect to a Dask scheduler, or start `local:N` workers on this machine. Raises `Refusal`."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise Refusal(
            "--cluster braucht das Paket distributed. Abhilfe: pip install 'allmende[cluster]'; "
            "ohne --cluster rechnet dieser Rechner die Kreise nacheinander."
        ) from error
    if not address.startswith("local:"):
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise Refusal(
                f"--cluster {address}: Dort antwortet kein Dask-Scheduler. Abhilfe: Prüfen Sie die Adresse (zum Beispiel "
                "tcp://10.0.0.5:8786), oder rechnen Sie mit --cluster local:2 auf diesem Rechner.",
                2,
            ) from error
        with client:
            yield client
        return
    workers = address.removeprefix("local:")
    if not workers.isdigit() or not 1 <= int(workers) <= 64:
        raise Refusal(f"--cluster {address}: Schreiben Sie local:2 für zwei Prozesse auf diesem Rechner (1 bis 64).", 2)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": LOSSES}),
        LocalCluster(
            n_workers=int(workers), threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as local,
        Client(local, set_as_default=False) as client,
    ):
        yield client


def _good(result: Answer | str) -> Answer:
    if isinstance(result, str):
        raise Refusal(result, 2)
    return result
