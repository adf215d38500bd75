# SPDX-License-Identifier: EUPL-1.2
"""axe-core in an open page. The platform's tests and the check of other sites share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allmende.core.accessibility.probe import Finding

if TYPE_CHECKING:  # the browser driver is an extra: `allmende[browser]`
    from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Asked for by name: `target-size` (WCAG 2.5.8) is off in a default run."""

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a change of colours alone can break."""

RUN = """
([type, values]) => axe.run(document, { preload: false, resultTypes: ["violations"], runOnly: { type, values } })
"""
"""`preload: false`: a missing media file would cost ten seconds."""


def violations(page: Page, rules: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return axe-core's violations of a page into which its source was already put with `page.evaluate(source)`.

    `rules`: ids of the only rules to look at; otherwise all of `TAGS`.
    """
    what = ["rule", list(rules)] if rules else ["tag", list(TAGS)]
    found: list[dict[str, Any]] = page.evaluate(RUN, what)["violations"]
    return found


def findings(page: Page, rules: tuple[str, ...] = ()) -> list[Finding]:
    """Return the violations (of all rules, or of `rules`) as findings, one per element."""
    return [
        Finding(violation["id"], f"{node['html'][:160]} | {node['failureSummary'][:300]}", path_of(node["target"]))
        for violation in violations(page, rules)
        for node in violation["nodes"]
    ]


def path_of(target: list[Any]) -> str:
    """Return the selector of an element; inside frames and shadow trees the innermost one."""
    last = target[-1]
    return str(last[-1] if isinstance(last, list) else last)
