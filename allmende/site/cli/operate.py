# SPDX-License-Identifier: EUPL-1.2
"""Commands of daily operation: migrate, check, accounts."""

from __future__ import annotations

import sys
from typing import Any

import click

from allmende.site.cli.shared import Refusal, emit, json_option, say, with_django


@click.command()
@with_django
def migrate() -> None:
    """Bring the database to the shape this version needs. Safe to run again. Make a backup first."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    say("Die Datenbank ist auf dem neuesten Stand.")


@click.command()
@json_option
@with_django
def check(as_json: bool) -> None:
    """Check settings, database, files and background tasks; say what to do where something is wrong.

    Exit code 0 when all is well, 1 otherwise.
    """
    result = inspect()
    if as_json:
        emit(result)
    else:
        for part, state in result["checks"].items():
            say(f"  {'ok ' if state == 'ok' else '!! '} {part}: {state}")
    sys.exit(0 if result["status"] == "ok" else 1)


def inspect() -> dict[str, Any]:
    """Return `{"status", "checks": {...}}` of this installation."""
    from django.conf import settings
    from django.core.checks import ERROR, run_checks
    from django_tasks_db.models import DBTaskResult

    from allmende.core.municipality.models import Presence
    from allmende.core.ops.health import readiness

    checks = readiness()
    errors = [message for message in run_checks(include_deployment_checks=False) if message.level >= ERROR]
    checks["settings"] = "; ".join(str(message.msg) for message in errors) or "ok"
    if settings.DEBUG and settings.HTTPS:
        checks["settings"] = "ALLMENDE_DEBUG=1 gehört nicht in den echten Betrieb"
    if checks["database"] == "ok" and checks["migrations"] == "ok":
        failed = DBTaskResult.objects.failed().count()
        checks["tasks"] = (
            "ok"
            if not failed
            else f"{failed} Aufgaben sind endgültig gescheitert (Tabelle django_tasks_database_dbtaskresult)"
        )
        if not Presence.objects.exists():
            checks["municipality"] = "noch keine eingerichtet: `allmende demo` oder `allmende municipality add ARS`"
    healthy = all(state == "ok" for state in checks.values())
    return {"status": "ok" if healthy else "attention", "checks": checks}


@click.command()
@click.argument("email")
@click.option("--password", prompt="Passwort (mindestens 12 Zeichen)", hide_input=True, confirmation_prompt=True)
@with_django
def admin(email: str, password: str) -> None:
    """Create an administrator account, or give an existing account these rights and this password."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from allmende.core.people.actions import confirm_email
    from allmende.core.people.models import Person

    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), 2) from error
    person = Person.objects.filter(email=email.lower()).first() or Person(email=email)
    person.is_superuser = person.is_active = True
    person.set_password(password)
    with transaction.atomic():
        person.save()
        confirm_email(person)
    say(f"{person.email} kann sich jetzt unter /verwaltung/ mit allen Rechten anmelden.")


@click.command()
@click.argument("email")
@with_django
def reset_second_factor(email: str) -> None:
    """Remove the second factors of an account whose owner has lost telephone and recovery codes.

    Make sure who is asking. All sessions of the account end, the owner gets a mail, the audit log keeps it.
    """
    from allmende.core.people.actions import remove_second_factor
    from allmende.core.people.models import Person

    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise Refusal(f"Es gibt kein Konto mit der Adresse {email}.", 2)
    if not remove_second_factor(None, person):
        say(f"{person.email} hatte keinen zweiten Faktor.")
        return
    say(f"{person.email} meldet sich jetzt mit dem Passwort allein an und richtet den Schutz neu ein.")
