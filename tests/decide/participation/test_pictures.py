# SPDX-License-Identifier: EUPL-1.2
"""Pictures of ideas are seen by those who may read the idea, and by nobody else."""

import io

import pytest
from django.test import Client
from PIL import Image
from wagtail.images.models import Filter

from allmende.commons.dialogue.models import Post
from allmende.decide.participation.ideas import Upload
from tests.access_matrix import member


@pytest.fixture
def idea(settings, tmp_path, make_idea, person):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (90, 60), "green").save(file, "JPEG")
    file.seek(0)
    return make_idea(who=person, pictures=[Upload(file=file, name="mein-haus.jpg", alt="Ein Haus")])


@pytest.fixture
def urls(idea):
    picture = idea.pictures.get().picture
    # Made here and not asked for: other sizes are remembered by the picture's number, also from other tests.
    return [picture.file.url, picture.create_rendition(Filter("fill-40x40|format-webp")).url]


def statuses(client, urls):
    return [fetched(client, url).status_code for url in urls]


def fetched(client, url):
    answer = client.get(url)
    if answer.streaming:
        b"".join(answer.streaming_content)  # the file is closed at its end
    return answer


def signed_in(somebody):
    client = Client()
    client.force_login(somebody)
    return client


def test_names_tell_nothing_and_caches_keep_nothing(client, idea, urls):
    assert all(url.startswith(f"/medien/guarded/idea/{idea.pk}/") for url in urls)
    assert not any("haus" in url for url in urls)
    for url in urls:
        answer = fetched(client, url)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, max-age=300"


@pytest.mark.parametrize("state", ["hidden", "withdrawn", "pending"])
def test_pictures_of_what_is_not_public_are_seen_by_author_and_staff_only(idea, urls, person, moderator, county, state):
    Post.objects.filter(pk=idea.post_id).update(state=state)
    assert statuses(Client(), urls) == [404, 404]
    assert statuses(signed_in(member("", county, "fremd")), urls) == [404, 404]
    assert statuses(signed_in(person), urls) == [200, 200]
    assert statuses(signed_in(moderator), urls) == [200, 200]


def test_pictures_of_a_draft_process_are_not_public(idea, urls, person, moderator):
    process = idea.phase.process
    process.state = "draft"
    process.save()
    assert statuses(Client(), urls) == statuses(signed_in(person), urls) == [404, 404]
    assert statuses(signed_in(moderator), urls) == [200, 200]


def test_a_new_file_stays_behind_the_gate(idea, urls):
    from django.core.files.base import ContentFile

    picture = idea.pictures.get().picture
    file = io.BytesIO()
    Image.new("RGB", (50, 50), "blue").save(file, "PNG")
    again = type(picture).objects.get(pk=picture.pk)
    again.file = ContentFile(file.getvalue(), name="neu.png")
    again.save()
    assert again.file.name.startswith(f"guarded/idea/{idea.pk}/")
    assert "neu" not in again.file.name


def test_what_nobody_answers_for_is_closed(client, idea, urls):
    from django.conf import settings

    folder = settings.MEDIA_ROOT / "guarded" / "unknown" / "1"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"x")
    name = urls[0].rpartition("/")[2]
    paths = ["guarded/unknown/1/a.jpg", f"guarded/idea/x/../{idea.pk}/{name}", f"guarded/idea/0/../{idea.pk}/{name}"]
    assert statuses(client, [f"/medien/{path}" for path in paths]) == [404, 404, 404]
    for path in (f"images/../guarded/idea/{idea.pk}/{name}", f"guarded/idea/{idea.pk}/%2e%2e/{name}"):
        assert statuses(client, [f"/medien/{path}"]) == [404]
