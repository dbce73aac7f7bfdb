"""Slides in a browser: sent with a bar that moves, refused in words, sent without scripts, opened by the group."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups.models import Material, PeerSession
from tests import factories
from tests.groups.inspection.bad_pdfs import BAD_PDFS
from tests.groups.inspection.good_files import GOOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lead(settings, tmp_path):
    settings.MATERIALS_DIR = tmp_path / "materials"
    return factories.FacilitatorFactory()


@pytest.fixture
def page_of(lead):
    session = PeerSession.objects.create(
        group=lead.group, kind="welcome", starts_at=timezone.now() + timedelta(days=1)
    )
    return f"/groups/{lead.group.slug}/lead/sessions/{session.pk}/materials/"


def choose(page, name, data):
    page.fill("[name=title]", "For today")
    page.set_input_files("[name=file]", {"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Add the file").click()


def test_slides_are_sent_opened_and_deleted(visitor, lead, page_of):
    lee, ana = visitor(), visitor()
    lee.sign_in_as(lead.person)
    lee.go(page_of)
    lee.look("no slides yet")

    choose(lee.page, "slides.pdf", BAD_PDFS["script-on-opening.pdf"][0])
    expect(lee.page.get_by_role("alert")).to_contain_text("It has macros, scripts or programs in it.")
    lee.look("slides that are refused")
    choose(lee.page, "slides.pdf", GOOD["slides.pdf"])
    expect(lee.page.get_by_text("It is there.")).to_be_visible()
    lee.look("slides that are there")

    ana.sign_in_as(factories.MembershipFactory(group=lead.group).person)
    ana.go(f"/groups/{lead.group.slug}/")
    ana.look("slides at the session")
    with ana.page.expect_download() as kept:
        ana.page.get_by_role("link", name=re.compile("Download")).click()
    assert kept.value.suggested_filename == "session-1.pdf"

    lee.page.get_by_role("link", name=re.compile("Delete")).click()
    lee.look("deleting slides")
    lee.page.get_by_role("button", name="Delete it").click()
    expect(lee.page.get_by_text("It is deleted.")).to_be_visible()


def test_the_bar_moves_and_sending_can_be_stopped(visitor, lead, page_of):
    lee = visitor()
    lee.sign_in_as(lead.person)
    lee.go(page_of)
    network = lee.page.context.new_cdp_session(lee.page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 500_000}
    network.send("Network.emulateNetworkConditions", slow)

    choose(lee.page, "slides.pdf", GOOD["slides.pdf"] + b" " * 8_000_000)
    expect(lee.page.get_by_role("progressbar")).to_be_visible()
    lee.look("slides on their way")
    lee.page.get_by_role("button", name="Stop").click()

    expect(lee.page.get_by_role("progressbar")).to_be_hidden()
    expect(lee.page.get_by_role("button", name="Add the file")).to_be_enabled()
    assert not Material.objects.exists()


def test_a_file_that_is_too_large_is_not_even_sent(visitor, lead, page_of, settings):
    settings.MATERIAL_BYTES = 1024 * 1024
    lee = visitor()
    lee.sign_in_as(lead.person)
    lee.go(page_of)
    sent = []
    lee.page.on("request", lambda request: sent.append(request.method))

    choose(lee.page, "slides.pdf", b"x" * 2_000_000)

    expect(lee.page.get_by_role("alert")).to_contain_text("This file is larger than 1 MB.")
    assert "POST" not in sent


def test_it_works_without_scripts(visitor, lead, page_of):
    lee = visitor(java_script_enabled=False, looks=())
    lee.sign_in_as(lead.person)
    lee.go(page_of)

    choose(lee.page, "slides.pdf", b"<html>")
    expect(lee.page.get_by_role("alert")).to_contain_text(
        "What is in it is not what the end of its name says."
    )
    choose(lee.page, "slides.pptx", GOOD["slides.pptx"])

    expect(lee.page.get_by_text("It is there.")).to_be_visible()
    assert Material.objects.get().kind == "pptx"
