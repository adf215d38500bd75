# SPDX-License-Identifier: EUPL-1.2
"""Two stories: somebody with a letter, no account and a phone in Arabic; a moderator who sets up a citizens' budget."""

from __future__ import annotations

import io
import re
import uuid

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IDEA = "مقاعد في الظل للعائلات 🌳"


def _photo_with_position() -> bytes:
    """Return a JPEG as a phone makes it, with the place where it was taken."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 8.0, 0.0), 3: "E", 4: (10.0, 13.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (320, 200), "#2d6f9f").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def letter(site, django_db_blocker):
    """A process for holders of codes, and the code of one letter."""
    from datetime import timedelta

    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from allmende.core.letters.codes import grouped
    from allmende.core.municipality.models import Municipality
    from allmende.decide.participation import actions, code_batches
    from allmende.decide.participation.models import Phase, Process

    with django_db_blocker.unblock():
        admin = get_user_model().objects.get(email="admin@auental.example")
        county = Municipality.objects.get(kind="county")
        process = Process(
            municipality=county,
            title="Der Lindenplatz",
            goal="Der Platz wird schöner.",
            deciders="Der Rat.",
            contact_name="A",
            contact_phone="1",
        )
        begin = timezone.now() - timedelta(days=1)
        phase = Phase(
            title="Ideen sammeln", format="ideas", audience="codes", opens=begin, closes=begin + timedelta(days=20)
        )
        process, _new = actions.set_up(admin, process, [phase], key=uuid.uuid4())
        actions.publish(admin, process)
        made = code_batches.make_batch(
            admin,
            process,
            name="Briefe",
            kind="letter",
            recipients=[["Amal", "Weg 1", "99999 Auenstadt"]],
            form="table",
            key=uuid.uuid4(),
        )
        plain = made.content.decode("utf-8-sig").splitlines()[1].split(";")[0]
    assert grouped(plain.replace("-", "")) == plain
    return process, plain


def test_letter_phone_arabic_and_what_became_of_it(visitor, site, letter, django_db_blocker):
    process, code = letter
    page = visitor.open(f"/k/{code}/", width=360)
    page.wait_for_url(re.compile("/beteiligung/"))
    page.goto(site.url + "/ar" + process.get_absolute_url().replace("/ar/", "/"))
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".part-now a.kern-btn").click()
    page.locator("main a[href$='/neu/']").click()
    page.locator("[name=title]").fill(IDEA)
    page.locator("textarea[name=text]").fill("نحب أن نجلس في الساحة مع الأطفال.")
    page.locator("main details summary").filter(has_text=re.compile("Bilder|صور")).click()
    page.locator("[name=picture1]").set_input_files(
        {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": _photo_with_position()}
    )
    page.locator("[name=alt1]").fill("ساحة فارغة")
    page.locator("[name=name]").fill("أمل")
    page.wait_for_timeout(3100)  # nobody writes faster
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("button[value=send]").click()
    page.wait_for_url(re.compile(r"/ar/beteiligung/.*/ideen/\d+/$"))
    assert page.locator("h1").inner_text().strip() == IDEA
    assert page.locator("h1 span").get_attribute("lang") == "ar"
    picture = page.locator(".part-pictures img").get_attribute("src")
    assert b"Exif" not in page.request.get(site.url + picture).body()
    number = int(page.url.rstrip("/").rsplit("/", 1)[1])
    assert page.context.cookies()
    with django_db_blocker.unblock():
        from django.contrib.auth import get_user_model
        from PIL import Image

        from allmende.decide.participation import ideas
        from allmende.decide.participation.models import Idea

        idea = Idea.objects.select_related("phase").get(pk=number)
        with idea.pictures.get().picture.file.open("rb") as file:
            assert not Image.open(file).getexif().get_ifd(0x8825)
        admin = get_user_model().objects.get(email="admin@auental.example")
        ideas.answer(admin, idea, stage="planned", text="Zwei Tische kommen im Mai.", office="Bauhof")
    # Days later, on a device of the library, with nothing but the letter:
    later = visitor.open(f"/k/{code}/", width=360)
    later.goto(f"{site.url}/ar/beteiligung/{process.slug}/meine/")
    later.get_by_text("Zwei Tische kommen im Mai.").wait_for()
    later.get_by_role("link", name=IDEA).click()
    later.locator("#daraus").wait_for()
    later.goto(f"{site.url}/beteiligung/{process.slug}/")
    with later.expect_navigation():
        later.get_by_role("button", name="Code auf diesem Gerät vergessen").click()
    later.goto(f"{site.url}/beteiligung/{process.slug}/meine/")
    assert later.get_by_text("Zwei Tische kommen im Mai.").count() == 0


def test_a_moderator_sets_up_a_budget(visitor, site):
    visitor.expected = ("422",)  # the form is sent once without saying who may take part
    page = visitor.open("/verwaltung/beteiligung/", role="admin")
    page.get_by_role("link", name="Neues Verfahren").first.click()
    page.get_by_role("link", name="Bürgerbudget").click()
    page.get_by_label("Titel").fill("Unser Dorfbudget")
    page.get_by_label("Erster Tag").fill("01.03.2030")
    page.locator("[name=contact_phone]").fill("03999 1234")
    page.get_by_role("button", name="Entwurf anlegen").click()
    page.get_by_text("Bitte prüfen Sie Ihre Angaben").wait_for()  # who may take part was not chosen
    page.get_by_label("wer einen Code per Brief bekommen hat").check()
    page.get_by_role("button", name="Entwurf anlegen").click()
    page.get_by_text("Der Entwurf ist da.").wait_for()
    assert page.locator("table.listing tbody tr").count() == 3
    assert (
        "fehlt:" in page.locator("main").inner_text() or page.get_by_role("button", name="Veröffentlichen").is_enabled()
    )
    page.get_by_role("link", name="Vorschau ansehen").click()
    page.get_by_text("Entwurf: Diese Seite sieht nur das Team.").wait_for()
    assert page.locator(".part-steps li").count() == 3


def test_an_address_sets_the_pin_with_the_keyboard(visitor, site):
    page = visitor.open(site.things["new_idea"])
    page.locator("[name=wo]").fill("Altstadt")
    page.keyboard.press("Tab")
    page.locator("#gefunden strong").wait_for()
    page.wait_for_function("document.querySelector('[name=lon]').value !== ''")
    page.locator("[name=title]").fill("Mehr Bänke")
    page.locator("textarea[name=text]").fill("Im Schatten der Linden.")
    page.keyboard.press("Tab")
    with page.expect_request(re.compile("/aehnlich/")) as asked:
        page.locator("[name=title]").fill("Mehr Bänke im Ort")
        page.locator("[name=title]").dispatch_event("change")
    assert "email=" not in asked.value.url, "nothing personal goes into an address"
    page.locator("#aehnliche a").first.wait_for()
    page.reload()
    assert page.locator("[name=title]").input_value() == "Mehr Bänke im Ort", "what was written survives a reload"


def test_without_script_an_idea_comes_in(visitor, site):
    page = visitor.open(site.things["new_idea"], java_script_enabled=False)
    page.locator("[name=title]").fill("Ohne Skript")
    page.locator("textarea[name=text]").fill("Es geht auch so.")
    page.wait_for_timeout(3100)
    page.locator("button[value=send]").click()
    page.get_by_text("Sie erscheint, sobald jemand sie angesehen hat.").wait_for()
