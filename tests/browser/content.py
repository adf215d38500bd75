# SPDX-License-Identifier: EUPL-1.2
"""The content that the browser tests look at: a small believable county, with long words and hostile ones."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

from shapely import LineString, Point, box

from tests.browser import ballots_content, dialogue_content, forms_content, participation_content

EVIL = '<img src=x onerror="document.title=1"> & Söhne'
"""A name that some source may deliver: it must appear as text."""
LONG = "Oberwiesenthaler Verkehrsinfrastrukturfinanzierungsgesellschaft mit beschränkter Haftung"


@dataclass
class Site:
    """A running site: its address and the addresses of single objects by name (`things["place"]` and so on)."""

    url: str
    things: dict[str, str] = field(default_factory=dict)

    def session_cookie(self, role: str) -> Any:
        """Return the cookie of a person who is signed in. Roles: `admin`."""
        from django.conf import settings
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client()
        client.force_login(get_user_model().objects.get(email=f"{role}@auental.example"))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        return {"name": cookie.key, "value": cookie.value, "url": self.url}


def fill() -> dict[str, str]:
    """Fill the database; return the addresses of single objects by name."""
    from django.contrib.auth import get_user_model

    county = _county()
    get_user_model().objects.create_superuser(email="admin@auental.example", password="ein sehr langes Kennwort")
    things = _places(county) | _pages(county) | _staff_area(county) | _duties(county) | _paper(county) | _privacy()
    things |= _supply(county)
    things |= dialogue_content.fill(county)
    things |= participation_content.fill(county)
    things |= ballots_content.fill(county)
    things |= forms_content.fill(county)
    _search(county)
    return things


def _supply(county: Any) -> dict[str, str]:
    """Prepare the analysis of supply; return addresses of what-if questions and scenarios, one with a place that is gone."""
    from allmende.commons.places.models import Place
    from allmende.know.supply.changes import Asked, Changes
    from allmende.know.supply.scenario_actions import save_scenario
    from tests.know.supply.town import populate

    populate(county)
    kita = Place.objects.filter(category="kindergarten").order_by("pk").first()
    new = Changes(new=((10.24, 51.15),), gone=(kita.pk,))
    saved = [
        save_scenario(
            municipality=county, asked=Asked("kita", "u3", "zu-fuss", changes), title=title, note=LONG, submission_key=uuid.UUID(int=number),
            names={kita.pk: kita.name, 999_999: EVIL},
        )
        for number, (title, changes) in enumerate(
            [(f"Eine Kita {EVIL}", new), (LONG, Changes(new=((10.25, 51.12),), gone=(999_999,)))], start=900
        )
    ]  # fmt: skip
    saved[0].is_official = True
    saved[0].save()
    return {
        "supply_area": _supply_area(county),
        "site_search": _site_search(county),
        "whatif": f"/versorgung/ausprobieren/{saved[0].asked.query()}",
        "whatif_save": f"/versorgung/szenario/neu/{saved[0].asked.query()}",
        "scenario": saved[0].get_absolute_url(),
        "scenario_lost": saved[1].get_absolute_url(),
        "scenario_sheet": f"{saved[0].get_absolute_url()}blatt/",
        "scenario_owner": f"{saved[1].get_absolute_url()}verwalten/{saved[1].owner_key}/",
        "compare": f"/versorgung/vergleich/?szenario={saved[0].key}&szenario={saved[1].key}",
    }


def _supply_area(county: Any) -> str:
    """Return the address of the supply of the first quarter."""
    from allmende.know.supply.world import world_of

    world = world_of(county)
    assert world is not None
    division = world.divisions[0]
    return f"/versorgung/gebiet/{division.key}/{division.areas[0].slug}/"


def _site_search(county: Any) -> str:
    """Search for sites among two points; return the address of the result."""
    from allmende.know.supply.models import SiteSearch, Topic
    from allmende.know.supply.site_actions import run_search

    search = SiteSearch.objects.create(
        municipality=county, title=f"Wo fehlt eine Kita? {EVIL}", topic=Topic.objects.get(municipality=county, key="kita"),
        minutes=15, count=1, own_sites=[{"name": LONG, "lon": 10.24, "lat": 51.15}, {"name": EVIL, "lon": 10.25, "lat": 51.12}],
    )  # fmt: skip
    run_search(search.pk)
    return f"/versorgung/standorte/{search.pk}/"


def _search(county: Any) -> None:
    """Build the indexes, with a synonym and something that was looked for in vain."""
    from allmende.core.search.actions import rebuild, record_miss
    from allmende.core.search.models import Synonym

    rebuild()
    Synonym.objects.create(municipality=county, term="Perso", meaning="Personalausweis")
    for day in range(3):
        record_miss(county, "de", ["hufschmied"], datetime.date(2026, 11, 2 + day))


def _county() -> Any:
    from allmende.core.municipality.models import Municipality, Presence

    county = Municipality.objects.create(
        kind="county", name="Landkreis Auental", ars="169990000000", ags="16999000", population=31_240,
        valid_from=datetime.date(2026, 1, 1), geom=box(10.0, 51.0, 10.6, 51.4),
    )  # fmt: skip
    Municipality.objects.create(
        kind="town", name="Auenstadt", title="Stadt", ars="169990001001", ags="16999001", parent=county, postcode="99999",
        valid_from=datetime.date(2026, 1, 1), geom=box(10.2, 51.1, 10.4, 51.3), population=12_480,
    )  # fmt: skip
    Presence.objects.create(
        municipality=county, slug="auental", display_name="Landkreis Auental", claim="Leben zwischen Fluss und Wald",
        is_default=True, street="Am Markt 1", postcode="99999", city="Auenstadt", phone="03999 1234-0",
        email="info@auental.example",
    )  # fmt: skip
    return county


def _places(county: Any) -> dict[str, str]:
    from allmende.commons.cases.actions import open_case
    from allmende.commons.places.actions import PlaceData, store_places
    from allmende.commons.places.models import Area, Division, Place, Tour, TourStop

    quarters = Division.objects.create(municipality=county, key="quarters", name="Ortsteile", kind="quarters")
    for number, name in enumerate(("Altstadt", "Brückenvorstadt", "Oberwiesenthal-Grünhainichen")):
        west = 10.2 + number * 0.05
        Area.objects.create(
            division=quarters, key=f"{number}", slug=name.lower().replace("ü", "ue"), name=name,
            geom=box(west, 51.1, west + 0.05, 51.2), valid_from=datetime.date(2020, 1, 1),
        )  # fmt: skip
    categories = ("pharmacy", "kindergarten", "playground", "library", "doctor")
    rows = [
        PlaceData(f"node/{number}", categories[number % len(categories)], Point(10.205 + number % 7 * 0.006, 51.11 + number // 7 * 0.009),
                  name=f"Einrichtung {number}", street="Bahnhofstraße", house_number=str(number + 1), postcode="99999", city="Auenstadt",
                  opening_hours="Mo-Fr 08:00-18:00; PH off", wheelchair="yes")
        for number in range(40)
    ]  # fmt: skip
    rows += [
        PlaceData(
            "node/full", "library", Point(10.22, 51.12), name="Stadtbücherei am Markt", description="Bücher, Spiele, Werkstatt.",
            street="Am Markt", house_number="3", postcode="99999", city="Auenstadt", phone="+49 3999 1234-30",
            email="buecherei@auental.example", website="https://buecherei.auental.example/", wheelchair="yes", step_free="yes",
            opening_hours="Mo-Fr 10:00-18:00; Sa 10:00-13:00; PH off", accessible_toilet="no", hearing_support="unknown",
            accessibility_note="Aufzug vom Hof", accessibility_source="Selbstauskunft", accessibility_date=datetime.date(2026, 3, 1),
        ),
        PlaceData("node/bare", "playground", Point(10.23, 51.13)),
        PlaceData("node/evil", "doctor", Point(10.24, 51.14), name=EVIL, opening_hours="nach Vereinbarung"),
        PlaceData("node/long", "pharmacy", Point(10.31, 51.14), name=LONG, street="Donaudampfschifffahrtsgesellschaftskapitänsweg"),
    ]  # fmt: skip
    store_places(county, "test", rows, licence="CC0")
    library = Place.objects.get(source_id="node/full")

    tour = Tour.objects.create(
        municipality=county, slug="altstadt", title="Einmal um die Altstadt", summary="Vom Markt zur Mühle in einer Stunde.",
        text="Ein Weg für alle.", is_published=True, step_free="partly" if "partly" in Place.Answer.values else "yes",
        step_free_note="Kopfsteinpflaster vor der Mühle", path=LineString([(10.22, 51.12), (10.224, 51.122), (10.23, 51.13)]),
    )  # fmt: skip
    for position, title in enumerate(("Markt", "Mühle", "Wehr am Oberen Mühlengraben"), start=1):
        TourStop.objects.create(
            tour=tour, position=position, title=title, text=f"Hier steht {title}.", way_hint="Geradeaus bis zum Brunnen",
            place=library if position == 1 else None, geom=Point(10.21 + position / 100, 51.12),
        )  # fmt: skip
    case, _new = open_case(
        municipality=county, kind="place_report", subject="Stadtbücherei: Öffnungszeiten", text="Samstags ist zu.",
        submission_key=uuid.UUID(int=1), contact_email="erika@example.org",
    )  # fmt: skip
    return {
        "place": f"/orte/{library.pk}/",
        "bare_place": f"/orte/{Place.objects.get(source_id='node/bare').pk}/",
        "evil_place": f"/orte/{Place.objects.get(source_id='node/evil').pk}/",
        "long_place": f"/orte/{Place.objects.get(source_id='node/long').pk}/",
        "place_key": str(library.pk),
        "area": "/gebiete/quarters/altstadt/",
        "empty_area": "/gebiete/quarters/oberwiesenthal-gruenhainichen/",
        "tour": "/rundgaenge/altstadt/",
        "case": f"/vorgang/{case.reference}/",
    }


def _pages(county: Any) -> dict[str, str]:
    from allmende.commons.pages import actions, content

    home = actions.ensure_site(county.presence).root_page.specific
    news = actions.add_news_index(home, "Neues", summary="Was im Landkreis geschieht.")
    first = actions.add_news(
        news, "Die neue Brücke ist frei", datetime.date(2026, 5, 4), [content.text("<p>Ab Montag fahren die Busse wieder.</p>")],
        summary="Nach zwei Jahren Bauzeit rollt der Verkehr.",
    )  # fmt: skip
    for number in range(12):
        actions.add_news(
            news, f"Meldung {number}", datetime.date(2026, 4, 1) + datetime.timedelta(number), summary="Kurz gesagt."
        )
    directory = actions.add_contact_index(home, "Ansprechstellen", summary="Wer hilft wobei?")
    office = actions.add_contact(
        directory, "Bürgerbüro", kind="office", phone="03999 1234-10", email="buergerbuero@auental.example", street="Am Markt 1",
        postcode="99999", city="Auenstadt", hours="Mo bis Fr 8 bis 12 Uhr\nDi auch 14 bis 18 Uhr", room="Erdgeschoss",
        accessibility_note="Eingang ohne Stufen vom Hof",
    )  # fmt: skip
    actions.add_contact(
        directory, "Dr. Ayşe Öztürk-Großschmidt", kind="person", role="Leitung", unit="Jugendamt", phone="03999 1234-44"
    )
    guide = actions.add_guide(
        home, "Personalausweis beantragen",
        [content.step("Termin vereinbaren", "<p>Rufen Sie an oder kommen Sie vorbei.</p>", "5 Minuten"),
         content.step("Unterlagen mitbringen", "<p>Bringen Sie ein <b>Foto</b> mit.</p>"),
         content.step("Ausweis abholen", "<p>Wir schreiben Ihnen.</p>")],
        summary="So kommen Sie zum neuen Ausweis.", needs=["Alter Ausweis", "Foto"], costs="37 Euro", duration="3 Wochen", in_menu=True,
    )  # fmt: skip
    page = actions.add_information_page(
        home, "Abfall und Wertstoffe",
        [content.text("<h2>Abholung</h2><p>Die Tonnen kommen alle zwei Wochen.</p><ul><li>Restmüll</li><li>Papier</li></ul>"),
         content.callout("tip", "<p>Stellen Sie die Tonne bis 6 Uhr hinaus.</p>", title="Früh genug"),
         content.callout("warning", "<p>Keine Batterien.</p>"),
         content.details([("Was tun mit Sperrmüll?", "<p>Rufen Sie an.</p>"), ("Was kostet das?", "<p>Nichts.</p>")], title="Fragen"),
         content.table("Gebühren", ["Tonne", "im Jahr"], [["80 Liter", "96 Euro"], ["120 Liter", "144 Euro"]]),
         content.links("Dazu passt", [content.link(guide), content.link("/orte/", label="Wertstoffhöfe finden")]),
         content.contact(office)],
        summary="Welche Tonne wann geleert wird.", in_menu=True,
    )  # fmt: skip
    for title in ("Impressum", "Datenschutz", "Erklärung zur Barrierefreiheit"):
        actions.add_information_page(home, title, [content.text(f"<p>{title} des Landkreises.</p>")], in_footer=True)
    actions.change_page(
        home, greeting="Willkommen im Auental",
        tiles=[content.tile(page, icon="leaf"), content.tile("/orte/", label="Orte finden", icon="pin", description="Ärzte, Kitas, Läden")],
    )  # fmt: skip
    pages = {
        "home": home,
        "information": page,
        "news_index": news,
        "news": first,
        "guide": guide,
        "contacts": directory,
        "contact": office,
    }
    return {name: each.url for name, each in pages.items()} | {
        f"edit_{name}": f"/verwaltung/pages/{each.pk}/edit/" for name, each in pages.items()
    } | {"explore": f"/verwaltung/pages/{home.pk}/", "history": f"/verwaltung/pages/{page.pk}/history/",
         "side_by_side": f"/verwaltung/uebersetzung/{home.pk}/sprache/ar/"}  # fmt: skip


def _staff_area(county: Any) -> dict[str, str]:
    """Return addresses in the staff area: a case in every state, a picture, a place."""
    import io

    from django.contrib.auth import get_user_model
    from PIL import Image

    from allmende.commons.cases.actions import open_case, take_step
    from allmende.commons.cases.models import Case
    from allmende.commons.places.models import Place
    from allmende.core.media.actions import add_picture

    admin = get_user_model().objects.get(email="admin@auental.example")
    ways = {
        "new": (),
        "in_progress": ("take_up",),
        "answered": ("answer",),
        "closed": ("take_up", "close"),
        "rejected": ("reject",),
    }
    addresses = {}
    for number, (state, steps) in enumerate(ways.items(), start=10):
        case, _new = open_case(
            municipality=county, kind="place", subject=f"{EVIL} {state}", text="Bitte\nprüfen.", submission_key=uuid.UUID(int=number),
            contact_email="" if state == "new" else "erika@example.org",
        )  # fmt: skip
        for step in steps:
            case = take_step(admin, Case.objects.get(pk=case.pk), step, "Danke für den Hinweis.")
        addresses[f"case_{state}"] = f"/verwaltung/vorgang/{case.pk}/"
    pixels = io.BytesIO()
    Image.new("RGB", (640, 400), "#2d6f9f").save(pixels, "PNG")
    pixels.seek(0)
    picture = add_picture(file=pixels, name="wehr.png", title="Wehr", alt="Das Wehr am Mühlengraben")
    place = Place.objects.get(source_id="node/full")
    return addresses | {
        "edit_picture": f"/verwaltung/images/{picture.pk}/",
        "edit_place": f"/verwaltung/orte/edit/{place.pk}/",
    }


def _privacy() -> dict[str, str]:
    """Return the data sheet of a citizen whose data staff looked at, with a consent; the admin's data too."""
    from django.contrib.auth import get_user_model

    from allmende.core.audit.actions import looked_at
    from allmende.core.privacy.consents import give_consent, withdraw_consent

    people = get_user_model().objects
    admin = people.get(email="admin@auental.example")
    citizen = people.create_user(
        "erika@auental.example", first_name="Erika", last_name="Schlüßelburg-Großschmidt", phone="03999 55555",
        street="Am Markt 3", postcode="99999", city="Auenstadt",
    )  # fmt: skip
    looked_at(admin, citizen, citizen, "Auskunft verlangt, Az. 12/2026")
    looked_at(citizen, admin, admin, "Vertretung")
    give_consent("contact.phone", person=citizen)
    withdraw_consent(give_consent("contact.phone", person=admin)[0])
    return {"data_sheet": f"/verwaltung/datenschutz/person/{citizen.pk}/"}


def _duties(county: Any) -> dict[str, str]:
    """Return addresses about accessibility: a statement with barriers, helps on the home page, a checked site."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile

    from allmende.core.accessibility import actions, checking
    from allmende.core.accessibility.check_models import CheckedSite, Fault, Run
    from allmende.core.accessibility.criteria import CRITERIA
    from allmende.core.accessibility.models import Barrier, EasyText, SignVideo, Statement

    admin = get_user_model().objects.get(email="admin@auental.example")
    answers = {criterion.key: "yes" for criterion in CRITERIA} | {"1.4.3": "no", "1.2.4": "na"}
    statement = Statement(
        municipality=county, answers=answers, body_name="Schlichtungsstelle", body_address="Musterweg 1\n99999 Auenstadt",
        body_email="stelle@land.example", body_phone="0361 1234", body_url="https://land.example/", contact_email="rathaus@auental.example",
        body_checked_on=datetime.date(2026, 11, 2), assessed_on=datetime.date(2026, 10, 2),
    )  # fmt: skip
    actions.save_statement(admin, statement, publish=True)
    for barrier in (
        Barrier(
            where=f"Karten {EVIL}",
            what="Nicht vorlesbar",
            why="scope",
            reason="Ausnahme",
            alternative=LONG,
            criterion="1.1.1",
        ),
        Barrier(where="Formulare", what="Zu blass", until=datetime.date(2026, 1, 1)),
        Barrier(where="Suche", what="Ohne Beschriftung", mended_on=datetime.date(2026, 5, 1)),
    ):
        barrier.municipality = county
        actions.store(admin, barrier)
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 100
    captions = b"WEBVTT\n\n00:01.000 --> 00:04.000\nGuten Tag!\n"
    actions.store(admin, SignVideo(
        municipality=county, title="Willkommen", file=ContentFile(film, "dgs.mp4"), captions=ContentFile(captions, "dgs.vtt"),
        transcript="Guten Tag und willkommen.",
    ))  # fmt: skip
    actions.store(
        admin,
        EasyText(
            municipality=county, title="Alles in leichten Worten", address="/de-simple/", summary="Kurz und klar."
        ),
    )

    page = "https://bad.auental.example/"
    site = checking.save_site(
        admin, CheckedSite(municipality=county, name="Freibad", hosts="bad.auental.example", is_ours=True), [page]
    )
    logo = {
        "rule": "image-alt",
        "title": "Bilder brauchen Text",
        "html": '<img src="/logo.png">',
        "target": "img",
        "impact": "critical",
    }
    long = {
        "rule": "label",
        "title": f"Felder brauchen Namen {LONG}",
        "html": "<input>" * 90,
        "target": "#q",
        "impact": "",
    }
    for faults in ([logo, long], [long]):
        run = Run.objects.create(site=site, state="running")
        result = {"pages": [{"url": page, "error": "", "faults": faults, "seconds": 1}], "refused": ["fonts.example"]}
        checking.store_result(run, result)
    fault = checking.change_fault(
        admin, Fault.objects.get(rule="label"), state="mending", due=datetime.date(2026, 1, 1), owner=admin
    )
    untouched = checking.save_site(
        admin,
        CheckedSite(municipality=county, name="Bücherei", hosts="buch.auental.example", is_ours=True),
        ["https://buch.auental.example/"],
    )
    base = "/verwaltung/barrierefreiheit"
    return {
        "edit_barrier": f"{base}/barrieren/edit/{Barrier.objects.get(where='Formulare').pk}/",
        "checked_site": f"{base}/pruefung/{site.pk}/", "unchecked_site": f"{base}/pruefung/{untouched.pk}/",
        "checked_fault": f"{base}/pruefung/{site.pk}/fehler/{fault.pk}/",
    }  # fmt: skip


def _paper(county: Any) -> dict[str, str]:
    """Return addresses about notices and letters: an inbox, open letters, a batch, an undeliverable mail."""
    from django.contrib.auth import get_user_model

    from allmende.commons.cases.actions import enter_case, take_step
    from allmende.commons.cases.contact import Contact
    from allmende.core.letters.actions import make_short_address
    from allmende.core.notices import batches, queries
    from allmende.core.notices.actions import Address, mark_read, notify
    from allmende.core.notices.models import Delivery

    admin = get_user_model().objects.get(email="admin@auental.example")
    tell = {"kind": "cases.answer", "municipality": county, "text": f"Guten Tag!\n\n{EVIL}\n\n{LONG}", "url": "/orte/"}
    found = [notify(to=admin, subject=f"{EVIL} {number}", key=f"paper:{number}", **tell) for number in range(3)]
    mark_read(admin, found[0])
    cases = [
        enter_case(
            admin, municipality=county, channel="counter", subject=subject, text="Bitte prüfen.", submission_key=uuid.UUID(int=number),
            contact=Contact(name, "Weg 1", "99999", "Auenstadt"),
        )[0]
        for number, (name, subject) in enumerate([(EVIL[:60], EVIL), (LONG, LONG[:150])], start=200)
    ]  # fmt: skip
    batch = batches.form_batch(admin, county, [row.pk for row in queries.open_letters(admin)])
    take_step(admin, cases[0], "answer", "Danke für den Hinweis.")
    lost = notify(to=Address("Anna", email="anna@example.org"), subject="Kommt nicht an", key="paper:lost", **tell)
    Delivery.objects.filter(notice=lost).update(state="failed", problem="550 no such user")
    once = make_short_address(county, "places:search", single_use=True)
    return {
        "notice": f"/postfach/{found[2].pk}/",
        "code_page": cases[0].short_address.path,
        "code_once": once.path,
        "entered_case": f"/verwaltung/vorgang/{cases[0].pk}/",
        "batch": f"/verwaltung/briefe/stapel/{batch.pk}/",
    }
