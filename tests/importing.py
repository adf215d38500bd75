# SPDX-License-Identifier: EUPL-1.2
"""Run import commands in this process and look at what they say."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from allmende.site.cli import cli


def run(*arguments: object) -> Result:
    """Run `allmende import ...`."""
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def done(*arguments: object, rejected: int = 0) -> dict[str, Any]:
    """Run an import that must succeed with so many rejects; return its JSON, checked for its shape."""
    result = run(*arguments, "--json")
    assert result.exit_code == (1 if rejected else 0), result.stderr or result.exception
    report = json.loads(result.stdout)
    outcomes = ["added", "changed", "unchanged", "vanished", "rejected"]
    assert list(report) == [*outcomes, "by_category"]
    assert report["rejected"] == rejected
    for outcome in outcomes[:4]:
        assert report[outcome] == sum(counts[outcome] for counts in report["by_category"].values())
    return report


def refused(*arguments: object) -> str:
    """Run an import that must refuse its file, and return what it says: exit code 2, one message with a remedy."""
    result = run(*arguments, "--json")
    assert result.exit_code == 2, (result.exit_code, result.stdout, result.stderr, result.exception)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "Nichts wurde gespeichert." in result.stderr
    return result.stderr
