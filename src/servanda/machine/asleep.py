"""Tell of a duty, without deriving its life, that it is done or that what it waits for is not."""

from __future__ import annotations

from servanda.base.identities import ProvisionId
from servanda.machine.view import View


def is_asleep(view: View, provision: ProvisionId) -> bool:
    """Tell whether a duty certainly can neither be done now nor be late.

    That is so of one that an act alone meets, once it is done, and while another such duty that it
    waits for is not.
    """
    machine = view.machine
    if view.amended or not machine.is_met_by_an_act(provision):
        return False
    deliveries = view.deliveries(provision)
    if deliveries:
        return len(deliveries) == 1 and deliveries[0].is_all_of_it
    return not all(map(view.deliveries, machine.acts_awaited(provision)))
