"""What the buttons between the rows do: they change the form, and save nothing. Each is a plain submit button."""

from leadhub.form_fields import whole_number
from leads.template_design.rows import MOST_FIELDS

NOWHERE = (None, "")
COMMANDS = ("add", "up", "down", "remove")


def command_in(data):
    """The button that was pressed, as (command, row); None for the one that saves. A row that is none is -1."""
    for name in COMMANDS:
        if name in data:
            number = whole_number(data[name])
            return name, -1 if number is None else number
    return None


def carry_out(command, at, rows):
    """The rows after a command, and which (number, part) has the focus then: a button, or the label of a new row."""
    if command == "add" and len(rows) < MOST_FIELDS:
        return [*rows, {"type": "text"}], (len(rows), "label")
    if at not in range(len(rows)) or command == "add":
        return rows, NOWHERE
    if command == "remove":
        left = rows[:at] + rows[at + 1 :]
        return left, (min(at, len(left) - 1), "remove") if left else (0, "add")
    to = at - 1 if command == "up" else at + 1
    if to not in range(len(rows)):
        return rows, (at, command)
    moved = [*rows]
    moved[at], moved[to] = moved[to], moved[at]
    at_the_edge = to == (0 if command == "up" else len(rows) - 1)
    return moved, (to, {"up": "down", "down": "up"}[command] if at_the_edge else command)
