"""What every error looks like."""

from http.client import responses


def problem_of(response, status):
    """The problem that the response is; it has to be one of RFC 9457 with this status, and nothing of Django's pages."""
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json"), response.content[:300]
    problem = response.json()
    assert (problem["status"], problem["title"]) == (status, responses[status])
    assert problem["type"] == "about:blank" or problem["type"].startswith("urn:leadhub:")
    assert problem["detail"]
    return problem
