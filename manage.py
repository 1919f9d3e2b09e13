#!/usr/bin/env python
"""LeadHub's command line: `python manage.py help` lists what it can do."""

import os
import sys
from pathlib import Path

import environ


def main():
    environ.Env.read_env(Path(__file__).resolve().parent / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadhub.settings")

    from django.core.management import execute_from_command_line

    from leadhub.environment import WrongEnvironment

    try:
        execute_from_command_line(sys.argv)
    except WrongEnvironment as refusal:
        sys.exit(f"LeadHub cannot start. {refusal}")


if __name__ == "__main__":
    main()
