"""Imports as background work: what the worker does with one, by its state."""

from django.utils import timezone

from leadhub.work import leases
from leadhub.work.leases import GiveWay
from leadhub.work.queues import Queue
from leads.importing.checking import check
from leads.importing.files import remove_files
from leads.importing.running import run
from leads.importing.undoing import take_back
from leads.models import LeadImport

State = LeadImport.State


def work_on(lead_import):
    """What its state asks for. Each step also says when its files can go, which is when there is work on it next."""
    step = {State.CHECKING: _check, State.RUNNING: run, State.UNDOING: take_back}.get(lead_import.state, _tidy)
    step(lead_import)


def _check(lead_import):
    """It cannot go on in the middle, so it gives way to nothing but the worker's end."""

    def beat():
        leases.extend(lead_import)
        if lead_import.hold.must_stop():
            raise GiveWay

    check(lead_import, beat=beat)


def _tidy(lead_import):
    """Nobody needs the files any more. An upload that broke off goes altogether."""
    remove_files(lead_import)
    if lead_import.state == State.ARRIVING:
        lead_import.delete()
        return
    rows = LeadImport.objects.filter(pk=lead_import.pk, state=lead_import.state)
    is_open = lead_import.state in LeadImport.OPEN
    rows.update(files_removed_at=timezone.now(), state=State.DISCARDED if is_open else lead_import.state)


imports = Queue(name="imports", rows=LeadImport.objects.with_names, run=work_on, lease=60)
