"""What is done to one message in quarantine. POST only."""

from django.urls import reverse
from django.utils.translation import gettext as _

from intake.actions.mending import MendedMeanwhile, alike, mend, mend_alike, replay, set_aside, state_of, take_back
from intake.models import Delivery
from intake.views.deliveries.finding import DeliveryView
from intake.views.deliveries.page import form_of, show
from intake.views.deliveries.words import replayed_in_words


class Mend(DeliveryView):
    """Keep how it is to be read; then, as the button says: `replay` it, `alike` all that are like it, or neither."""

    http_method_names = ["post"]

    def post(self, request, delivery):
        if not self.delivery.is_quarantined:
            return self.too_late()
        form = form_of(self.delivery, request, request.POST)
        if not form.is_valid():
            return show(request, self.delivery, form, status=422)
        try:
            mend(self.delivery, form.mending, seen=form.cleaned_data["seen"])
        except MendedMeanwhile as conflict:
            return self.show_stale(conflict)
        return {"replay": self.replay, "alike": self.replay_alike}.get(request.POST.get("then"), self.done)(form.mending)

    def show_stale(self, conflict):
        """Beside how it is mended now, and with that state: whoever has read it and sends again means it."""
        del self.delivery
        if not self.delivery.is_quarantined:
            return self.too_late()
        data = self.request.POST.copy()
        data["seen"] = state_of(self.delivery)
        return show(self.request, self.delivery, form_of(self.delivery, self.request, data), conflict=conflict, status=409)

    def done(self, mending):
        return self.back(_("It is kept as you mended it. Replay it when you are ready."))

    def replay(self, mending):
        replayed = replay(Delivery.objects.filter(pk=self.delivery.pk))
        del self.delivery
        if self.delivery.is_quarantined and replayed.count:
            return self.back(_("It is in quarantine again: %(reason)s") % {"reason": self.delivery.reason}, is_problem=True)
        if self.delivery.state == Delivery.State.SETTLED:
            return self.back(_("It is settled. Below is what became of it."))
        return self.too_late()

    def replay_alike(self, mending):
        waiting = alike(self.delivery)
        mend_alike(self.delivery, mending)
        replayed = replay(waiting)
        return self.back(replayed_in_words(replayed), is_problem=bool(replayed.quarantined))


class SetAside(DeliveryView):
    http_method_names = ["post"]

    def post(self, request, delivery):
        if not set_aside(self.delivery) and self.delivery.state != Delivery.State.SET_ASIDE:
            return self.too_late()
        return self.back(_("The message is set aside."), undo_url=reverse("delivery_take_back", args=[self.delivery.reference]))


class TakeBack(DeliveryView):
    http_method_names = ["post"]

    def post(self, request, delivery):
        if not take_back(self.delivery) and not self.delivery.is_quarantined:
            return self.too_late()
        return self.back(_("The message is in quarantine again."))
