"""How often: counts in the cache, which all processes share. Sign-in has allauth's; this is for everything else."""

import hashlib
import ipaddress
import math
import time
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

PATIENCE = 1.0  # seconds
NETWORK = 64  # bits of an IPv6 address: one household or one server has them all


def wait_for(what, *, most, seconds):
    """Count one more of `what`; 0 where that was within `most` in so many `seconds`, else the seconds until there is room."""
    key = f"throttle:{hashlib.sha256(what.encode()).hexdigest()}"
    with _alone(key):
        now = time.time()
        before = [moment for moment in cache.get(key, []) if moment > now - seconds]
        if len(before) >= most:
            return max(1, math.ceil(before[-most] + seconds - now))
        cache.set(key, [*before, now], seconds)
    return 0


@contextmanager
def _alone(key):
    """One at a time. Whoever has waited too long goes ahead: a count that is off by one is better than nobody let in."""
    lock, until = f"{key}:lock", time.monotonic() + PATIENCE
    while not cache.add(lock, True, timeout=10):
        if time.monotonic() > until:
            yield
            return
        time.sleep(0.01)
    try:
        yield
    finally:
        cache.delete(lock)


def visitor_of(request):
    """The visitor as throttling counts them: their address, or the network of it; blank where there is none to be had."""
    address = address_of(request)
    if address is None or address.version == 4:
        return str(address or "")
    return str(ipaddress.ip_network((int(address), NETWORK), strict=False))


def address_of(request):
    """The visitor's address behind the trusted proxies, as sign-in finds it; None where there is none to be had."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return None
    # A server that listens to both kinds on one socket sees every IPv4 address inside one IPv6 network.
    return getattr(address, "ipv4_mapped", None) or address
