"""How often: exact within a sliding span of time, and never in anybody's way by itself."""

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from leadhub import throttling
from leadhub.throttling import visitor_of, wait_for


@pytest.fixture(autouse=True)
def counting(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttling"}}
    cache.clear()
    yield
    cache.clear()


def test_there_is_room_again_when_the_oldest_is_over(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    waits = []
    for pause in (0, 10, 10, 10, 31, 0):
        time_machine.shift(timedelta(seconds=pause))
        waits.append(wait_for("forms", most=2, seconds=60))
    assert waits == [0, 0, 40, 30, 0, 9]


def test_what_is_counted_apart_waits_apart():
    assert [wait_for("a", most=1, seconds=60), wait_for("b", most=1, seconds=60)] == [0, 0]


def test_a_lock_that_nobody_gives_back_holds_nobody_up(monkeypatch):
    monkeypatch.setattr(throttling, "PATIENCE", 0.05)
    cache.set(f"throttle:{hashlib.sha256(b'forms').hexdigest()}:lock", True)
    assert [wait_for("forms", most=1, seconds=60) for _ in range(2)] == [0, 60]


@pytest.mark.parametrize(
    ("address", "visitor"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),  # as a server says that listens to both kinds on one socket
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_a_visitor_is_an_address_or_a_network_of_ones_own(address, visitor):
    assert visitor_of(RequestFactory().get("/", REMOTE_ADDR=address)) == visitor


def test_at_once_they_are_counted_one_by_one():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # seconds: threads take turns in the middle of everything
    try:
        with ThreadPoolExecutor(8) as pool:
            waits = list(pool.map(lambda _: wait_for("forms", most=50, seconds=60), range(200)))
    finally:
        sys.setswitchinterval(interval)
    assert (waits.count(0), len([wait for wait in waits if wait])) == (50, 150)
