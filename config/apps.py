"""The configuration as an app (for its commands), and Django's admin with our site class."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class ConfigurationConfig(AppConfig):
    """Commands that concern the whole installation."""

    name = "config"


class SevenfoldAdminConfig(AdminConfig):
    """The admin with our site class."""

    default_site = "config.admin.SevenfoldAdminSite"


class NeededStaticFilesConfig(StaticFilesConfig):
    """Collect what pages use: of Bootstrap the one minified stylesheet, of the typeface regular and bold."""

    ignore_patterns = ["CVS", ".*", "*~", "bootstrap-*", "bootstrap.css*", "bootstrap.rtl*", "*Italic*", "flags"]
