"""The Leads page as these tests read it."""

import re

LEADS = "/leads/"


def names_on(response):
    """The lead names that a page shows, in order, as cards or rows."""
    return re.findall(r"data-open>(?:<bdi>)?([^<]*)<", response.content.decode())


def count_on(response):
    return re.search(r'class="count">(.*?)</p>', response.content.decode())[1]
