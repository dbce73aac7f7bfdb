"""The configuration as an app (for its commands), and Django's admin with our site class."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigurationConfig(AppConfig):
    """Commands that concern the whole installation."""

    name = "config"


class SevenfoldAdminConfig(AdminConfig):
    """The admin with our site class."""

    default_site = "config.admin.SevenfoldAdminSite"
