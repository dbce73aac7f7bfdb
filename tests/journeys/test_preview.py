"""An admin looks at a draft with an eighth dimension in a browser: everyone can use it, and typing saves nothing."""

import pytest
from playwright.sync_api import expect

from tests.factories import AdminFactory
from tests.wellness.editions import add_money
from wellness.editions import copy_to_draft
from wellness.models import Edition, Workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_draft_is_looked_at_part_by_part(visitor, content):
    draft = copy_to_draft(Edition.objects.get())
    add_money(draft)
    robin = visitor()
    robin.sign_in_as(AdminFactory())
    here = f"/admin/wellness/edition/{draft.pk}/preview/"

    for place in ("", "money/", "network/", "goals/", "new-goal/"):
        robin.go(here + place)
        robin.look(f"preview {place}")
    robin.go(f"{here}money/")
    robin.page.fill("textarea[name=helps]", "Typed to try it.")
    robin.page.get_by_role("button", name="Next part").click()

    expect(robin.page.get_by_text("This is a preview, so nothing was saved.")).to_be_visible()
    assert not Workbook.objects.exists()
