"""Where one row stands in a list: which come before and after it, and on which page it is shown."""

from dataclasses import dataclass

from leadhub.lists.keyset import capped_count, cursor_at


@dataclass(frozen=True)
class Place:
    """`position` counts from 1; None where the row is not in the set, or too far back to be counted.

    `previous` and `next` are rows or None. `after` is the cursor of the list's page that has the row, or would have it;
    empty for the first page.
    """

    is_in: bool
    position: int | None
    count: int
    previous: object
    next: object
    after: str


def find_place(rows, order, row, *, size, binding, most):
    """The place of `row` among `rows` (a filtered queryset), by the row's own keys: right even where it is not among them.

    `size` is how many rows a page has, `binding` whose cursors they are, `most` how far is counted. Costs five queries.
    """
    earlier = rows.filter(order.beyond(row, backwards=True))
    before = list(earlier.order_by(*order.names(backwards=True))[:size])
    following = rows.filter(order.beyond(row)).order_by(*order.names()).first()
    passed = capped_count(earlier, most)
    is_in = rows.filter(pk=row.pk).exists()
    # So many of its own page stand before the row; where nobody can tell, the page begins with it.
    own_page = passed % size if passed <= most else 0
    opens = before[own_page] if own_page < len(before) else None
    return Place(
        is_in=is_in,
        position=passed + 1 if is_in and passed < most else None,
        count=capped_count(rows, most),
        previous=before[0] if before else None,
        next=following,
        after=cursor_at(opens, order, binding=binding) if opens else "",
    )
