"""One router: what stands at one address in several modules is one address."""

from ninja import Router

router = Router()
