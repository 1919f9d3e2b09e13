def test_make(make_lead, sign_in):
    lead = make_lead(first_name="Zoë", last_name="Müller", company="", listing="Aster Invoicing", marketplace="northwind", notes=["hello"])
    assert lead.search_text.startswith("zoe muller\n\n\naster")
    r = sign_in("member@aster.example").get("/leads/export.csv?for=systems&q=MULLER")
    print(b"".join(r.streaming_content).decode())
    assert r.status_code == 200
