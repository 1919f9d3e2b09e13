def test_a_leads_page_shows_all_of_its_data(member, make_lead):
    lead = make_lead(
        first_name="Ana", last_name="Silva", company="Harbour Foods", email="ana@harbour.example", phone="+1 532 344 1362",
        job_title="Head of IT", country="Portugal", source_text="Trade Show", listing="Aster Insights", marketplace="cedar-store",
        owner="sales@aster.example", answers=[("How many seats?", "200\nor more")], notes=["Called."],
    )  # fmt: skip
    body = member.get(lead.url).content.decode()
    for shown in (
        lead.reference, "Ana Silva", "Harbour Foods", "ana@harbour.example", "+1 532 344 1362", "Head of IT", "Portugal",
        "Trade Show", "Aster Insights", "App", "Cedar Store", "Cedar Distribution", "Chloé Laurent",
        "How many seats?", "200\nor more", "Called.",
    ):  # fmt: skip
        assert shown in body, shown


def test_the_timeline_tells_everything_newest_first(member, sign_in, make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva")
    member.post(f"{lead.url}status/", {"status": "contacted", "version": 1})
    member.post(f"{lead.url}undo/", {"version": 2})
    member.post(f"{lead.url}owner/", {"owner": "me", "version": 3})
    member.post(f"{lead.url}notes/", {"body": "Called"})
    member.post(f"{lead.url}delete/", {"version": 4})
    member.post(f"{lead.url}restore/", {"version": 5})
    body = member.get(lead.url).content.decode()
    timeline = body[body.index('class="timeline"') :]
    told = [
        "restored it", "deleted it", "added a note", "gave it to", "from Contacted to", "(undo)", "from New to", "Received from",
    ]  # fmt: skip
    places = [timeline.index(words) for words in told]
    assert places == sorted(places)


def test_a_leads_page_costs_the_same_queries_however_much_happened(member, make_lead, django_assert_num_queries):
    lead = make_lead(first_name="Ana", notes=["a"])
    member.get(lead.url)
    with django_assert_num_queries(14):
        member.get(lead.url)
    for version in range(1, 13):
        member.post(f"{lead.url}status/", {"status": ["contacted", "new"][version % 2 == 0], "version": version})
        member.post(f"{lead.url}notes/", {"body": f"note {version}"})
    member.get("/leads/")  # the messages are read here
    with django_assert_num_queries(14):
        member.get(lead.url)


def test_a_deleted_leads_page_says_so_and_offers_only_to_restore(member, make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva")
    member.post(f"{lead.url}delete/", {"version": 1})
    body = member.get(lead.url).content.decode()
    assert "Ben Okafor deleted this lead" in body
    assert f'action="{lead.url}restore/"' in body
    for part in ("status", "delete", "owner"):
        assert f'action="{lead.url}{part}/"' not in body


def test_a_viewer_sees_everything_and_no_button(sign_in, make_lead):
    lead = make_lead(first_name="Ana", notes=["Called."])
    client = sign_in("viewer@aster.example")
    for url in (lead.url, "/leads/", "/leads/?view=list", f"{lead.url}notes/"):
        body = client.get(url).content.decode()
        assert "Ana" in body
        assert f'action="{lead.url}' not in body
        assert "export.csv" not in body
