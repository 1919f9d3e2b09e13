"""What a partner's templates ask, across templates and versions: for the filter by answers, and for the CSV's columns."""

from leads.models import TemplateVersion


def asked_fields(membership):
    """{key: label} of every field that leads visible to this membership can have answered, in the templates' order.

    A field keeps its key when its label changes, so old and new leads share a name: the latest label.
    """
    versions = TemplateVersion.objects.asking_for(membership).order_by("template__created_at", "template_id", "number")
    return {field["key"]: field["label"] for fields in versions.values_list("fields_json", flat=True) for field in fields}
