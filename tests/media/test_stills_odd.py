"""Files that break software: each loads or is refused with a reason, and nothing else escapes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_READ_ALL = """
import json, resource, sys
from pathlib import Path
from luxvid.errors import PhotoRefused
from luxvid.media.stills import open_still, probe_still
outcomes = {}
for path in map(Path, sys.argv[1:]):
    with path.open("rb") as file:
        try:
            info = probe_still(file)
            picture = open_still(file)
            assert picture.mode == "RGB" and picture.size == (info.width_px, info.height_px)
            outcomes[path.name] = ""
        except PhotoRefused as refused:
            assert refused.reason
            outcomes[path.name] = refused.reason
status = Path("/proc/self/status")  # ru_maxrss would count what the process that started this one held
if status.exists():
    peak = 1024 * int(status.read_text().partition("VmHWM:")[2].split()[0])
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"outcomes": outcomes, "peak_bytes": peak}))
"""


def test_odd_pictures_load_or_are_refused(shared: Path) -> None:
    paths = sorted(str(path) for path in (shared / "odd-images").rglob("*") if path.is_file())
    done = subprocess.run([sys.executable, "-W", "error", "-c", _READ_ALL, *paths], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Warning" not in done.stderr
    result = json.loads(done.stdout)
    assert result["peak_bytes"] < 500_000_000
    loaded = {name for name, reason in result["outcomes"].items() if not reason}
    assert {"progressive.jpg", "example.heic", "mode_CMYK.jpg", "sugarshack.mpo", "iss634.apng", "gain-map.jpg"} <= loaded
    assert not {"zero.jpg", "html.jpg", "bomb_20000x20000_rgb.png", "giant-image.jpg", "truncated.jpg"} & loaded


def test_odd_orientations_agree(shared: Path) -> None:
    from luxvid.media.stills import open_still

    folder = shared / "odd-images" / "exif-orientation"
    pictures = []
    for number in range(1, 9):
        with (folder / f"Landscape_{number}.jpg").open("rb") as file:
            pictures.append(open_still(file, least_px=200).convert("L").resize((16, 12)))
    for picture in pictures[1:]:
        difference = [abs(a - b) for a, b in zip(picture.tobytes(), pictures[0].tobytes(), strict=True)]
        assert sum(difference) / len(difference) < 12
