import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.models import User
from tests import factories
from tests.accounts.people import has_factor


@pytest.fixture
def superuser(db):
    return factories.AdminFactory(email="root@example.org")


@pytest.fixture
def client(signed_in, superuser):
    return signed_in(superuser)


def _address(person: User) -> str:
    return f"/admin/accounts/user/{person.pk}/change/"


def test_no_library_model_is_in_the_admin():
    labels = {model._meta.app_label for model in admin.site._registry}

    assert labels <= {"accounts", "groups", "wellness"}
    assert Group not in admin.site._registry


def test_of_accounts_only_people_are_in_the_admin():
    ours = [model for model in admin.site._registry if model._meta.app_label == "accounts"]

    assert ours == [User]


def test_people_are_found_by_name_and_address(client, ana):
    found = client.get("/admin/accounts/user/?q=ana").context["cl"].result_list

    assert list(found) == [ana]


def test_an_admin_cannot_change_who_someone_is(client, ana):
    before = {name: getattr(ana, name) for name in ("email", "name", "password", "is_superuser", "time_zone")}

    client.post(
        _address(ana),
        {"email": "mine@example.org", "name": "X", "password": "x", "is_superuser": "on", "is_active": "on"},
    )

    ana.refresh_from_db()
    assert {name: getattr(ana, name) for name in before} == before
    assert not has_factor(ana)


@pytest.mark.parametrize("ending", ["password/", "delete/"])
def test_there_is_no_way_to_set_a_password_or_delete(client, ana, ending):
    response = client.get(f"/admin/accounts/user/{ana.pk}/{ending}", follow=True)

    assert response.status_code in {403, 404} or ana.email not in response.content.decode()
    assert client.post(f"/admin/accounts/user/{ana.pk}/{ending}", {"post": "yes"}).status_code in {
        302,
        403,
        404,
    }
    assert User.objects.filter(pk=ana.pk).exists()


def test_nobody_is_added_here(client):
    assert client.get("/admin/accounts/user/add/").status_code == 403


def test_deleting_is_not_among_the_actions(client, ana):
    client.post(
        "/admin/accounts/user/",
        {"action": "delete_selected", "_selected_action": [str(ana.pk)], "post": "yes"},
    )

    assert User.objects.filter(pk=ana.pk).exists()


def test_a_superuser_says_who_may_sign_in_and_use_the_admin(client, ana):
    client.post(_address(ana), {"is_staff": "on"})

    ana.refresh_from_db()
    assert (ana.is_active, ana.is_staff) == (False, True)


def test_a_superuser_cannot_lock_themselves_out(client, superuser):
    client.post(_address(superuser), {})

    superuser.refresh_from_db()
    assert (superuser.is_active, superuser.is_staff) == (True, True)


def test_an_admin_who_is_no_superuser_changes_nothing(signed_in, ana):
    helper = factories.UserFactory(is_staff=True)
    signed_in(helper).post(_address(ana), {"is_staff": "on"})

    ana.refresh_from_db()
    assert (ana.is_active, ana.is_staff) == (True, False)


def test_someone_who_is_let_into_the_admin_finds_what_it_offers(client, signed_in, ana):
    client.post(_address(ana), {"is_active": "on", "is_staff": "on"})

    apps = signed_in(User.objects.get(pk=ana.pk)).get("/admin/").context["app_list"]

    offered = {(model["object_name"], *model["perms"].values()) for app in apps for model in app["models"]}
    assert {name for name, *_perms in offered} >= {
        "Group",
        "PeerLead",
        "User",
        "Topic",
        "Edition",
        "HelpCountry",
    }
    assert ("User", False, True, False, True) in offered


def test_an_admin_has_no_permission_for_what_the_admin_does_not_offer(ana):
    ana.is_staff = True

    models = {name.split("_", 1)[1] for name in ana.get_all_permissions()}

    assert {"group", "membership", "user", "topic"} <= models
    assert models & {"entry", "goal", "checkin", "sharedsummary", "authenticator", "permission"} == set()


@pytest.mark.parametrize("fields", [{}, {"is_staff": True, "is_active": False}])
def test_nobody_else_has_a_permission(fields):
    assert factories.UserFactory(**fields).get_all_permissions() == set()


def test_the_page_of_a_person_shows_no_password(client, ana):
    ana.set_password("walk to the river")
    ana.save()

    page = client.get(_address(ana)).content.decode()

    assert ana.password not in page
    assert 'type="password"' not in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(client, django_assert_num_queries, people):
    factories.UserFactory.create_batch(people)
    client.get("/admin/accounts/user/")

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/admin/accounts/user/")


QUERIES_OF_THE_LIST = 7
