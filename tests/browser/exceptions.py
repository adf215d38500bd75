# SPDX-License-Identifier: EUPL-1.2
"""Findings inside Wagtail's own markup that we cannot mend from outside. One rule, one selector, one reason each.

Only the staff area may use them; the citizens' pages have none.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from allmende.core.accessibility.probe import Finding


@dataclass(frozen=True)
class Excused:
    """A rule that need not hold for the elements of a selector, and why."""

    rule: str
    selector: str
    reason: str


EXCEPTIONS = (
    Excused(
        "not-by-keyboard",
        ".w-panel__heading",
        "A click on a panel's heading folds it; the button before the heading does the same by keyboard.",
    ),
    Excused(
        "same-text-different-target",
        "a.w-status",
        "The status in a list row leads to that row's page, named in the same row (WCAG 2.4.4 allows the row as context).",
    ),
    Excused(
        "focus-off-screen",
        "#jcrop-holder-input",
        "The radio button through which the arrow keys move the focal point of a picture; the frame on the picture shows it.",
    ),
    Excused(
        "placeholder-instead-of-label",
        "input.column-heading",
        "The heading cell of a table in the editor: its place says what it is, and its name tells the column (mends.js).",
    ),
    Excused(
        "focus-covered",
        ".w-breadcrumbs a",
        "The path at the top opens over the buttons beside it while it has the focus; the probe meets it half-way.",
    ),
    Excused(
        "same-text-different-target",
        ".w-breadcrumbs a",
        "The path leads to the same list as the menu and keeps what was searched for.",
    ),
    Excused(
        "focus-covered",
        ".c-sf-add-button",
        "The calendar of a date field closes a moment after one has left it; the probe meets the button below before that.",
    ),
    *(
        Excused(
            "focus-covered",
            selector,
            "The field for files lies transparent over its button, so that files can be dropped on it. Both work by keyboard.",
        )
        for selector in ("#fileupload", ".drop-zone button, form:has(#fileupload) button")
    ),
)


def not_excused(page: Page, findings: list[Finding], used: set[Excused] | None = None) -> list[Finding]:
    """Return the findings that no exception covers; add the exceptions that were needed to `used`."""
    left = []
    for finding in findings:
        for excused in EXCEPTIONS:
            if finding.rule == excused.rule and page.evaluate(
                "([target, selector]) => !!target && !!document.querySelector(target)?.matches(selector)",
                [finding.target, excused.selector],
            ):
                if used is not None:
                    used.add(excused)
                break
        else:
            left.append(finding)
    return left
