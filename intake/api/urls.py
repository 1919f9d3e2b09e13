"""Everything under /api/. What is not there is a problem too, as is every error."""

from django.http import Http404
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from intake.api.app import api


# Without CSRF's own refusal: there is nothing here that a cookie could do.
@csrf_exempt
def nothing_there(request):
    raise Http404


urlpatterns = [path("v1/", api.urls), re_path("", nothing_there, name="api_nothing")]
