"""Reading pages and files in the words of the tests."""

import csv
import html
import io
import re


def names_on(response):
    """What the rows of a list are called, in its order."""
    return [html.unescape(name) for name in re.findall(r"data-open>([^<]*)<", response.content.decode())]


def count_on(response):
    return re.search(r'class="count">(.*?)</p>', response.content.decode())[1]


def rows_of(response):
    """The rows of a CSV, as dictionaries."""
    assert response.status_code == 200
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))
