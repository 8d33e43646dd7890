"""An xAI that runs on loopback: it answers questions with pictures, fails as the service does, and writes a bill."""

from luxvid.testing.xai.asked import Asked
from luxvid.testing.xai.emulator import XaiEmulator
from luxvid.testing.xai.replies import Reply

__all__ = ["Asked", "Reply", "XaiEmulator"]
