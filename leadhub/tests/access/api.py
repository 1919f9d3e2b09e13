"""What the API answers to everybody's session, and to a stranger's: nothing. GET, POST. Tokens: intake/tests/api/test_access.py."""

ADDRESSES = {
    "openapi-json": (200, 405),
    "list_leads": (401, 401),
    "create_lead": (401, 401),
    "get_lead": (401, 405),
    "change_status": (405, 401),
    "list_notes": (401, 401),
    "create_note": (401, 401),
    "list_history": (401, 405),
    "list_listings": (401, 405),
    "list_workflows": (401, 405),
    "api-root": (404, 404),
    "api_nothing": (404, 404),
}
