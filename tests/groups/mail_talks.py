"""A mail server that repeats the address when it refuses a letter."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Refuses every letter for now, with its address in the words."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({to: (450, b"refused: " + to.encode()) for to in messages[0].to})
