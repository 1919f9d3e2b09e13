"""docs/api.md: every example is run as it stands, and answers as it says."""

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from intake.api.leads import ApiLeadFilterSet
from leads.models import Lead

TEXT = (Path(__file__).parents[3] / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```sh\n(curl .*?)  # (\d{3})\n```", TEXT, re.DOTALL)
OPTIONS = {"-X": "method", "-d": "data", "-H": "header"}


def read_curl(command):
    """(method, address, headers, body) of a curl command."""
    words = shlex.split(command.replace("\\\n", " "))
    told, headers = {"method": "GET", "data": ""}, {}
    address = next(word for word in words if word.startswith("$LEADHUB"))
    for option, value in pairwise(words):
        if option == "-H":
            name, _, text = value.partition(": ")
            headers[name] = text
        elif option in OPTIONS:
            told[OPTIONS[option]] = value
    return told["method"], address.removeprefix("$LEADHUB/api/v1"), headers, told["data"]


@pytest.mark.parametrize(("command", "status"), EXAMPLES)
def test_an_example_answers_as_it_says(program, make_lead, command, status):
    Lead.objects.filter(pk=make_lead(last_name="Byron").pk).update(reference="LD-7K3M-9Q2X")
    ana = program("admin@aster.example")
    method, path, headers, data = read_curl(command)
    assert headers.pop("Authorization") == "Bearer $TOKEN"
    kind = headers.pop("Content-Type", "application/json")
    response = ana.ask(method, path, data, content_type=kind, **headers)
    assert response.status_code == int(status), response.content


def test_every_block_of_commands_is_an_example():
    assert len(EXAMPLES) == TEXT.count("```sh") > 5


def test_a_lead_is_shown_with_all_its_fields(program, make_lead):
    shown = next(json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL) if "follow_up_on" in block)
    lead = program("admin@aster.example").get(f"/leads/{make_lead(last_name='Byron').reference}").json()
    assert sorted(shown) == sorted(lead)


def test_the_parameters_of_the_list_are_all_named():
    listed = TEXT.partition("The query is the Leads page's")[2].partition("those of which")[0]
    filters = ApiLeadFilterSet({}, Lead.objects.none()).filters
    assert sorted(re.findall(r"`(\w+)`", listed)) == sorted(filters.keys() - {"view", "for", "after", "before", "limit"})
