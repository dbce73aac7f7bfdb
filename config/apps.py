"""Django's admin, signed in to through our own pages."""

from django.contrib.admin.apps import AdminConfig


class SevenfoldAdminConfig(AdminConfig):
    """The admin with our site class."""

    default_site = "config.admin.SevenfoldAdminSite"
