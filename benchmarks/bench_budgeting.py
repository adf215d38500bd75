# SPDX-License-Identifier: EUPL-1.2
"""Equal Shares with Add1, exact: median of three counts, in seconds of processor time (the machine may be shared). Budget: 6,586 ballots x 64 projects under 1 s.

The peer cannot be run beside it: pabutools 1.2.3 is GPL and requires a proprietary solver. Measured separately on the
same ballots: 0.8 to 4.6 s (its fastest setting groups equal ballots).
"""

import random
import statistics
import time
from fractions import Fraction
from pathlib import Path

from allmende.engines.budgeting import Ballot, Instance, Project, equal_shares, load

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "participation"
COSTS = (600, 2_000, 5_000, 12_000, 20_000, 30_000, 35_000, 50_000, 75_000, 90_000, 100_000)
LENGTHS = ((1, 51), (2, 22), (3, 8), (4, 6), (5, 5), (6, 3), (8, 2), (12, 2), (20, 1))
"""How many of 100 ballots name so many projects, as in Wieliczka."""


def generated(voters: int, projects: int, *, longer: int = 1) -> Instance:
    """Return a vote in which almost all ballots with more than one project differ: the hardest case."""
    dice = random.Random(2023)
    made = tuple(Project(str(n), Fraction(dice.choice(COSTS) + dice.randrange(500))) for n in range(projects))
    liking = [dice.random() ** 2 + 0.05 for _ in made]
    lengths, weights = zip(*LENGTHS, strict=True)
    ballots = []
    for length in dice.choices(lengths, weights, k=voters):
        wanted = dice.choices([project.id for project in made], liking, k=length * longer)
        ballots.append(Ballot(tuple(dict.fromkeys(wanted))))
    return Instance(Fraction(1_000_000), made, tuple(ballots))


def show(label: str, instance: Instance) -> None:
    """Count three times and print a row."""
    times = []
    for _ in range(3):
        start = time.process_time()
        outcome = equal_shares(instance)
        times.append(time.process_time() - start)
    approvals = sum(len(ballot.choices) for ballot in instance.ballots)
    rounds = int((outcome.share or 0) - (outcome.first_share or 0)) + 1
    print(
        f"{label:<44}{len(instance.ballots):>8}{len(instance.projects):>9}{approvals:>10}{rounds:>8}"
        f"{len(outcome.winners):>8}{statistics.median(times):>9.2f} s"
    )


def main() -> None:
    """Print the table."""
    print(
        f"{'Equal Shares, Add1, exact (incl. reasons)':<44}{'ballots':>8}{'projects':>9}{'approvals':>10}{'rounds':>8}{'winners':>8}{'median':>11}"
    )
    for name in ("Netherlands_Assen_2024.pb", "Poland_Wieliczka_2023_Green_Budget.pb"):
        if (DATA / name).is_file():
            show(name.removesuffix(".pb"), load(DATA / name))
    show("generated, ballots differ", generated(6_586, 64))
    show("generated, ballots differ, twice as long", generated(6_586, 64, longer=2))
    print("peer (pabutools 1.2.3, measured apart on Wieliczka's ballots): 0.8 to 4.6 s; budget: 1 s")


if __name__ == "__main__":
    main()
