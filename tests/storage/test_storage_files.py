"""`written_beside`: whole or not at all, clear errors, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from luxvid.errors import InvalidInput, StorageFailed
from luxvid.storage.files import Part, sweep, written_beside

HOLD = """
import sys, time
from pathlib import Path
from luxvid.storage.files import written_beside
with written_beside(Path(sys.argv[1])) as beside:
    beside.write_bytes(b"half")
    print(beside, flush=True)
    time.sleep(60)
"""


def _holding(target: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(target)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def _kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["film.mp4", "a film's name #1 %d [x].mp4", "-dash.mp4", "фильм ½.mp4", "x" * 250])
def test_the_file_appears_whole_under_its_name(tmp_path: Path, name: str) -> None:
    with written_beside(tmp_path / name) as beside:
        beside.write_bytes(b"whole")
        assert beside.parent == tmp_path
        assert not (tmp_path / name).exists()
    assert _files(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"whole"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_after_an_error_the_old_file_stays_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "film.mp4"
    target.write_bytes(b"old")

    def fail() -> None:
        with written_beside(target) as beside:
            beside.write_bytes(b"half")
            raise error

    with pytest.raises(error):
        fail()
    assert _files(tmp_path) == ["film.mp4"]
    assert target.read_bytes() == b"old"


def test_a_link_keeps_pointing_at_its_file(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "film.mp4").write_bytes(b"old")
    link = tmp_path / "film.mp4"
    link.symlink_to(real / "film.mp4")
    with written_beside(link) as beside:
        beside.write_bytes(b"new")
    assert link.is_symlink()
    assert (real / "film.mp4").read_bytes() == b"new"


def test_the_file_has_the_rights_that_the_user_is_used_to(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    with written_beside(tmp_path / "ours") as beside:
        beside.write_bytes(b"x")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere.*does not exist"), written_beside(tmp_path / "nowhere" / "film.mp4"):
        pass


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is a folder"), written_beside(tmp_path):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match=r"film\.mp4.*disk is full"), written_beside(tmp_path / "film.mp4"):
        Path("/dev/full").write_bytes(b"x")
    assert _files(tmp_path) == []


def test_a_folder_without_rights_is_said_in_one_sentence(tmp_path: Path) -> None:
    if os.name != "posix" or os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StorageFailed, match="no right to write"), written_beside(tmp_path / "film.mp4"):
            pass
    finally:
        tmp_path.chmod(0o700)


def test_errors_that_are_not_about_the_target_pass_unchanged(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), written_beside(tmp_path / "film.mp4"):
        Path("/nonexistent/photo.jpg").read_bytes()
    with pytest.raises(ConnectionResetError), written_beside(tmp_path / "film.mp4"):
        raise ConnectionResetError


def test_the_next_writer_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    process, part = _holding(tmp_path / "film.mp4")
    _kill(process)
    assert part.exists()
    (tmp_path / ".film.mp4.mine.part").touch()
    (tmp_path / ".other.mp4.0123456789abcdef.part").touch()
    with written_beside(tmp_path / "film.mp4") as beside:
        beside.write_bytes(b"whole")
    assert _files(tmp_path) == [".film.mp4.mine.part", ".other.mp4.0123456789abcdef.part", "film.mp4"]


def test_a_writer_at_work_is_not_disturbed(tmp_path: Path) -> None:
    process, part = _holding(tmp_path / "film.mp4")
    try:
        with written_beside(tmp_path / "film.mp4") as beside:
            beside.write_bytes(b"whole")
        sweep(tmp_path)
        assert part.read_bytes() == b"half"
    finally:
        _kill(process)


def test_parts_of_one_process_do_not_sweep_each_other(tmp_path: Path) -> None:
    with Part.held(tmp_path) as part:
        part.path.write_bytes(b"x")
        sweep(tmp_path)
        assert part.path.exists()
    assert _files(tmp_path) == []
