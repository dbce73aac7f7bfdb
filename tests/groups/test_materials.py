"""Slides, pictures and links of a session: who adds, opens and deletes them, and that no file outlives its session."""

import html
import os
import re
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from groups.inspection import Kind
from groups.materials import add_file, add_link, delete_material
from groups.models import Material, PeerSession
from groups.scheduling import drop_session
from tests.factories import FacilitatorFactory, MembershipFactory, VolunteerFactory
from tests.groups.inspection.bad_decks import BAD_DECKS
from tests.groups.inspection.good_files import GOOD
from tests.groups.inspection.test_real_files import REAL


@pytest.fixture
def folder(settings, tmp_path):
    settings.MATERIALS_DIR = tmp_path / "materials"
    settings.MATERIALS_DIR.mkdir()
    return settings.MATERIALS_DIR


@pytest.fixture
def led(content, folder):
    """Return a group with a facilitator, a volunteer, someone who takes part, and a session."""
    lead = FacilitatorFactory()
    return SimpleNamespace(
        group=lead.group,
        lead=lead.person,
        helper=VolunteerFactory(group=lead.group).person,
        ana=MembershipFactory(group=lead.group).person,
        session=PeerSession.objects.create(
            group=lead.group, kind="welcome", starts_at=timezone.now() + timedelta(days=1)
        ),
    )


def address(led, name="materials", *more):
    return reverse(f"groups:{name}", args=[led.group.slug, led.session.pk, *more])


def file_of(name, data=None):
    return SimpleUploadedFile(name, GOOD[name] if data is None else data, "application/octet-stream")


def added(led, name="slides.pdf", title="Slides"):
    kind = Kind(name.rsplit(".", 1)[-1])
    add_file(session=led.session, title=title, file=BytesIO(GOOD[name]), kind=kind, by=led.lead)
    return Material.objects.latest("added_at")


def text(response):
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("slides.pdf", "application/pdf"),
        ("slides.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("slides.odp", "application/vnd.oasis.opendocument.presentation"),
        ("board.png", "image/png"),
        ("board.jpg", "image/jpeg"),
    ],
)
def test_what_a_facilitator_adds_reaches_the_group_as_it_was(led, signed_in, name, kind):
    page = signed_in(led.lead).post(address(led), {"title": "For today", "file": file_of(name)}, follow=True)
    home = signed_in(led.ana).get(reverse("groups:home", args=[led.group.slug]))
    material = Material.objects.get()
    opened = signed_in(led.ana).get(address(led, "material", material.pk))

    assert "It is there." in text(page)
    assert "For today" in text(home)
    assert address(led, "material", material.pk) in home.content.decode()
    assert (body(opened), opened["Content-Type"]) == (GOOD[name], kind)


def test_the_page_says_what_stays_in_a_file_before_one_is_added(led, signed_in):
    page = text(signed_in(led.lead).get(address(led)))

    assert "they can tell your name, and where photos in them were taken." in page


def test_a_photo_reaches_the_group_without_what_the_camera_noted(led, signed_in):
    photo = file_of("board.jpeg", (REAL / "phone.jpg").read_bytes())

    signed_in(led.lead).post(address(led), {"title": "Board", "file": photo})

    kept = body(signed_in(led.ana).get(address(led, "material", Material.objects.get().pk)))
    assert b"Canary" not in kept
    assert Material.objects.get().size == len(kept)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("slides.pdf", "inline"),
        ("board.png", "inline"),
        ("slides.pptx", "attachment"),
        ("slides.odp", "attachment"),
    ],
)
def test_a_browser_shows_what_it_can_and_may_do_nothing_with_it(led, signed_in, name, how):
    material = added(led, name, title="About my sister")
    ana = signed_in(led.ana)

    opened, kept = (ana.get(address(led, "material", material.pk) + more) for more in ("", "?keep"))

    for response in (opened, kept):
        body(response)
        policy = response["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert ("sandbox" in policy) == (name != "slides.pdf")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cache-Control"] == "no-store, private"
        assert "sister" not in str(response.headers)
    ending = name.rsplit(".", 1)[-1]
    assert opened["Content-Disposition"] == f'{how}; filename="session-1.{ending}"'
    assert kept["Content-Disposition"] == f'attachment; filename="session-1.{ending}"'


def test_a_file_lies_in_the_private_folder_under_a_name_that_says_nothing(led, folder):
    material = added(led)

    (kept,) = folder.iterdir()
    assert kept.name == material.file_name
    assert re.fullmatch("[0-9a-f]{32}", kept.name)
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_bad_file_is_refused_in_words_and_not_kept(led, signed_in, folder):
    data, _trouble = BAD_DECKS["macros.pptx"]

    page = signed_in(led.lead).post(address(led), {"title": "For today", "file": file_of("a.pptx", data)})

    assert "It has macros, scripts or programs in it." in text(page)
    assert "Save it as a PDF file and send that." in text(page)
    assert list(folder.iterdir()) == []
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "For today"}, "Choose a file."),
        ({"title": "For today", "file": ("empty.pdf", b"")}, "There is nothing in this file."),
        ({"file": ("slides.pdf", GOOD["slides.pdf"])}, "Say in a few words what it is."),
    ],
)
def test_what_is_missing_is_said(led, signed_in, sent, words):
    parts = {key: SimpleUploadedFile(*value) if key == "file" else value for key, value in sent.items()}

    assert words in text(signed_in(led.lead).post(address(led), parts))


def test_the_script_is_told_where_to_go_or_what_is_wrong(led, signed_in):
    lee, told = signed_in(led.lead), {"headers": {"accept": "application/json"}}

    good = lee.post(address(led), {"title": "For today", "file": file_of("slides.pdf")}, **told)
    bad = lee.post(address(led), {"title": "For today", "file": file_of("slides.pdf", b"<html>")}, **told)

    assert good.json() == {"go": address(led)}
    assert bad.json()["trouble"][0] == "What is in it is not what the end of its name says."


def test_a_link_is_shown_to_the_group(led, signed_in):
    sent = {"link-title": "A walk", "link-address": "https://example.org/walk"}

    signed_in(led.lead).post(address(led, "add_link"), sent)

    home = signed_in(led.ana).get(reverse("groups:home", args=[led.group.slug])).content.decode()
    assert 'href="https://example.org/walk" rel="noopener noreferrer"' in home


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/a", "file:///etc/passwd", "data:,x"]
)
def test_a_link_leads_to_the_web_alone(led, signed_in, link):
    page = signed_in(led.lead).post(address(led, "add_link"), {"link-title": "x", "link-address": link})

    assert "This is no web address." in text(page)
    assert not Material.objects.exists()


@pytest.mark.parametrize("who", ["helper", "ana", "stranger"])
def test_only_facilitators_add_and_delete(led, who):
    person = FacilitatorFactory().person if who == "stranger" else getattr(led, who)
    material = added(led)

    with pytest.raises(PermissionDenied):
        add_link(session=led.session, title="x", link="https://example.org", by=person)
    with pytest.raises(PermissionDenied):
        add_file(session=led.session, title="x", file=BytesIO(b"x"), kind=Kind.PDF, by=person)
    with pytest.raises(PermissionDenied):
        delete_material(material=material, by=person)
    assert list(Material.objects.all()) == [material]


def test_a_file_refused_to_someone_leaves_nothing(led, folder):
    with pytest.raises(PermissionDenied):
        add_file(session=led.session, title="x", file=BytesIO(b"x"), kind=Kind.PDF, by=led.ana)

    assert list(folder.iterdir()) == []


def test_who_left_opens_nothing_any_more(led, signed_in):
    material, ana = added(led), signed_in(led.ana)
    body(ana.get(address(led, "material", material.pk)))

    led.group.memberships.filter(person=led.ana).update(left_at=timezone.now())

    assert ana.get(address(led, "material", material.pk)).status_code == 404


def test_it_is_found_at_its_own_session_alone(led, signed_in):
    material = added(led)
    other = PeerSession.objects.create(group=led.group, kind="ending", position=2)

    wrong = reverse("groups:material", args=[led.group.slug, other.pk, material.pk])

    assert signed_in(led.ana).get(wrong).status_code == 404


def test_a_session_takes_ten_at_most(led, signed_in, settings):
    settings.MATERIALS_A_SESSION = 1
    form = signed_in(led.lead).get(address(led))
    added(led)

    page = signed_in(led.lead).post(address(led), {"title": "x", "file": file_of("slides.pdf")})

    assert "Add a file" in text(form)
    assert "There is a lot here already. Take something away first." in text(page)
    assert Material.objects.count() == 1


def test_deleting_asks_first_and_deletes_the_file(led, signed_in, folder, django_capture_on_commit_callbacks):
    material, lee = added(led), signed_in(led.lead)

    asked = lee.get(address(led, "delete_material", material.pk))
    was_there = list(folder.iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        lee.post(address(led, "delete_material", material.pk))

    assert "It is gone from here at once, for good." in text(asked)
    assert len(was_there) == 1
    assert list(folder.iterdir()) == []
    assert not Material.objects.exists()


def test_a_session_that_is_dropped_takes_its_files_along(
    led, signed_in, folder, django_capture_on_commit_callbacks
):
    material = added(led)

    with django_capture_on_commit_callbacks(execute=True):
        drop_session(session=led.session, by=led.lead)

    assert list(folder.iterdir()) == []
    assert signed_in(led.ana).get(address(led, "material", material.pk)).status_code == 404


def test_tidying_deletes_files_of_what_was_deleted_and_those_left_halfway(led, folder):
    kept, gone = added(led), added(led, "slides.odp")
    Material.objects.filter(pk=gone.pk).delete()
    on_its_way = folder / ("a" * 32)
    on_its_way.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 86_400
    for name in (kept.file_name, gone.file_name):
        os.utime(folder / name, (two_days_ago, two_days_ago))

    call_command("tidy")

    assert {path.name for path in folder.iterdir()} == {kept.file_name, on_its_way.name}


def test_a_file_that_is_gone_from_the_disk_is_absent(led, signed_in, folder):
    material = added(led)
    Path(folder / material.file_name).unlink()

    assert signed_in(led.ana).get(address(led, "material", material.pk)).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "link"},
        {"kind": "pdf"},
        {"kind": "pdf", "link": "https://example.org"},
        {"kind": "link", "link": "https://example.org", "file_name": "a" * 32},
    ],
)
def test_a_material_is_a_file_or_a_link(led, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Material.objects.create(session=led.session, title="x", **fields)


@pytest.mark.parametrize("number", [1, 3])
def test_home_asks_for_all_of_them_at_once(led, signed_in, number, django_assert_num_queries):
    for _each in range(number):
        added(led)
    ana, home = signed_in(led.ana), reverse("groups:home", args=[led.group.slug])
    ana.get(home)

    with django_assert_num_queries(15):
        page = ana.get(home)

    assert text(page).count("Slides") >= number
