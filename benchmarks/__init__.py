# SPDX-License-Identifier: EUPL-1.2
"""Speed figures. `make bench` runs every `bench_*.py`; each prints its own table, ours beside named peers."""
