"""What comes in a body: JSON of at most 1 MB, each field once, known and of its type. Nothing is guessed and nothing left out."""

import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, ValidationError

from intake.api.problems import Refusal
from intake.raw import BrokenOff, TooLarge, content_type_of, read_raw

MOST_ERRORS = 100
MOST_OF_A_NAME = 200  # characters of an unknown field that are said back

# What pydantic finds, in our words.
WORDS = {
    "missing": gettext_lazy("Say this."),
    "extra_forbidden": gettext_lazy("There is no field of this name."),
    "string_type": gettext_lazy("Write this as a text."),
    "string_unicode": gettext_lazy("This has characters that cannot be stored."),
    "string_too_short": gettext_lazy("Fill this in."),
    "string_too_long": gettext_lazy("This can have %(max_length)d characters."),
    "int_type": gettext_lazy("Write this as a whole number."),
    "greater_than_equal": gettext_lazy("This is %(ge)d or more."),
    "less_than_equal": gettext_lazy("This is %(le)d or less."),
    "dict_type": gettext_lazy('Write this as an object: {"field": "answer"}.'),
    "model_type": gettext_lazy("Send an object with fields."),
}


class Body(BaseModel):
    """What a body may hold: these fields, of these types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


def takes(schema):
    """For `openapi_extra`: the operation reads a body of this Body. Ours is read after the lead is found and the rule asked."""
    content = {"application/json": {"schema": schema.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


def read(request, schema):
    """The body as this Body. Raises Refusal: 415, 413, 400 for what is no JSON, 422 with the fields that are wrong."""
    require_json(request)
    value = parse(body_of(request))
    try:
        return schema.model_validate(value)
    except ValidationError as error:
        errors = [told(problem) for problem in error.errors(include_url=False)[:MOST_ERRORS]]
        raise Refusal(422, _("Some fields are not right; nothing was stored."), kind="invalid", errors=errors) from None


def require_json(request):
    kind, charset = content_type_of(request)
    if kind != "application/json" or charset not in ("", "utf-8"):
        raise Refusal(415)


def body_of(request):
    """The bytes, and never more than the most that is taken. Asked twice it gives the same."""
    if not hasattr(request, "api_body"):
        try:
            request.api_body = read_raw(request)
        except TooLarge:
            raise Refusal(413) from None
        except BrokenOff:
            raise Refusal(400) from None
    return request.api_body


def parse(body):
    """The JSON value of these bytes: UTF-8, no field twice, no NaN."""
    try:
        return json.loads(body.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        words = {"line": error.lineno, "column": error.colno}
        raise Refusal(400, _("This is not JSON: see line %(line)d, column %(column)d.") % words) from None
    except UnicodeDecodeError:
        raise Refusal(400, _("This is not JSON: its text is not UTF-8.")) from None
    except RecursionError:
        raise Refusal(400, _("This JSON is nested too deeply.")) from None
    except ValueError:
        raise Refusal(400, _("This JSON has a number that is too long.")) from None


def _each_once(pairs):
    fields = {}
    for name, value in pairs:
        if name in fields:
            raise Refusal(400, _("The field “%(name)s” is there more than once.") % {"name": name[:100]})
        fields[name] = value
    return fields


def _no_number(text):
    raise Refusal(400, _("“%(text)s” is no JSON: a number has digits.") % {"text": text})


def told(problem):
    """(field, message) of what pydantic found."""
    field = ".".join(map(str, problem["loc"]))[:MOST_OF_A_NAME]
    if problem["type"] == "value_error":
        return field, str(problem["ctx"]["error"])
    words = WORDS.get(problem["type"])
    return field, words % problem.get("ctx", {}) if words else problem["msg"]
