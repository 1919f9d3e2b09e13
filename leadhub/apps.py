from django.apps import AppConfig


class LeadHubConfig(AppConfig):
    """The frame: it has no tables, but carries the commands that know every app."""

    name = "leadhub"
