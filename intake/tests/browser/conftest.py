"""The browser of the Leads page's tests."""

from leads.tests.browser.conftest import browse, chromium

__all__ = ["browse", "chromium"]
