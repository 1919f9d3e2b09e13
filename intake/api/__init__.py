"""API v1 (`docs/api.md`): the Leads page for machines. Permissions, filters and actions are those of the pages."""
