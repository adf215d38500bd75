# SPDX-License-Identifier: EUPL-1.2
"""A whole Land: the same counties in one process, on two workers, and on two workers of which one is killed.

Each county is the Heidelberg extract with other people; from files to numbers, nothing kept in between. All three ways must
give the same numbers.
"""

import os
import signal
import tempfile
import time
from pathlib import Path

import numpy as np

from allmende.site.cli.supply import counties as many
from allmende.site.cli.supply.county import Question

EXTRACT = Path(__file__).resolve().parents[2] / "shared" / "data" / "osm" / "heidelberg_ors-test.osm.pbf"
COUNTIES, PEOPLE, FACILITIES = 6, 20_000, 60


def points(path: Path, dice: np.random.Generator, count: int, amount: str) -> None:
    """Write random points within the extract."""
    lon, lat = dice.uniform(8.64, 8.72, count), dice.uniform(49.37, 49.43, count)
    lines = [f"{n},{x:.6f},{y:.6f},{dice.integers(1, 9)}" for n, (x, y) in enumerate(zip(lon, lat, strict=True))]
    path.write_text(f"id,lon,lat,{amount}\n" + "\n".join(lines))


def land(folder: Path) -> Path:
    """Write the files of a Land and return its list."""
    dice = np.random.default_rng(1)
    lines = ["name,osm,origins,facilities"]
    for number in range(COUNTIES):
        points(folder / f"p{number}.csv", dice, PEOPLE, "weight")
        points(folder / f"f{number}.csv", dice, FACILITIES, "capacity")
        lines.append(f"county {number},{EXTRACT},p{number}.csv,f{number}.csv")
    (folder / "land.csv").write_text("\n".join(lines))
    return folder / "land.csv"


def same(ours, theirs) -> bool:
    """Tell whether two runs found the same."""
    names = ("times", "which", "reason", "choices", "places")
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for one, other in zip(ours, theirs, strict=True)
        for name in names
    )


def main() -> None:
    """Print the three runs."""
    if not EXTRACT.is_file():
        print("../shared/data/osm/heidelberg_ors-test.osm.pbf is not on this machine")
        return
    question, nothing = Question("walk", 15), lambda *_: None
    with tempfile.TemporaryDirectory() as folder:
        todo = many.read_list(land(Path(folder)))
        many.answer_here(todo[:1], question, nothing)  # compile
        start = time.perf_counter()
        alone = many.answer_here(todo, question, nothing)
        print(f"{COUNTIES} counties x {PEOPLE:,} origins, one process{time.perf_counter() - start:>12.1f} s")
        for label, deadly in (("two workers", False), ("two workers, one killed", True)):
            with many.cluster("local:2") as client:
                workers, killed = client.run(os.getpid), []

                def arrived(*_args, workers=workers, killed=killed, deadly=deadly, client=client):
                    busy = [address for address, keys in client.processing().items() if keys and address in workers]
                    if deadly and not killed and busy:
                        killed.append(workers[busy[0]])
                        os.kill(killed[0], signal.SIGKILL)

                start = time.perf_counter()
                together = many.answer_on(client, todo, question, arrived)
                seconds = time.perf_counter() - start
            print(f"  {label}{seconds:>12.1f} s; same numbers {same(alone, together)}; killed {len(killed)}")


if __name__ == "__main__":
    main()
