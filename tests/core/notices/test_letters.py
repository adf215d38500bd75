# SPDX-License-Identifier: EUPL-1.2
"""The staff screen "Briefe": batches, printing, posting, undoing, and what could not be delivered."""

from __future__ import annotations

import io
import threading

import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from allmende.core.notices import batches, queries
from allmende.core.notices.actions import Address
from allmende.core.notices.models import Delivery, LetterBatch
from tests.access_matrix import member

ERIKA = Address("Erika Muster", "Weg 2", "09999", "Auenstadt")
MAX = Address("Max Beispiel", "Gasse 1", "01234", "Ort")


@pytest.fixture
def clerk(county):
    return member("clerk", county, "clerk")


@pytest.fixture
def letters(tell):
    return [tell(to, subject=f"Brief {number}").deliveries.get() for number, to in enumerate((ERIKA, MAX, ERIKA))]


def make_batch(clerk, county, letters):
    return batches.form_batch(clerk, county, [letter.pk for letter in letters])


def states():
    return set(Delivery.objects.filter(channel="letter").values_list("state", flat=True))


def test_the_way_of_a_batch_and_back(clerk, county, letters):
    batch = make_batch(clerk, county, letters)
    assert not queries.open_letters(clerk).exists()
    with pytest.raises(ValidationError, match="nicht gedruckt"):
        batches.mark_posted(clerk, batch)
    batches.mark_printed(clerk, batch)
    batches.mark_posted(clerk, batch)
    assert states() == {"sent"}
    assert batches.take_back(clerk, batch).posted is None
    assert states() == {"waiting"}
    assert batches.take_back(clerk, batch).printed is None
    assert batches.take_back(clerk, batch) is None
    assert queries.open_letters(clerk).count() == 3


def test_a_letter_is_in_one_batch_only(clerk, county, letters):
    make_batch(clerk, county, letters[:2])
    assert make_batch(clerk, county, letters).letters.count() == 1
    with pytest.raises(ValidationError):
        make_batch(clerk, county, letters)
    assert LetterBatch.objects.count() == 2


def test_one_letter_leaves_the_batch(clerk, county, letters):
    batch = make_batch(clerk, county, letters)
    batches.remove_letter(clerk, letters[0])
    assert queries.open_letters(clerk).get() == letters[0]
    batches.mark_printed(clerk, batch)
    batches.mark_posted(clerk, batch)
    with pytest.raises(ValidationError, match="unterwegs"):
        batches.remove_letter(clerk, letters[1])


@pytest.mark.django_db(transaction=True)
def test_a_letter_taken_out_while_its_batch_is_posted_is_one_or_the_other(clerk, county, letters):
    batch = make_batch(clerk, county, letters)
    batches.mark_printed(clerk, batch)

    def undo():
        Delivery.objects.filter(pk__in=[letter.pk for letter in letters]).update(
            state=Delivery.State.WAITING, batch=batch
        )
        LetterBatch.objects.filter(pk=batch.pk).update(posted=None)

    for _ in range(8):
        undo()
        barrier = threading.Barrier(2)

        def run(job, barrier=barrier):
            try:
                barrier.wait(10)
                job()
            except ValidationError:
                pass
            finally:
                connection.close()

        jobs = (lambda: batches.mark_posted(clerk, batch), lambda: batches.remove_letter(clerk, letters[-1]))
        threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        last = Delivery.objects.get(pk=letters[-1].pk)
        assert (last.state, last.batch_id) in [(Delivery.State.SENT, batch.pk), (Delivery.State.WAITING, None)]


def test_who_may_not(county, town, letters):
    nobody, editor = member("", county, "nobody"), member("editor", county, "editor")
    elsewhere = member("clerk", town, "elsewhere")
    for person in (nobody, editor, elsewhere):
        with pytest.raises(PermissionDenied):
            make_batch(person, county, letters)
        assert not queries.open_letters(person).exists()
        with pytest.raises(PermissionDenied):
            batches.hand_over(person, letters[0])
    assert not LetterBatch.objects.exists()


def test_a_letter_handed_over_at_the_counter(clerk, county, letters):
    batches.hand_over(clerk, letters[0])
    with pytest.raises(ValidationError):
        batches.hand_over(clerk, letters[0])
    make_batch(clerk, county, letters[1:])
    with pytest.raises(ValidationError):
        batches.hand_over(clerk, letters[1])


@pytest.fixture
def failed(tell, clerk):
    mail = tell(Address("Anna", email="anna@example.org")).deliveries.get()
    Delivery.objects.filter(pk=mail.pk).update(state="failed", problem="550 no such user")
    mail.refresh_from_db()
    return mail


def test_what_came_back_is_settled_or_written(clerk, failed, tell):
    assert list(queries.undeliverable(clerk)) == [failed]
    with pytest.raises(ValidationError, match="Postleitzahl"):
        batches.write_instead(clerk, failed, name="Anna", street="", postcode="", city="Ort")
    letter = batches.write_instead(clerk, failed, name="Anna A.", street="Weg 3", postcode="09999", city="Ort")
    assert list(queries.open_letters(clerk)) == [letter]
    assert not queries.undeliverable(clerk).exists()


def test_settling(clerk, failed):
    batches.settle(clerk, failed)
    assert not queries.undeliverable(clerk).exists()
    assert not queries.open_letters(clerk).exists()


# --- The screens --------------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def test_the_whole_way_on_the_screen(desk, letters):
    index = reverse("letters_staff:index")
    page = desk.get(index).content.decode()
    assert "Offene Briefe (3)" in page
    assert desk.post(index, {"letter": []}).status_code == 302
    assert not LetterBatch.objects.exists()
    response = desk.post(index, {"letter": [letter.pk for letter in letters]})
    batch = LetterBatch.objects.get()
    url = response["Location"]
    assert url == reverse("letters_staff:batch", args=[batch.pk])
    pdf = desk.get(reverse("letters_staff:batch_pdf", args=[batch.pk]), {"beidseitig": 1})
    assert pdf["Content-Type"] == "application/pdf"
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.content)]
    assert ["Gasse 1" in text for text in texts[::2]] == [True, False, False], "by postcode"
    assert pikepdf.open(io.BytesIO(pdf.content)).Root.MarkInfo.Marked
    for what in ("posted", "printed", "posted"):
        desk.post(url, {"do": what})
    batch.refresh_from_db()
    assert batch.posted
    assert "zur Post gegeben" in desk.get(url).content.decode()
    assert desk.get(reverse("letters_staff:letter_pdf", args=[letters[0].pk])).status_code == 200
    assert desk.post(url, {"do": "what"}).status_code == 400


def test_undeliverable_ones_on_the_screen(desk, failed):
    page = desk.get(reverse("letters_staff:index")).content.decode()
    assert "550 no such user" in page
    desk.post(reverse("letters_staff:one", args=[failed.pk]), {"do": "settle"})
    assert "550 no such user" not in desk.get(reverse("letters_staff:index")).content.decode()


def test_without_the_press_there_is_an_explanation(desk, letters, monkeypatch):
    from allmende.core.letters import pdf
    from allmende.core.notices import staff

    def missing(*_args, **_options):
        raise pdf.LetterPressMissing("Das Programmpaket „Pango“ fehlt.")

    monkeypatch.setattr(staff, "delivery_pdf", missing)
    page = desk.get(reverse("letters_staff:letter_pdf", args=[letters[0].pk]), follow=True)
    assert "Pango" in page.content.decode()


def test_citizens_and_editors_see_no_letters(client, county, letters):
    for role in ("", "editor"):
        client.force_login(member(role, county, f"role-{role}"))
        assert client.get(reverse("letters_staff:index")).status_code in (302, 403)
        assert client.get(reverse("letters_staff:letter_pdf", args=[letters[0].pk])).status_code in (302, 403, 404)
