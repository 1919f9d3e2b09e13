import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_q(sign_in, cast):
    c = sign_in("admin@aster.example"); c.get("/settings/listings/")
    with CaptureQueriesContext(connection) as q:
        c.get("/settings/listings/")
    for x in q: print(x["sql"][:230]); 
    assert 0
