import pytest

from accounts.models import Membership, Partner
from accounts.models.membership import ROLE_FIELDS
from accounts.permissions import may_change_settings, may_manage_team, may_work_leads


@pytest.mark.parametrize("role", ROLE_FIELDS)
def test_leads_are_worked_by_all_but_viewers_who_are_told_why(role):
    verdict = may_work_leads(Membership(partner=Partner(name="Aster Apps"), **{role: True}))
    refusal = "Viewers can read leads but not change or export them. An administrator of Aster Apps can give you another role."
    assert verdict.reason == (refusal if role == "is_viewer" else "")


@pytest.mark.parametrize("rule", [may_change_settings, may_manage_team])
def test_settings_and_team_are_for_administrators(rule):
    aster = Partner(name="Aster Apps")
    allowed = {role for role in ROLE_FIELDS if rule(Membership(partner=aster, **{role: True}))}
    assert allowed == {"is_administrator"}
    reason = "Settings are for administrators. Ask one at Aster Apps to change them for you, or to give you that role."
    assert rule(Membership(partner=aster, is_member=True)).reason == reason
