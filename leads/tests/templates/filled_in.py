"""The editor as somebody fills it in, and what the pages say."""

import re
from html import unescape

from leads.models import TemplateVersion

ADMIN = "admin@aster.example"
LIST, CREATE = "/lead-templates/", "/lead-templates/create/"
CONTACT = {
    "contact_first_name": "optional", "contact_last_name": "required", "contact_company": "optional", "contact_email": "required",
    "contact_phone": "optional", "contact_job_title": "hidden", "contact_country": "hidden",
}  # fmt: skip


def row(label, kind="text", **more):
    return {"key": "", "label": label, "type": kind, "help": "", "choices": "", **more}


def rows_of(version: TemplateVersion):
    """The rows of an editor that shows this version."""
    kept = [{**field.as_json(), "choices": "\n".join(field.choices)} for field in version.fields]
    return [{name: value for name, value in row.items() if value is not False} for row in kept]


def filled_in(*rows, **changes):
    """What the browser sends; the rows in order."""
    data = {"name": "Ask for a demo", "workflow": "qualification", "fields-INITIAL_FORMS": 0, **CONTACT}
    data |= {"fields-TOTAL_FORMS": len(rows)}
    data |= {f"fields-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return data | changes


def as_saved(template, *rows, **changes):
    """The editor of an existing template, with other rows where any are given."""
    offered = [use.offering.key for use in template.uses.all()]
    rows = rows or rows_of(template.current)
    settled = {"name": template.name, "workflow": template.workflow.slug, "offerings": offered, "revision": template.revision}
    return filled_in(*rows, **{**settled, "consent": template.current.consent, **changes})


def words(response):
    """The page's text without markup, on one line."""
    text = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def problems(response):
    """The sentences of the summary on top, links or not."""
    summary = re.search(r'<div class="error-summary".*?</ul>', response.content.decode(), re.DOTALL)
    items = re.findall(r"<li>(.*?)</li>", summary[0], re.DOTALL) if summary else []
    return [unescape(re.sub(r"<[^>]*>", "", item)).strip() for item in items]


def typed_labels(response):
    """The labels of the rows, as the editor shows them, in order."""
    inputs = re.findall(r'<input[^>]*name="fields-\d+-label"[^>]*>', response.content.decode())
    return [unescape((re.search(r'value="([^"]*)"', one) or ["", ""])[1]) for one in inputs]
