"""The **Create Lead** wizard as somebody walks through it, by plain requests."""

from leads.answers.types import TemplateField
from leads.tests.forms_shown import ShownForm

URL = "/leads/create/"
ADA = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@lovelace.example"}
SIZE = TemplateField("size", "Team size", "number", required=True)
MODULES = TemplateField("modules", "Modules", "choices", choices=("Invoices", "Reports"))


class Wizard:
    """A person at the wizard: every step sends what the page before carried, and one of its buttons."""

    def __init__(self, client, cast):
        self.client, self.cast, self.response, self.form = client, cast, None, None

    def look(self, response):
        self.response, self.form = response, ShownForm(response) if response.content else None
        return response

    def open(self, listing=None, marketplace=None, **query):
        if listing:
            query["listing"] = self.cast.listings[listing].reference
        if marketplace:
            query["marketplace"] = marketplace
        return self.look(self.client.get(URL, query))

    def press(self, step, **typed):
        return self.look(self.client.post(URL, {**self.form.values, **typed, "step": step}))

    @property
    def step(self):
        page = self.response.content.decode()
        return page.split('aria-current="step"')[1].split('class="name">')[1].split("<")[0]
