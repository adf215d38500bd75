# SPDX-License-Identifier: EUPL-1.2
"""Participation in the demo county: ideas for a market square that runs, a playground that comes, a meeting with questions."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from shapely import Point

from allmende.commons.dialogue import actions as dialogue
from allmende.commons.dialogue.models import Voice
from allmende.commons.dialogue.voices import voice_for_code, voice_of
from allmende.commons.places.models import Place
from allmende.core.municipality.models import Municipality
from allmende.core.people.models import Person
from allmende.decide.participation import actions, ideas
from allmende.decide.participation.audience import Who
from allmende.decide.participation.blueprints import BLUEPRINTS
from allmende.decide.participation.models import AccessCode, CodeBatch, Idea, Phase, Process
from allmende.engines.townscape import County
from allmende.site.demo import Progress, county
from allmende.site.demo.pictures import by_name

_DAY = timedelta(days=1)
_MARKET = uuid5(NAMESPACE_URL, "demo:market")

# title, text, theme, name, language, where (metres east, north of the square), supporters, comments
_IDEAS = (
    ("Mehr Bänke im Schatten", "Im Sommer ist der Platz mittags leer, weil man nirgends im Schatten sitzen kann. Vier Bänke unter den Linden würden reichen.", "Sitzen und Treffen", "Ursula M.", "de", (20, 10), 14, ("Am besten mit Lehne, sonst kommen Ältere schlecht wieder hoch.", "Und ein Mülleimer daneben.")),
    ("Ein Trinkbrunnen", "Beim Stadtfest und an heißen Tagen wäre Wasser für alle gut, auch für Hunde.", "Grün und Schatten", "Kai", "de", (-15, 5), 11, ("Unser Verein würde beim Putzen helfen.",)),
    ("Weniger Autos am Samstag", "Während des Wochenmarkts sollte der Platz ganz autofrei sein. Die Kinder laufen zwischen den Ständen und den Autos herum.", "Wege und Verkehr", "Familie Brandt", "de", (0, -25), 19, ("Und wo laden die Händler aus?", "Vor acht und nach eins geht doch beides.")),
    ("مقاعد للعائلات", "نحب أن نجلس في الساحة مع الأطفال. نحتاج إلى طاولات ومقاعد قرب شجرة الزيزفون.", "Sitzen und Treffen", "أمل", "ar", (28, 16), 6, ()),
    ("Licht am Durchgang zur Mühlgasse", "Abends ist der Durchgang stockdunkel. Eine Lampe mit Bewegungsmelder würde schon helfen.", "Sauberkeit und Licht", "", "de", (55, -30), 8, ()),
    ("Wochenmarkt auch am Abend", "Wer arbeitet, kommt vormittags nicht zum Markt. Einmal im Monat ein Markt von 16 bis 20 Uhr!", "Märkte und Feste", "Selin", "de", (5, 4), 12, ("Im Sommer unbedingt.",)),
    ("Bänke unter den Linden", "Es fehlen Sitzgelegenheiten im Schatten, vor allem bei den Linden.", "Sitzen und Treffen", "H. Krause", "de", (22, 12), 5, ()),
    ("Bücherzelle neben der Bushaltestelle", "Eine alte Telefonzelle als Tauschregal. Beim Warten auf den Bus liest man gern.", "Sitzen und Treffen", "Lesekreis", "de", (-40, 12), 7, ()),
    ("Blumen statt Beton", "Die Betonkübel könnten mit Stauden bepflanzt werden, die wenig Wasser brauchen.", "Grün und Schatten", "Jo", "de", (-8, 18), 9, ()),
    ("Ebene Wege über das Pflaster", "Mit dem Rollator ist das Pflaster eine Qual. Ein glatter Streifen vom Rathaus zur Apotheke würde vielen helfen.", "Wege und Verkehr", "Gerda P.", "de", (10, -12), 16, ("Genau das sagt meine Mutter auch.",)),
)  # fmt: skip

# title -> stage, office, what the office says
_ANSWERS = (
    ("Mehr Bänke im Schatten", "planned", "Bauhof", "Gute Idee, das machen wir: Vier Bänke mit Lehne kommen im Frühjahr unter die Linden. Das Geld dafür ist da."),
    ("Ebene Wege über das Pflaster", "checking", "Bauamt", "Wir lassen gerade ausrechnen, was ein glatter Streifen kostet. Der Denkmalschutz muss zustimmen."),
    ("Weniger Autos am Samstag", "passed_on", "Ordnungsamt", "Darüber entscheidet die Verkehrsbehörde des Landkreises. Wir haben Ihre Idee mit allen Kommentaren weitergegeben."),
    ("Ein Trinkbrunnen", "declined", "Bauamt", "Ein Brunnen mit Trinkwasser kostet im Jahr 6.000 Euro für Prüfung und Wartung. Das schaffen wir nicht. Beim Stadtfest stellen wir aber Wasser bereit."),
)  # fmt: skip


def fill(made: County, progress: Progress) -> int:
    """Store the processes where there are none yet; return how many were added."""
    home = county.row()
    if Process.objects.filter(submission_key=_MARKET).exists():
        return 0
    staff = Person.objects.get(email="moderation@auental.example")
    square = _market(home, staff)
    _fill_ideas(square, staff)
    _playground(home, staff)
    return 2


def _market(home: Municipality, staff: Person) -> Phase:
    """Set up and publish the running process; return its phase of ideas."""
    blueprint = BLUEPRINTS["market"]
    phases = blueprint.phases(timezone.localdate() - 12 * _DAY)
    phases[0].audience = Phase.Audience.EVERYONE
    process = Process(
        municipality=home, template=blueprint.key, title=str(blueprint.title), goal=str(blueprint.goal), deciders=str(blueprint.deciders),
        text="Im nächsten Jahr wird der Marktplatz erneuert. 180.000 Euro stehen bereit, die Hälfte kommt vom Land.\n\nNicht verändern können wir die Lage der Straße und das Rathaus.",
        contact_name="Aylin Yıldız", contact_phone="03999 1234-21", contact_email="beteiligung@auental.example",
        picture=by_name().get("markt"),
    )  # fmt: skip
    process, _new = actions.set_up(
        staff,
        process,
        phases,
        categories=[str(name) for name in blueprint.categories],
        key=_MARKET,
    )
    actions.publish(staff, process)
    return process.phases.select_related("process").get(position=1)


def _fill_ideas(phase: Phase, staff: Person) -> None:
    """Bring in ideas with support and comments as citizens do, then answer and merge as the office does."""
    themes = {theme.name: theme for theme in phase.process.categories.all()}
    middle = _middle(phase.process.municipality)
    batch = CodeBatch.objects.create(
        process=phase.process, kind=CodeBatch.Kind.LETTER, name="Haushalte am Marktplatz", count=24, created_by=staff
    )
    crowd = _crowd(batch)
    begin = phase.opens or timezone.now()
    stored: dict[str, Idea] = {}
    for number, (title, text, theme, name, language, (east, north), supporters, comments) in enumerate(_IDEAS):
        author, voice = crowd[number]
        if name:
            voice.display_name = name
            voice.save(update_fields=["display_name"])
        point = Point(middle.x + east / 70_000, middle.y + north / 111_000)
        draft = ideas.Draft(title=title, text=text, category=themes.get(theme), point=point, address="Marktplatz")
        now = begin + timedelta(hours=9 + 20 * number)
        idea, _new = ideas.submit(
            author, voice, phase, draft, key=uuid5(NAMESPACE_URL, f"demo:{title}"), language=language, now=now
        )
        for other, (somebody, friend) in enumerate(crowd):
            if other != number and (other * 7 + number * 3) % 24 < supporters:
                ideas.support(somebody, friend, idea, now=now + timedelta(hours=other))
        for other, words in enumerate(comments):
            dialogue.write(
                crowd[(number + 5 + other) % len(crowd)][1], text=words, thread=idea.thread, key=uuid5(NAMESPACE_URL, f"demo:{words}"),
                now=now + timedelta(hours=30 + other),
            )  # fmt: skip
        stored[title] = idea
    for title, stage, office, words in _ANSWERS:
        ideas.answer(
            staff,
            stored[title],
            stage=stage,
            text=words,
            office=office,
            key=uuid5(NAMESPACE_URL, f"demo:{title}:{stage}"),
        )
    ideas.merge(staff, stored["Bänke unter den Linden"], stored["Mehr Bänke im Schatten"])


def _crowd(batch: CodeBatch) -> list[tuple[Who, Voice]]:
    """Return people who take part: two with an account, the others with codes that nobody knows."""
    from allmende.decide.participation import codes
    from allmende.decide.participation.audience import credential_of

    found = [
        (Who(person=person), voice_of(person, person.first_name))
        for person in Person.objects.filter(
            email__in=["buergerin@auental.example", "buerger@auental.example"]
        ).order_by("email")
    ]
    codes.make_codes(batch, batch.count)
    held = AccessCode.objects.filter(batch=batch).select_related("batch").order_by("pk")
    return found + [(Who(code=code), voice_for_code(credential_of(batch.process_id, None, code))) for code in held]


def _middle(home: Municipality) -> Point:
    """Return a market square of the county, else its middle."""
    place = Place.objects.filter(municipality__parent=home, category="marketplace").order_by("pk").first()
    place = place or Place.objects.filter(category="marketplace").order_by("pk").first()
    if place is not None:
        return place.geom  # type: ignore[no-any-return]
    return home.geom.representative_point() if home.geom is not None else Point(10.3, 51.2)


def _playground(home: Municipality, staff: Person) -> None:
    """Set up and publish the process that comes."""
    blueprint = BLUEPRINTS["playground"]
    phases = blueprint.phases(timezone.localdate() + 20 * _DAY)
    phases[0].audience = Phase.Audience.EVERYONE
    process = Process(
        municipality=home, template=blueprint.key, title=str(blueprint.title), goal=str(blueprint.goal), deciders=str(blueprint.deciders),
        for_youth=True, contact_name="Aylin Yıldız", contact_phone="03999 1234-21", picture=by_name().get("spielplatz"),
    )  # fmt: skip
    process, _new = actions.set_up(
        staff,
        process,
        phases,
        categories=[str(name) for name in blueprint.categories],
        key=uuid5(NAMESPACE_URL, "demo:playground"),
    )
    actions.publish(staff, process)
