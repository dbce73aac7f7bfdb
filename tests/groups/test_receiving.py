"""Files on their way in: never more than fits, from nobody we do not know, nothing left where the way breaks off."""

import tempfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import resolve, reverse, reverse_lazy

from groups.material_files import NotKept, keep
from groups.models import Material, PeerSession
from groups.receiving import MaterialUploadHandler
from tests.factories import FacilitatorFactory
from tests.groups.inspection.good_files import GOOD

MEGABYTE = 1024 * 1024


@pytest.fixture
def folder(settings, tmp_path):
    settings.MATERIALS_DIR = tmp_path / "materials"
    settings.MATERIALS_DIR.mkdir()
    return settings.MATERIALS_DIR


@pytest.fixture
def lead(content, folder):
    return FacilitatorFactory()


@pytest.fixture
def page(lead):
    session = PeerSession.objects.create(group=lead.group, kind="welcome")
    return reverse("groups:materials", args=[lead.group.slug, session.pk])


def sent(data, name="slides.pdf"):
    return {"title": "Slides", "file": SimpleUploadedFile(name, data)}


class FullDisk(BytesIO):
    """A file on a disk that has no room."""

    def write(self, _data):
        raise OSError(28, "No space left on device")


def test_a_file_over_the_limit_is_refused_in_words_and_what_came_is_given_back(
    lead, page, folder, settings, signed_in, monkeypatch
):
    settings.MATERIAL_BYTES = MEGABYTE
    written = []

    class Counted(BytesIO):
        def write(self, data):
            written.append(len(data))
            return super().write(data)

    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_where: Counted())

    response = signed_in(lead.person).post(page, sent(GOOD["slides.pdf"] + b" " * (3 * MEGABYTE)))

    assert "This file is larger than 1 MB." in response.content.decode()
    assert sum(written) <= MEGABYTE
    assert list(folder.iterdir()) == []
    assert not Material.objects.exists()


def test_a_file_of_just_the_limit_is_taken(lead, page, settings, signed_in):
    settings.MATERIAL_BYTES = len(GOOD["slides.pdf"])

    signed_in(lead.person).post(page, sent(GOOD["slides.pdf"]))

    assert Material.objects.get().size == len(GOOD["slides.pdf"])


def test_what_is_vast_is_not_read_to_its_end(lead, page, settings, signed_in):
    settings.MATERIAL_BYTES = 1000

    response = signed_in(lead.person).post(page, sent(b"x" * 9000))

    assert "Choose a file." in response.content.decode()
    assert not Material.objects.exists()


def test_a_full_disk_is_said_in_words_while_it_comes_in(lead, page, folder, signed_in, monkeypatch):
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_where: FullDisk())

    response = signed_in(lead.person).post(page, sent(GOOD["slides.pdf"]))

    assert "There is no room for it on the server just now." in response.content.decode()
    assert list(folder.iterdir()) == []


def test_a_full_disk_is_said_in_words_while_it_is_kept(lead, page, folder, signed_in, monkeypatch):
    def copy_half(_file, kept):
        kept.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("groups.material_files.shutil.copyfileobj", copy_half)

    response = signed_in(lead.person).post(page, sent(GOOD["slides.pdf"]))

    assert "There is no room for it on the server just now." in response.content.decode()
    assert list(folder.iterdir()) == []
    assert not Material.objects.exists()


def test_a_folder_that_cannot_be_made_is_no_room(settings, tmp_path):
    (tmp_path / "taken").write_bytes(b"")
    settings.MATERIALS_DIR = tmp_path / "taken" / "materials"

    with pytest.raises(NotKept):
        keep(BytesIO(b"x"))


def test_nothing_on_its_way_has_a_name_on_the_disk(lead, page, folder):
    request = RequestFactory().post(page)
    request.user, request.resolver_match = lead.person, resolve(page)
    handler = MaterialUploadHandler(request)
    handler.handle_raw_input(None, {}, 100, b"", None)
    handler.new_file("file", "slides.pdf", "application/pdf", 100)
    handler.receive_data_chunk(b"half of it", 0)

    seen = list(folder.iterdir())
    handler.upload_interrupted()

    assert seen == []
    assert handler.taken.closed


@pytest.mark.parametrize(
    ("who", "where"), [("visitor", ""), ("person", reverse_lazy("accounts:name")), ("person", "/nowhere/")]
)
def test_a_file_that_nobody_asked_for_is_passed_over(who, where, lead, page, monkeypatch, signed_in):
    taken = []
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_where: taken.append(1) or BytesIO())
    client = Client() if who == "visitor" else signed_in(lead.person)

    answer = client.post(where or page, sent(GOOD["slides.pdf"]))

    assert answer.status_code in {200, 302, 404}
    assert taken == []
