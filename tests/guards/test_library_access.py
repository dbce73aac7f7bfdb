"""Addresses of libraries: only signing in is open to visitors, and the admin opens for admins alone."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests import factories
from tests.guards.access_world import World, build_world

# What a visitor may open: ways in, and ways back in.
OPEN_TO_VISITORS = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_inactive",
    "account_password_reset_completed",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_signup_webauthn",
    "mfa_trust",
}
ARGUMENTS = {
    "account_confirm_email": {"key": "abc"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}


@pytest.fixture
def world(content) -> World:
    return build_world()


def library_names() -> list[str]:
    return sorted(
        entry.name
        for resolver in get_resolver().url_patterns
        if str(getattr(resolver, "pattern", "")) in {"accounts/", "accounts/2fa/", "accounts/sessions/"}
        for entry in _leaves(resolver)
        if entry.name
    )


def _leaves(resolver):
    for entry in getattr(resolver, "url_patterns", []):
        yield from _leaves(entry) if hasattr(entry, "url_patterns") else [entry]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(library_names()) - OPEN_TO_VISITORS))
def test_a_visitor_is_sent_to_sign_in(client, name):
    path = reverse(name, kwargs=ARGUMENTS.get(name))

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def admin_paths(world: World) -> list[str]:
    """Return the address of every admin page that needs no argument, and of one row of each model."""
    paths = []
    for entry in get_resolver().namespace_dict["admin"][1].url_patterns:
        for leaf in [entry] if not hasattr(entry, "url_patterns") else entry.url_patterns:
            try:
                paths.append(reverse(f"admin:{leaf.name}"))
            except NoReverseMatch:
                continue
    owner = world.people["owner"]
    return [*paths, reverse("admin:accounts_user_change", args=[owner.pk])]


def test_the_admin_opens_for_admins_alone(world):
    for role, person in world.people.items():
        if role == "admin":
            continue
        client = Client()
        client.force_login(person)
        opened = [path for path in admin_paths(world) if client.get(path).status_code == 200]
        assert opened == [], role


def test_the_admin_opens_for_an_admin_whether_superuser_or_not(world):
    opened = []
    for person in (world.people["admin"], factories.UserFactory(is_staff=True)):
        client = Client()
        client.force_login(person)
        opened.append([path for path in admin_paths(world) if client.get(path).status_code == 200])

    assert len(opened[0]) >= 12
    assert opened[0] == opened[1]
