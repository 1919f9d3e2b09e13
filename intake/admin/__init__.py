"""The ways in as operators see them: to look at, and to try again. Partners keep their sources themselves, in their settings."""

from intake.admin import deliveries, endpoints, tokens

__all__ = ["deliveries", "endpoints", "tokens"]
