"""PostgreSQL finds a substring through trigrams, as it does in leads; the extension is there since leads' own migration."""

from django.db import migrations

COLUMNS = {
    "company_search_trigrams": ("customercompany", "search_text"),
    "company_name_trigrams": ("customercompany", "name_folded"),
    "customer_search_trigrams": ("customeruser", "search_text"),
    "customer_name_trigrams": ("customeruser", "name_folded"),
    "opportunity_search_trigrams": ("opportunity", "search_text"),
    "order_search_trigrams": ("order", "search_text"),
}


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index, (table, column) in COLUMNS.items():
            schema_editor.execute(f"CREATE INDEX {index} ON opportunities_{table} USING gin ({column} gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for index in COLUMNS:
            schema_editor.execute(f"DROP INDEX {index}")


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial"), ("leads", "0003_search_trigrams")]
    operations = [migrations.RunPython(add, drop)]
