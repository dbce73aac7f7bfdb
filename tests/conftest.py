import gc

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from accounts.models import User
from tests import factories
from tests.browsers import FROM_HERE
from wellness.content_loading import load_content
from wellness.models import Dimension, Edition, HelpCountry, LoadedWording, Topic

# A machine that does several things at once is slow, not wrong.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


def pytest_collection_finish():
    """Set what is loaded by now aside: it stays, and looking it over for garbage takes a tenth of the suite's time."""
    gc.freeze()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give every test a database that is not marked as without one."""
    if not (item.get_closest_marker("without_database") or item.get_closest_marker("django_db")):
        item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def _fresh_cache(request):
    """Limits on guessing are kept in the shared cache: each test that has a database starts with none used."""
    if request.node.get_closest_marker("without_database") is None:
        cache.clear()
    else:
        assert "db" not in request.fixturenames, "marked as without a database, and asks for one"


@pytest.fixture(autouse=True)
def _sites_own_language():
    """Begin in the site's own language: a page in Spanish leaves its thread speaking Spanish."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load once what a new installation has: its wording, topics and help lines. Tests that write undo what they wrote."""
    with django_db_blocker.unblock():
        load_content()


@pytest.fixture
def content(db):
    """Have the wording, topics and help lines that a new installation has, after a test that emptied the tables too."""
    if not Edition.objects.exists():
        load_content()


@pytest.fixture
def no_content(db):
    """Take out the content that every test has: an installation before its first load."""
    for model in (Edition, LoadedWording, Topic, Dimension, HelpCountry):
        model.objects.all().delete()


@pytest.fixture
def ana(db) -> User:
    return factories.UserFactory(name="Ana", email="ana@example.org")


@pytest.fixture
def client() -> Client:
    """Return a browser on pages of this site."""
    return Client(headers=FROM_HERE)


@pytest.fixture
def signed_in():
    """Return a function that gives a browser of its own to a person."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
