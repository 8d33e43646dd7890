"""`python -m luxvid.testing.replicate --port 0 --bill FILE`: the emulator as a process; it prints its URL and token."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from luxvid.testing.replicate.emulator import ReplicateEmulator


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m luxvid.testing.replicate", description="A Replicate on this machine that takes no money."
    )
    parser.add_argument("--port", type=int, default=0, help="the port; 0 takes one that is free")
    parser.add_argument("--bill", metavar="FILE", help="keep bill, predictions and files in this file; in memory by default")
    parser.add_argument("--processing", type=float, default=0.1, metavar="SECONDS", help="how long a prediction runs")
    given = parser.parse_args(arguments)
    end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    with ReplicateEmulator(port=given.port, file=given.bill, processing_s=given.processing) as emulator:
        print(emulator.base_url, flush=True)
        print(f"REPLICATE_API_TOKEN={emulator.token}", file=sys.stderr, flush=True)
        try:
            while not end.wait(0.2):
                pass
        except KeyboardInterrupt:
            pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
