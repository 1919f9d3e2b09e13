"""The API put together: its parts, how errors are answered, and its OpenAPI document."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from intake.api import catalogue, changing, creating, leads, timeline  # noqa: F401 (each adds its addresses to the router)
from intake.api.openapi import finish
from intake.api.problems import Problem, Refusal, answer
from intake.api.router import router

DESCRIPTION = """Work leads from your own programs: the same leads, filters, rules and actions as on the pages.

Send a token with every request: `Authorization: Bearer …`. People make theirs under “API tokens” of their profile;
administrators make those of a source on its page. Every error is a problem of RFC 9457."""


class Api(NinjaAPI):
    def get_openapi_schema(self, **kwargs):
        document = super().get_openapi_schema(**kwargs)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema(mode="serialization", ref_template=REFERENCE)
        document["components"]["schemas"].update(document["components"]["schemas"]["Problem"].pop("$defs"))
        return finish(document)


REFERENCE = "#/components/schemas/{model}"

api = Api(
    title="LeadHub API", version="1", description=DESCRIPTION, docs_url=None, docs_decorator=require_safe, urls_namespace="api"
)
api.add_router("", router)


@api.exception_handler(Refusal)
def refused(request, refusal):
    return answer(refusal)


@api.exception_handler(Http404)
def not_there(request, error):
    return answer(Refusal(404))


@api.exception_handler(PermissionDenied)
def not_allowed(request, error):
    return answer(Refusal(403, str(error)))


@api.exception_handler(BadRequest)
def not_understood(request, error):
    return answer(Refusal(400, str(error)))


@api.exception_handler(HttpError)
def failed(request, error):
    return answer(Refusal(error.status_code))


@api.exception_handler(ValidationError)
def not_valid(request, error):
    errors = [(".".join(map(str, problem["loc"][1:])), problem["msg"]) for problem in error.errors]
    return answer(Refusal(422, _("Some parameters are not right."), kind="invalid", errors=errors))


@api.exception_handler(Exception)
def broken(request, error):
    """Django's to log, and the middleware's to answer without a word of it; also where DEBUG would show its stack."""
    raise error
