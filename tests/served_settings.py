"""The tests' settings for a server of its own on the tests' database; static files need no collecting there either."""

from tests.settings import *  # noqa: F403

WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
