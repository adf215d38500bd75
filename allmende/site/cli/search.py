# SPDX-License-Identifier: EUPL-1.2
"""The index of the search: make it anew, look at it, ask it, compare it with the database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from allmende.site.cli.database import with_database
from allmende.site.cli.shared import Refusal, emit, json_option, say


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def search() -> None:
    """Look after the search index.

    The index is derived from the database and lies in ALLMENDE_HOME/search, one file per municipality and language. The
    worker keeps it in step; deleting it loses nothing.

    \b
    Examples:
      allmende search rebuild
      allmende search query "wo melde ich mich um"
      allmende search check --repair
      allmende search evaluate --documents pages.jsonl --queries questions.jsonl
    """


@search.command()
@json_option
@with_database
def rebuild(as_json: bool) -> None:
    """Make all indexes anew. Searches go on with the old ones meanwhile."""
    from allmende.core.search.actions import rebuild as rebuild_all

    result = rebuild_all()
    if as_json:
        emit({"indexes": result})
        return
    if not result:
        say("Es gibt noch keine Kommune. Abhilfe: allmende demo oder allmende municipality add")
    for name, count in result.items():
        say(f"  {name}: {count} Einträge")


@search.command()
@json_option
@with_database
def status(as_json: bool) -> None:
    """Show every index: documents, size, age, and how many changes wait."""
    from allmende.core.search.status import indexes, waiting

    rows, queue = indexes(), waiting()
    if as_json:
        emit({"indexes": [row.as_dict() for row in rows], "waiting": queue})
        return
    for row in rows:
        built = f"{row.built:%d.%m.%Y %H:%M}" if row.built else "noch nicht angelegt"
        say(f"  {row.scope.name}: {row.documents} Einträge, {row.megabytes:.1f} MB, neu angelegt {built}")
    say(f"  {queue} Änderungen warten auf den Worker.")


@search.command()
@click.argument("question")
@click.option("--language", default="de", show_default=True, help="Code of the language.")
@click.option("--municipality", "slug", default="", help="Short name of the presence; the default one where left out.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 300))
@json_option
@with_database
def query(question: str, language: str, slug: str, limit: int, as_json: bool) -> None:
    """Ask the index as a signed-out visitor would, and print what is found."""
    from allmende.core.municipality.models import Presence
    from allmende.core.search import languages
    from allmende.core.search.queries import Asked, hits, search
    from allmende.core.search.reader import reader
    from allmende.core.search.registry import Scope
    from allmende.core.search.store import path_of

    if language not in languages.codes():
        raise Refusal(f"Die Sprache „{language}“ gibt es hier nicht. Möglich: {', '.join(languages.codes())}", 2)
    presences = Presence.objects.select_related("municipality").order_by("-is_default", "pk")
    presence = presences.filter(slug=slug).first() if slug else presences.first()
    if presence is None:
        raise Refusal(f"Es gibt keinen Auftritt{f' „{slug}“' if slug else ''}. Abhilfe: allmende municipality list", 2)
    scope = Scope(presence, language)
    result = search(scope, None, Asked(question))
    index = reader(path_of(scope), language)
    if not result.is_ready or index is None:
        raise Refusal("Der Index ist noch nicht angelegt. Abhilfe: allmende search rebuild")
    found = index.find(result.words)[:limit]
    rows = hits(index, scope, None, found, result.words)
    if as_json:
        emit(
            {
                "question": question,
                "corrected": result.corrected,
                "total": result.total,
                "hits": [
                    {
                        "source": hit.found.source,
                        "key": hit.found.key,
                        "kind": hit.found.kind,
                        "url": hit.shown.url,
                        "title": hit.shown.title,
                    }
                    for hit in rows
                ],
            }
        )
        return
    if result.corrected:
        say(f"Gesucht wird: {result.corrected}")
    say(f"{result.total} Ergebnisse")
    for place, hit in enumerate(rows, start=1):
        click.echo(f"{place:3}. {hit.shown.title} ({hit.label}) {hit.shown.url}")


@search.command()
@click.option("--repair", "mend", is_flag=True, help="Bring what differs up to date.")
@json_option
@with_database
def check(mend: bool, as_json: bool) -> None:
    """Compare every index with the database, document by document. Exit code 0 when they agree, else 1."""
    from allmende.core.search.actions import compare, repair, scopes

    differences = [compare(scope) for scope in scopes()]
    broken = [difference for difference in differences if not difference.is_empty]
    repaired = repair(broken) if mend else 0
    if as_json:
        emit(
            {
                "agree": not broken,
                "repaired": repaired,
                "indexes": {
                    one.scope.name: {
                        "built": one.is_built,
                        "documents": one.documents,
                        "missing": [list(name) for name in one.missing],
                        "outdated": [list(name) for name in one.outdated],
                        "surplus": [list(name) for name in one.surplus],
                    }
                    for one in differences
                },
            }
        )
    else:
        for one in differences:
            if not one.is_built:
                say(f"!! {one.scope.name}: noch nicht angelegt")
            elif one.is_empty:
                say(f"ok {one.scope.name}: {one.documents} Einträge")
            else:
                say(
                    f"!! {one.scope.name}: {len(one.missing)} fehlen, {len(one.outdated)} veraltet, {len(one.surplus)} überzählig"
                )
                for source, key in one.all[:5]:
                    say(f"     {source} {key}")
        if mend and broken:
            say(f"{repaired} Einträge berichtigt.")
        elif broken:
            say("Abhilfe: allmende search check --repair")
    sys.exit(0 if not broken or mend else 1)


@search.command()
@click.option(
    "--documents",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON Lines: id, title, body, language.",
)
@click.option(
    "--queries",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON Lines: query; optional: id, language, relevant (list of ids), pool.",
)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 300), help="Ranked ids per query.")
@click.option("--correct/--no-correct", default=True, help="Correct words that no document has.")
@json_option
def evaluate(documents: Path, queries: Path, limit: int, correct: bool, as_json: bool) -> None:
    """Run the search engine on a foreign set of documents and questions; no database, nothing is kept.

    Prints one JSON line per query: {"id", "query", "ranked": [ids]}. Where queries name `relevant` ids, hit@1, hit@3 and
    hit@5 with 95 % intervals follow (on standard error; with --json everything is one object). Queries are asked in the
    index of their language only. Where documents and queries carry a `pool` (a county), only the same pool is searched.
    """
    from allmende.site.cli.shared import start_django

    start_django()
    from allmende.core.search.evaluation import DataError
    from allmende.core.search.evaluation import evaluate as run

    try:
        run(documents, queries, limit=limit, correct=correct, as_json=as_json)
    except DataError as error:
        raise Refusal(str(error), 2) from error
