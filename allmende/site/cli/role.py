# SPDX-License-Identifier: EUPL-1.2
"""Grant, end and list roles from the command line of the operator."""

from __future__ import annotations

import datetime
from typing import Any

import click

from allmende.site.cli.database import with_database
from allmende.site.cli.shared import Refusal, emit, json_option, say

WHEN = "A day (2026-12-31) or an instant with offset (2026-12-31T12:00+01:00)."


@click.group()
def role() -> None:
    """Grant, end and list roles. Nobody is asked for permission here: whoever reaches this command runs the server.

    \b
    Examples:
      allmende role grant jonas@example.org clerk
      allmende role grant vertretung@example.org editor --until 2026-12-31 --reason "Vertretung"
      allmende role list --all
      allmende role end 17
    """


@role.command()
@click.argument("email")
@click.argument("name", metavar="ROLE")
@click.option("--municipality", "key", default="", help="ARS, AGS or county key. Default: the one served here.")
@click.option("--unit", default="", help="Name of an organisational unit.")
@click.option("--with-towns", is_flag=True, help="In a county: also in all of its towns.")
@click.option("--from", "start", default="", help=f"First day. {WHEN} Default: now.")
@click.option("--until", "end", default="", help=f"Last day (inclusive). {WHEN} Default: until it is ended.")
@click.option("--reason", default="")
@json_option
@with_database
def grant(
    email: str, name: str, key: str, unit: str, with_towns: bool, start: str, end: str, reason: str, as_json: bool
) -> None:
    """Give the person with this e-mail address a role: editor, approver, clerk, moderator, planner, statistician, partner, administrator."""
    from django.core.exceptions import ValidationError

    from allmende.core.people.models import Person
    from allmende.core.roles.actions import grant_role
    from allmende.core.roles.declared import ROLES
    from allmende.core.roles.models import Unit
    from allmende.site.cli.municipality import served

    if name not in ROLES:
        raise Refusal(f"Die Rolle „{name}“ gibt es nicht. Rollen: {', '.join(ROLES)}.", 2)
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise Refusal(f"Mit der Adresse {email} gibt es kein Konto.", 2)
    municipality = served(key)
    place = Unit.objects.filter(municipality=municipality, name=unit).first() if unit else None
    if unit and place is None:
        known = ", ".join(Unit.objects.filter(municipality=municipality).values_list("name", flat=True)) or "keine"
        raise Refusal(f"Die Einheit „{unit}“ gibt es in {municipality} nicht. Einheiten: {known}.", 2)
    try:
        made = grant_role(
            None,
            person=person,
            role=name,
            municipality=municipality,
            unit=place,
            with_towns=with_towns,
            start=_instant(start, "--from"),
            end=_instant(end, "--until", after=True),
            reason=reason,
        )
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), 2) from error
    if as_json:
        emit(_row(made))
    else:
        say(f"{person} hat jetzt die Rolle {name} in {place or municipality} (Nummer {made.pk}).")


@role.command()
@click.argument("number", type=int)
@click.option("--at", default="", help=f"Last day. {WHEN} Default: at once.")
@click.option("--reason", default="")
@json_option
@with_database
def end(number: int, at: str, reason: str, as_json: bool) -> None:
    """End the grant with this number (see `allmende role list`)."""
    from django.core.exceptions import ValidationError

    from allmende.core.roles.actions import end_grant
    from allmende.core.roles.models import Grant

    found = Grant.objects.filter(pk=number).first()
    if found is None:
        raise Refusal(f"Nummer {number} gibt es nicht. Siehe: allmende role list --all", 2)
    try:
        ended = end_grant(None, found, at=_instant(at, "--at", after=True), reason=reason)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), 2) from error
    if as_json:
        emit(_row(ended))
    else:
        say(f"Nummer {number} endet: {ended.person}, {ended.role}.")


@role.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what is over or begins later.")
@click.option("--email", default="", help="Only of this person.")
@json_option
@with_database
def list_command(everything: bool, email: str, as_json: bool) -> None:
    """List who holds which role where, now."""
    from allmende.core.roles.models import Grant

    grants = Grant.objects.select_related("person", "municipality", "unit").order_by("person__last_name", "pk")
    if not everything:
        grants = grants.active()
    if email:
        grants = grants.filter(person__email=email.lower())
    rows = [_row(one) for one in grants]
    if as_json:
        emit({"grants": rows})
        return
    for row in rows:
        until = row["until"] or "-"
        click.echo(
            f"{row['number']:>6}  {row['email'] or '-':<36} {row['role']:<14} {row['where']}  {row['start']} – {until}"
        )
    if not rows:
        say("Niemand hat eine Rolle. Weiter: allmende role grant --help")


def _row(grant: Any) -> dict[str, Any]:
    from django.utils.timezone import localtime

    towns = " (mit Gemeinden)" if grant.with_towns else ""
    return {
        "number": grant.pk,
        "email": grant.person.email,
        "role": grant.role,
        "ars": grant.municipality.ars,
        "unit": grant.unit.name if grant.unit else None,
        "with_towns": grant.with_towns,
        "where": f"{grant.municipality}: {grant.unit}" if grant.unit else f"{grant.municipality}{towns}",
        "start": localtime(grant.start).isoformat(timespec="seconds"),
        "until": localtime(grant.until).isoformat(timespec="seconds") if grant.until else None,
        "reason": grant.reason,
    }


def _instant(text: str, option: str, *, after: bool = False) -> datetime.datetime | None:
    """Return the instant that a day or an instant means; `after`: the end of the day. Raises `Refusal`."""
    from allmende.core.roles.forms import end_of, start_of

    if not text:
        return None
    try:
        if len(text) == len("2026-12-31"):
            day = datetime.date.fromisoformat(text)
            return end_of(day) if after else start_of(day)
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"{option} {text}: das ist kein Datum. {WHEN}", 2) from error
    if moment.tzinfo is None:
        raise Refusal(
            f"{option} {text}: mit Uhrzeit bitte auch den Abstand zur Weltzeit, zum Beispiel {text}+01:00.", 2
        )
    return moment
