"""Background work: rows of any table that a worker takes one after the other, holds for a while, and lets go.

A room gives its model the columns of `models.Leased` and adds a `queues.Queue` in its `AppConfig.ready`; `leases` are the
steps in the database, `worker` is the loop around them, `beside` starts it with the web server. docs/background-work.md.
"""
