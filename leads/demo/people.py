"""Who asks: made-up people and companies from all over, with e-mails, phones and titles that fit them."""

from dataclasses import dataclass

from leads.demo.places import Region, read_regions, read_words

# Shares of all customers.
NO_EMAIL, NO_PHONE, NO_TITLE, NO_COUNTRY, NO_COMPANY = 0.06, 0.12, 0.25, 0.05, 0.08
ONLY_A_COMPANY, LONG_COMPANY, TYPED_IN_LATIN, EXTENSION = 0.025, 0.02, 0.2, 0.05
TEXTS = ("first_name", "last_name", "company", "email", "phone", "job_title", "country")
OWN_TITLE, SHARED_MAILBOX = 0.3, 0.08


@dataclass(slots=True)
class Customer:
    """One who asks. Any text may be blank."""

    region: Region
    first_name: str
    last_name: str
    company: str
    email: str
    phone: str
    job_title: str
    country: str

    @property
    def texts(self):
        """What the customer tells, as a Draft's fields."""
        return {name: getattr(self, name) for name in TEXTS}


def draw_customer(chance):
    """Somebody, by this `random.Random`."""
    regions, shares = read_regions()
    region = chance.choices(regions, cum_weights=shares)[0]
    given, family = map(chance.choice, chance.choice(region.families))
    company, domain = _company(region, chance)
    customer = Customer(
        region=region,
        first_name=given.text,
        last_name=family.text,
        company=company,
        email=_email(given.latin, family.latin, domain, chance),
        phone="" if chance.random() < NO_PHONE else draw_phone(region, chance),
        job_title=_title(region, chance),
        country="" if chance.random() < NO_COUNTRY else region.country,
    )
    if company and chance.random() < ONLY_A_COMPANY:
        customer.first_name = customer.last_name = customer.job_title = ""
        customer.email = customer.email and f"info@{domain}"
    elif given.is_foreign and family.is_foreign and chance.random() < TYPED_IN_LATIN:
        customer.first_name, customer.last_name = given.latin.title(), family.latin.title()
    return customer


def _company(region, chance):
    """Its name and the domain of its e-mail, both blank for some."""
    luck = chance.random()
    if luck < NO_COMPANY:
        return "", ""
    if region.long and luck < NO_COMPANY + LONG_COMPANY:
        name = chance.choice(region.long)
        return name.text, f"{name.latin}.example"
    pattern = chance.choice(region.companies)
    surnames = region.families[0][1]
    sources = {"last": surnames, "last2": surnames, "trade": region.trades, "place": region.places}
    words = {part: chance.choice(sources[part]) for part in pattern.parts}
    name = pattern.text.format_map({part: word.text for part, word in words.items()})
    return name, "-".join(word.latin for word in words.values()) + ".example"


def _email(first, last, domain, chance):
    if chance.random() < NO_EMAIL:
        return ""
    if not domain:
        return f"{first}.{last}{chance.randrange(60, 99)}@{chance.choice(read_words()['kept_mails'])}"
    if chance.random() < SHARED_MAILBOX:
        return f"{chance.choice(read_words()['shared_mailboxes'])}@{domain}"
    ways = (f"{first}.{last}", f"{first}.{last}", f"{first[0]}.{last}", f"{first}_{last}", first)
    return f"{chance.choice(ways)}@{domain}"


def draw_phone(region, chance):
    number = _dial(chance.choice(region.phones), chance)
    if chance.random() < EXTENSION:
        number += _dial(chance.choice(read_words()["extensions"]), chance)
    return number


def _dial(pattern, chance):
    digits = f"{chance.randrange(1000, 10_000)}"
    return pattern.text % tuple(digits[: pattern.digits])


def _title(region, chance):
    if chance.random() < NO_TITLE:
        return ""
    return chance.choice(region.titles if chance.random() < OWN_TITLE else read_words()["titles"])
