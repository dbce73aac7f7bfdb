from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """People who do not exist, for development."""

    name = "demonstration"
