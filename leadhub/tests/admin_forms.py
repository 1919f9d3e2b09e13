"""For the tests of each app's admin: filling in its forms, reading what it says, counting what it costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def rows(prefix, *forms, initial=0):
    """The fields of an inline that holds these rows, the first `initial` of them rows that exist."""
    fields = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": initial}
    return fields | {f"{prefix}-{number}-{name}": value for number, form in enumerate(forms) for name, value in form.items()}


def problems(answer):
    """Every sentence that a refused form and its inlines say."""
    inlines = [shown.formset for shown in answer.context["inline_admin_formsets"]]
    said = [*answer.context["adminform"].form.errors.values()]
    said += [words for inline in inlines for errors in inline.errors for words in errors.values()]
    said += [inline.non_form_errors() for inline in inlines]
    return [str(word) for words in said for word in words]


def cost(client, url, data=None):
    """How many queries the page takes, once what is asked only the first time is known."""
    client.get(url, data)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url, data).status_code == 200
    return len(asked)
