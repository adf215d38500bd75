# SPDX-License-Identifier: EUPL-1.2
"""The command line `allmende`.

Each command lives in a module of its own and is imported only when it is asked for. Rules for all of them:

* exit code 0: done; 1: failed, or done with rejected records (said so); 2: wrong usage or unreadable input
* `--json` prints exactly one object on standard output and nothing else; everything for people goes to standard error
* errors say what to do next; no tracebacks for foreseeable trouble
"""

from __future__ import annotations

import importlib
import os
import sys

import click

COMMANDS = {
    "serve": ("allmende.site.cli.serve:serve", "Start the web server and the worker."),
    "demo": ("allmende.site.cli.demo:demo", "Fill the demo county and start it."),
    "migrate": ("allmende.site.cli.operate:migrate", "Bring the database to the current shape."),
    "check": ("allmende.site.cli.operate:check", "Check settings, database and files of this installation."),
    "worker": ("allmende.site.cli.serve:worker", "Run background tasks."),
    "admin": ("allmende.site.cli.operate:admin", "Create an administrator account."),
    "reset-second-factor": (
        "allmende.site.cli.operate:reset_second_factor",
        "Let somebody in again who has lost telephone and recovery codes.",
    ),
    "role": ("allmende.site.cli.role:role", "Grant, end and list roles of people."),
    "routes": ("allmende.site.cli.routes:routes", "Print every address and who may open it."),
    "municipality": ("allmende.site.cli.municipality:municipality", "List and set up the municipalities served here."),
    "import": ("allmende.site.cli.imports:import_group", "Read municipalities, areas and places from files."),
    "export": ("allmende.site.cli.export:export", "Write places and areas to files."),
    "search": ("allmende.site.cli.search:search", "Look after the search index."),
    "basemap": ("allmende.site.cli.basemap:basemap", "Make the map everybody sees, from own data."),
    "network": ("allmende.site.cli.network:network", "Make street networks for travel times."),
    "budget": ("allmende.site.cli.budget:budget", "Count citizens' budgets from Pabulib files."),
    "supply": ("allmende.site.cli.supply:supply", "Supply reports and searches for sites, from files."),
    "accessibility": (
        "allmende.site.cli.accessibility:accessibility",
        "Check pages of the municipality's own sites for barriers.",
    ),
    "backup": ("allmende.site.cli.backup:backup", "Write database and files to one backup file."),
    "restore": ("allmende.site.cli.backup:restore", "Restore a backup into an empty installation."),
    "privacy": ("allmende.site.cli.privacy:privacy", "Retention, keys, own data, record of processing."),
    "audit": ("allmende.site.cli.audit:audit", "Verify and read the log of changes and looks."),
}
"""Command name to (module:object, one line for the overview)."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="allmende")
def cli() -> None:
    """Allmende: an open municipal platform in a box.

    Everything of an installation (database, uploads, tiles) lives in the folder ALLMENDE_HOME; two folders are two
    installations. `allmende COMMAND --help` explains each command with examples.

    \b
    First steps:
      allmende demo                     a fictional county, ready to look at
      allmende import --help            your own places, areas and municipalities
      allmende backup FILE              everything in one file
    """


def main() -> None:
    """Run the command line; the entry point of the package."""
    from allmende.site.config import ConfigError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allmende.site.settings")
    try:
        cli()
    except ConfigError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
