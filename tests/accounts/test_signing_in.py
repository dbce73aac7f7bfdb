import pytest
from django.core import mail
from django.test import Client

from tests.accounts.people import PASSWORD, mailed_code, person_with_password, sign_in


@pytest.fixture
def ana(db):
    return person_with_password(name="Ana", email="ana@example.org")


def test_one_post_signs_in_and_leads_on(client, ana):
    response = sign_in(client, ana)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/accounts/me/").status_code == 200


def test_the_address_may_be_typed_in_capitals(client, ana):
    response = client.post("/accounts/login/", {"login": " ANA@Example.org ", "password": PASSWORD})

    assert response.status_code == 302


def test_signing_in_leads_where_one_was_going(client, ana):
    assert sign_in(client, ana, next="/join/ABCDE12345/")["Location"] == "/join/ABCDE12345/"


def test_signing_in_never_leads_to_another_site(client, ana):
    assert sign_in(client, ana, next="https://elsewhere.example/")["Location"] == "/"


def test_what_an_invitation_left_in_the_session_is_kept(client, ana):
    session = client.session
    session["invitation"] = "kept"
    session.save()

    sign_in(client, ana)

    assert client.session["invitation"] == "kept"


def test_a_wrong_password_says_what_to_do(client, ana):
    response = client.post("/accounts/login/", {"login": ana.email, "password": "not the one"})

    assert response.context["form"].non_field_errors() == [
        "That e-mail and password do not go together. Try again, or ask for a code by e-mail."
    ]


def test_known_and_unknown_addresses_get_the_same_answer(ana):
    answers = [
        _without_what_differs(
            Client().post("/accounts/login/", {"login": address, "password": "x" * 12}), address
        )
        for address in (ana.email, "nobody@example.org")
    ]

    assert answers[0] == answers[1]


@pytest.mark.parametrize("page", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_asking_for_a_code_does_not_tell_who_is_known(ana, page):
    answers = []
    for address in (ana.email, "nobody@example.org"):
        client = Client()
        sent = client.post(page, {"email": address})
        answers.append(
            (sent.status_code, sent["Location"], _without_what_differs(client.get(sent["Location"]), address))
        )

    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def test_the_sixth_guess_at_one_account_is_refused_even_when_right(ana):
    for _guess in range(5):
        Client().post("/accounts/login/", {"login": ana.email, "password": "a wrong guess"})

    response = sign_in(Client(), ana)

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "You tried many times. Wait five minutes, then try again."
    ]


def test_a_code_by_e_mail_signs_in(client, ana):
    client.post("/accounts/login/code/", {"email": ana.email, "next": "/join/ABCDE12345/"})

    response = client.post(
        "/accounts/login/code/confirm/", {"code": mailed_code(), "next": "/join/ABCDE12345/"}
    )

    assert response["Location"] == "/join/ABCDE12345/"
    assert client.get("/accounts/me/").status_code == 200


def test_a_forgotten_password_is_replaced_by_code(client, ana):
    client.post("/accounts/password/reset/", {"email": ana.email})
    client.post("/accounts/password/reset/confirm/", {"code": mailed_code()})

    client.post("/accounts/password/reset/complete/", {"password1": "three new words"})

    ana.refresh_from_db()
    assert ana.check_password("three new words")


def test_someone_who_may_no_longer_sign_in_is_told_kindly(client, ana):
    ana.is_active = False
    ana.save()

    response = sign_in(client, ana)

    assert client.get("/accounts/me/").status_code == 302
    assert response.status_code in {200, 302}


def test_a_shared_device_is_forgotten_when_the_browser_closes(client, ana):
    response = sign_in(client, ana, shared="on")

    assert response.cookies["sessionid"]["max-age"] == ""
    assert client.session.get_expire_at_browser_close()


def test_an_own_device_is_remembered_for_half_a_day(client, ana):
    response = sign_in(client, ana)

    assert response.cookies["sessionid"]["max-age"] == 12 * 60 * 60


def test_a_code_on_a_shared_device_is_forgotten_too(client, ana):
    client.post("/accounts/login/code/", {"email": ana.email, "shared": "on"})

    client.post("/accounts/login/code/confirm/", {"code": mailed_code()})

    assert client.get("/accounts/me/").status_code == 200
    assert client.session.get_expire_at_browser_close()


def test_signing_out_ends_the_session(client, ana):
    sign_in(client, ana)

    client.post("/accounts/logout/")

    assert client.get("/accounts/me/").status_code == 302


def test_password_managers_know_the_fields(client, db):
    page = client.get("/accounts/login/").content.decode()

    assert 'autocomplete="email"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def _without_what_differs(response, address: str) -> str:
    """Return a page without the address that was typed and the tokens that differ from page to page."""
    page = response.content.decode().replace(address, "ADDRESS")
    token = response.context["csrf_token"] if response.context else ""
    return "\n".join(
        line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and str(token) not in line
    )
