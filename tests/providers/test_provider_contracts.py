"""Every provider against the one contract."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from attrs import frozen

from luxvid.calls import Job
from luxvid.protocols import Provider
from luxvid.providers import ReplicateSDK
from luxvid.testing import ReplicateEmulator
from luxvid.testing.replicate import Lost
from luxvid.testing.replicate.answers import invalid_input
from luxvid.testing.replicate.outcomes import fails
from tests.providers.conftest import QUICK, WAITING, job, provider
from tests.providers.contract import ProviderContract, World
from tests.providers.toy import Toy

pytestmark = pytest.mark.anyio


@frozen
class AtEmulator:
    """Replicate's emulator behind a provider."""

    provider: Provider
    emulator: ReplicateEmulator

    def job(self, prompt: str = "a slow dolly in") -> Job:
        return job(prompt)

    def paid(self) -> int:
        return len(self.emulator.bill.lines)

    def lose_answer(self) -> None:
        self.emulator.faults.add(Lost(counted=True))

    def refuse(self) -> None:
        self.emulator.faults.add(invalid_input(("enum", "input.duration", "must be one of 4, 6, 8")))

    def fail(self) -> None:
        self.emulator.faults.add(fails("E005", wrapped=True))


@frozen
class AtToy:
    provider: Toy

    def job(self, prompt: str = "a slow dolly in") -> Job:
        return job(prompt, provider="toy", model="toy/train")

    def paid(self) -> int:
        return len(self.provider.made)

    def lose_answer(self) -> None:
        self.provider.next_is = "lost"

    def refuse(self) -> None:
        self.provider.next_is = "refused"

    def fail(self) -> None:
        self.provider.next_is = "failed"


class TestReplicateProvider(ProviderContract):
    @pytest.fixture
    def world(self, emulator: ReplicateEmulator) -> World:
        return AtEmulator(provider(emulator), emulator)


class TestReplicateSDK(ProviderContract):
    @pytest.fixture
    def world(self, emulator: ReplicateEmulator) -> Iterator[World]:
        replicate = pytest.importorskip("replicate", reason="needs luxvid[replicate], Python below 3.14")
        client = replicate.Client(api_token=emulator.token, base_url=emulator.base_url)
        yield AtEmulator(ReplicateSDK(client, waiting=WAITING, limits=QUICK), emulator)
        client._client.close()  # noqa: SLF001  the package has no way to close what it opened


class TestToy(ProviderContract):
    @pytest.fixture
    def world(self) -> World:
        return AtToy(Toy())
