"""The request of someone who is signed in."""

from django.http import HttpRequest

from accounts.models import User


class AuthenticatedHttpRequest(HttpRequest):
    """A request whose `user` is a person, as every view but the few public ones gets it."""

    user: User
