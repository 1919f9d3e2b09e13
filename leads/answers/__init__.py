"""What leads answered: the types of a template's fields, answers as text to look through, what partners ask, the filter by it."""
