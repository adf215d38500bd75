# SPDX-License-Identifier: EUPL-1.2
"""How the time of the county generator grows with its inhabitants. No peer: nobody else makes such a county."""

import time

from allmende.engines.townscape import generate


def main() -> None:
    """Print processor seconds for four sizes, and the growth against the one before."""
    generate(2_000, 5)
    before = 0.0
    for inhabitants in (10_000, 30_000, 100_000, 250_000):
        start = time.process_time()
        generate(inhabitants, 5)
        seconds = time.process_time() - start
        growth = f"   x {seconds / before:.1f}" if before else ""
        print(f"{inhabitants:>8,} inhabitants: {seconds:5.1f} s of processor time{growth}")
        before = seconds


if __name__ == "__main__":
    main()
