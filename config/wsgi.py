"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from accounts.master_keys import refuse_wrong_master_keys  # noqa: E402 - apps must be ready first

refuse_wrong_master_keys()
