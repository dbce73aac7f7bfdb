"""A mail server that is away."""

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Refuses every letter."""

    def send_messages(self, _messages):
        message = "connection refused"
        raise ConnectionRefusedError(message)
