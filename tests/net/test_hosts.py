"""Who may be spoken to."""

from __future__ import annotations

import pytest

from luxvid.errors import FetchFailed
from luxvid.net import Hosts
from luxvid.net.hosts import is_public, told

DELIVERY = Hosts(allowed=["replicate.delivery", "*.replicate.delivery"])
ANYWHERE = Hosts()


@pytest.mark.parametrize(
    "url",
    ["https://replicate.delivery/a/b.mp4", "https://pb.eu.replicate.delivery:443/x?y=1", "https://REPLICATE.delivery/"],
)
def test_hosts_that_are_named_are_allowed(url: str) -> None:
    assert DELIVERY.checked(url).host.endswith("replicate.delivery")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://replicate.delivery/a.mp4", "https"),
        ("ftp://replicate.delivery/a.mp4", "https"),
        ("file:///etc/passwd", "https"),
        ("data:video/mp4;base64,AAAA", "https"),
        ("/etc/passwd", "https"),
        ("https://replicate.delivery.evil.org/", "allowed"),
        ("https://evilreplicate.delivery/", "allowed"),
        ("https://.replicate.delivery/", "allowed"),
        ("https://evil.org/replicate.delivery", "allowed"),
        ("https://replicate.delivery@evil.org/", "password"),
        ("https://me:secret@replicate.delivery/", "password"),
        ("https://replicate.delivery:8443/", "port"),
        ("https://127.0.0.1/", "this machine"),
        ("https://[::1]/", "this machine"),
        ("https://localhost/", "this machine"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("https://1.1.1.1/", "allowed"),
        ("https://\x00/", "not a URL"),
        ("https://exa mple.org:port/", "not a URL"),
    ],
)
def test_all_else_is_refused(url: str, says: str) -> None:
    with pytest.raises(FetchFailed, match=says) as refused:
        DELIVERY.checked(url)
    assert "secret" not in str(refused.value)
    assert not refused.value.retryable


def test_without_names_every_public_host_is_allowed() -> None:
    assert ANYWHERE.checked("https://example.org/a.jpg").host == "example.org"
    assert ANYWHERE.checked("https://1.1.1.1/a.jpg").host == "1.1.1.1"
    for url in ("https://10.1.2.3/", "https://localhost/", "http://example.org/"):
        with pytest.raises(FetchFailed):
            ANYWHERE.checked(url)


def test_loopback_is_for_tests_and_for_loopback_only() -> None:
    hosts = Hosts(allowed=["replicate.delivery"], loopback=True)
    assert hosts.checked("http://127.0.0.1:8000/a").port == 8000
    assert hosts.checked("http://localhost:8000/a").host == "localhost"
    for url in ("http://10.0.0.1:8000/", "http://example.org/", "https://10.0.0.1/", "ftp://127.0.0.1/"):
        with pytest.raises(FetchFailed):
            hosts.checked(url)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("10.0.0.1", False), ("172.16.5.4", False),
        ("192.168.1.1", False), ("100.64.0.1", False), ("127.0.0.1", False), ("0.0.0.1", False), ("169.254.169.254", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fc00::1", False), ("fe80::1", False),
        ("::ffff:192.168.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::a00:1", False), ("2002:a00:1::", False),
    ],
)  # fmt: skip
def test_addresses_of_private_networks_are_known(address: str, public: bool) -> None:  # noqa: FBT001  a table
    assert is_public(address) is public


def test_a_url_is_told_without_what_may_be_secret() -> None:
    assert told("https://me:pass@a.org/x.mp4?signature=1#z") == "https://a.org/x.mp4"
    assert len(told("https://a.org/" + "x" * 1000)) < 250
