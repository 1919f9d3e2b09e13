"""The door for WSGI servers: `gunicorn leadhub.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from leadhub.encoding import ReadableEncoding

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadhub.settings")
application = ReadableEncoding(get_wsgi_application())
