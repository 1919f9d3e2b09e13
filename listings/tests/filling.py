"""What the form of a listing sends, what it answers, and what is stored."""

LIST = "/settings/listings/"


def url(listing):
    return f"{LIST}{listing.reference}/"


def rows(*plans, default=0):
    """The form's rows: each plan is (name, price) or (name, price, currency, billing period, id, "on" to remove it)."""
    data = {"plans-TOTAL_FORMS": len(plans), "plans-INITIAL_FORMS": 0, "plans-default": default}
    for number, plan in enumerate(plans):
        filled = (*plan, *("", "", "EUR", "monthly", "", "")[len(plan) :])
        names = ("name", "price", "currency", "billing_period", "id", "DELETE")
        data |= {f"plans-{number}-{name}": value for name, value in zip(names, filled, strict=True)}
    return data


def typed(*plans, default=0, **fields):
    return {"name": "Aster Planner", "kind": "app", "marketplaces": ["northwind"]} | fields | rows(*plans, default=default)


def as_it_is(listing, **fields):
    """What the form of a listing sends when nothing is changed."""
    plans = [(p.name, p.price, p.currency, p.billing_period, p.pk) for p in listing.plans.all()]
    default = next((n for n, p in enumerate(listing.plans.all()) if p.is_default), 0)
    places = [marketplace.slug for marketplace in listing.offered_on]
    now = {"version": listing.version, "name": listing.name, "kind": listing.kind, "marketplaces": places}
    return now | rows(*plans, default=default) | fields


def plans_of(listing):
    return [(p.name, p.price, p.currency, p.billing_period, p.is_default) for p in listing.plans.order_by("pk")]


def offered(listing):
    return {offering.marketplace.slug: offering.is_active for offering in listing.offerings.select_related("marketplace")}


def sentences(response):
    """What is wrong, by field; of a plan by its row and field."""
    found = {name: list(errors) for name, errors in response.context["form"].errors.items()}
    for number, errors in enumerate(response.context["plans"].errors):
        found |= {(number, name): list(told) for name, told in errors.items()}
    about_all = list(response.context["plans"].non_form_errors())
    return found | ({"plans": about_all} if about_all else {})
