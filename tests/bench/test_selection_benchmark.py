"""The selection benchmark on a small labelled folder of drawn photos: what it measures, and what it says of bad files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.selection.__main__ import main
from bench.selection.labels import Known, read_labels
from bench.selection.rooms import score
from bench.selection.rules import read_rules
from bench.selection.speed import analysis_rows, choice_rows, many_photos
from luxvid import load_photos, wait
from luxvid.errors import InvalidInput

LABEL_OF = {"hall": "entrance", "garden": "outdoor"}
HEAD = "file,kind,derived_from,room_label,selectable,why\n"


def label_of(path: Path) -> str:
    kind = path.stem.rpartition("-")[0]
    return LABEL_OF.get(kind, kind)


@pytest.fixture
def folder(drawn: list[Path], tmp_path: Path) -> Path:
    """Eighteen photos, a copy of one, and a reject; `manifest.csv` says so."""
    folder = tmp_path / "photos"
    folder.mkdir()
    lines = []
    for path in drawn:
        shutil.copyfile(path, folder / path.name)
        lines.append(f"{path.name},original,{path.name},{label_of(path)},yes,")
    with Image.open(folder / "kitchen-1.jpg") as photo:
        photo.resize((1500, 1000)).save(folder / "IMG_1.jpg", quality=70)
        photo.resize((30, 20)).resize((1600, 1067)).save(folder / "IMG_2.jpg")
    lines += ["IMG_1.jpg,copy,kitchen-1.jpg,kitchen,duplicate,smaller", 'IMG_2.jpg,blur,kitchen-1.jpg,kitchen,no,"blurred, much"']
    (folder / "manifest.csv").write_text(HEAD + "\n".join(lines), encoding="utf-8")
    return folder


def measured(folder: Path, *more: str) -> dict[str, Any]:
    out = folder.parent / "out.json"
    main([str(folder), "--json", str(out), *more])
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def test_a_labelled_folder_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = measured(folder)
    assert (found["photos"], found["labelled"], found["refused"]) == (20, 20, 1)
    assert found["seen"] == {"originals": None, "all": None}
    together = found["together"]["originals"]
    assert together["photos"] == 18
    assert together["labels"]["kitchen"] == {"photos": 2, "right": 2} | {
        key: together["labels"]["kitchen"][key] for key in ("calibration_error", "taken_for")
    }
    assert found["together"]["all"]["photos"] == 20
    assert found["copies"]["found"] == 1
    assert found["copies"]["kept_apart"] == found["copies"]["merged"] == []
    verdict = found["verdict"]
    assert (verdict["asked"], verdict["filled"], verdict["right"]) == (7, 7, 7)
    assert verdict["rejects"] == verdict["twice"] == verdict["unknown"] == []
    assert verdict["mean_overlap"] is verdict["mixed_light"] is None
    said = capsys.readouterr().out
    assert "scenes: 7 of 7 filled with two photos, 7 rightly" in said
    assert "20 photos (20 with a label)" in said


def test_what_goes_wrong_is_counted(folder: Path) -> None:
    """The labels are changed instead of the choice: what is right by the pixels is then wrong by the file."""
    manifest = folder / "manifest.csv"
    told = manifest.read_text("utf-8")
    told = told.replace("IMG_1.jpg,copy,kitchen-1.jpg", "IMG_1.jpg,copy,bedroom-1.jpg")
    told = told.replace("bathroom-2.jpg,original,bathroom-2.jpg,bathroom,yes", "bathroom-2.jpg,flyer,bathroom-1.jpg,living,no")
    manifest.write_text(told, encoding="utf-8")
    found = measured(folder)
    assert len(found["copies"]["merged"]) == 1
    assert set(found["copies"]["merged"][0]) == {"IMG_1.jpg", "kitchen-1.jpg"}
    assert [set(pair) for pair in found["copies"]["kept_apart"]] == [{"bathroom-1.jpg", "bathroom-2.jpg"}]
    verdict = found["verdict"]
    assert verdict["rejects"] == ["bathroom-2.jpg"]
    assert verdict["twice"] == ["bathroom-1.jpg"]
    assert [scene["key"] for scene in verdict["scenes"] if not scene["right"]] == ["bathroom"]


def test_names_can_be_taken_away(folder: Path) -> None:
    found = measured(folder, "--unnamed")
    assert found["photos"] == found["labelled"] == 20
    assert {file[:6] for scene in found["verdict"]["scenes"] for file in scene["files"]} == {"IMG_10"}
    assert found["verdict"]["unknown"] == []
    assert found["verdict"]["right"] < 7  # nobody sees here, and colours alone tell no kitchen


def test_an_upload_can_be_made_messy(folder: Path) -> None:
    for path in folder.glob("*-[2-9].jpg"):
        path.unlink()
    lines = (folder / "manifest.csv").read_text("utf-8").splitlines()
    there = [line for line in lines if line.startswith("file,") or (folder / line.split(",")[0]).exists()]
    (folder / "manifest.csv").write_text("\n".join(there), encoding="utf-8")
    found = measured(folder, "--messy", "1")
    assert found["photos"] > 40
    assert found["copies"]["found"] > 10
    assert found["copies"]["merged"] == []


def test_overlap_and_light_come_from_the_truth_beside_the_photos(folder: Path) -> None:
    photos = {path.name: {"label": label_of(path), "light": "day"} for path in folder.glob("*-?.jpg")}
    photos["kitchen-2.jpg"]["light"] = "dusk"
    overlaps = {"kitchen-1.jpg": {"kitchen-2.jpg": 0.7}, "kitchen-2.jpg": {"kitchen-1.jpg": 0.5}}
    (folder / "truth.json").write_text(json.dumps({"photos": photos, "overlaps": overlaps}), encoding="utf-8")
    verdict = measured(folder)["verdict"]
    kitchen = next(scene for scene in verdict["scenes"] if scene["key"] == "kitchen")
    assert set(kitchen["files"]) == {"kitchen-1.jpg", "kitchen-2.jpg"}
    assert (kitchen["overlap"], kitchen["mixes_light"]) == (0.5, True)
    assert verdict["mean_overlap"] == pytest.approx(0.5 / 7)
    assert verdict["mixed_light"] == 1


def test_labels_and_scenes_can_be_given_other_meanings(folder: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text(manifest.read_text("utf-8").replace(",bedroom,", ",Schlafen,"), encoding="utf-8")
    rules = folder.parent / "rules.json"
    rules.write_text('{"labels": {"schlafen": ["bedroom"]}, "scenes": {"kitchen": ["bathroom"]}}', encoding="utf-8")
    verdict = measured(folder, "--rules", str(rules))["verdict"]
    assert [scene["key"] for scene in verdict["scenes"] if not scene["right"]] == ["kitchen"]


def test_the_short_form_will_do(folder: Path) -> None:
    labels = folder.with_name("photos.labels.csv")
    (folder / "manifest.csv").unlink()
    labels.write_text("\ufefffile,room\nkitchen-1.jpg,kitchen\nkitchen-2.jpg,\n", encoding="utf-8")
    known = read_labels(labels, folder=folder, rules=read_rules())
    assert known == {
        "kitchen-1.jpg": Known(origin="kitchen-1.jpg", label="kitchen", rooms=("kitchen",)),
        "kitchen-2.jpg": Known(origin="kitchen-2.jpg"),
    }
    found = measured(folder)
    assert found["labelled"] == 1
    assert len(found["verdict"]["unknown"]) == 12


BAD = {
    "empty": ("", r"'labels.csv' is empty: write a CSV with the columns file and room_label"),
    "no file named": ("file,room\n", "labels.csv names no file"),
    "no file column": ("name,room\na.jpg,living\n", r"no column 'file' \(it has name, room\)"),
    "semicolons": ("file;room\nkitchen-1.jpg;kitchen\n", r"no column 'file' \(it has file;room\)"),
    "no room column": ("file,why\nkitchen-1.jpg,\n", "no column 'room_label'"),
    "unknown file": ("file,room\nkitchen-1.jpg,kitchen\nkitchen-9.jpg,kitchen\n", "line 3: 'kitchen-9.jpg' is not in the folder"),
    "named twice": ("file,room\nkitchen-1.jpg,kitchen\nkitchen-1.jpg,living\n", "line 3: 'kitchen-1.jpg' was named before"),
    "unknown label": ("file,room\nkitchen-1.jpg,scullery\n", "line 2: 'scullery' means none of our rooms"),
    "unknown mark": ("file,room,selectable\nkitchen-1.jpg,kitchen,maybe\n", "yes, duplicate or no, not 'maybe'"),
    "too many values": ("file,room\nkitchen-1.jpg,kitchen,yes\n", "line 2: it has more values than columns"),
}


@pytest.mark.parametrize(("text", "says"), BAD.values(), ids=BAD)
def test_what_is_wrong_with_a_labels_file_is_said(text: str, says: str, folder: Path) -> None:
    path = folder.parent / "labels.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=says) as caught:
        read_labels(path, folder=folder, rules=read_rules())
    assert "\n" not in str(caught.value)


def test_a_labels_file_that_is_none_is_said(folder: Path) -> None:
    path = folder.parent / "labels.csv"
    path.write_bytes(b"file,room\n\xff\xfe.jpg,living\n")
    with pytest.raises(InvalidInput, match=r"'labels\.csv' is no CSV in UTF-8"):
        read_labels(path, folder=folder, rules=read_rules())
    with pytest.raises(InvalidInput, match=r"'gone\.csv' cannot be read \(No such file or directory\)"):
        read_labels(folder / "gone.csv", folder=folder, rules=read_rules())


@pytest.mark.parametrize(
    ("text", "says"),
    [("[", "are no JSON"), ('{"rooms": {}}', "something else"), ('{"labels": {"spa": "bathroom"}}', "lists of rooms"),
     ('{"scenes": {"spa": ["sauna"]}}', "'sauna' is no room")],
)  # fmt: skip
def test_what_is_wrong_with_rules_is_said(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=says):
        read_rules(path)


def test_the_command_says_what_is_wrong_in_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, says in (
        ([str(folder / "gone")], "there is no folder"),
        ([str(folder), "--labels", str(folder / "kitchen-1.jpg")], "is no CSV in UTF-8"),
        ([str(folder), "--board", str(folder / "kitchen-1.jpg")], "the storyboard 'kitchen-1.jpg' cannot be read"),
        ([str(folder), "--truth", str(folder / "kitchen-1.jpg")], "the truth 'kitchen-1.jpg' cannot be read"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        said = capsys.readouterr().err
        assert says in said
        assert said.count("\n") == 1


def test_calibration_is_how_far_what_is_said_is_off_what_holds() -> None:
    kitchen = Known(origin="a", label="kitchen", rooms=("kitchen",))
    garden = Known(origin="b", label="outdoor", rooms=("outdoor", "garden"))
    said = [(kitchen, {"kitchen": 0.95, "garden": 0.05})] * 3 + [(garden, {"kitchen": 0.95, "garden": 0.05})]
    scored = score(said)
    assert scored is not None
    assert (scored.photos, scored.right, scored.sayable) == (4, 3, 4)
    assert scored.calibration_error == pytest.approx(0.2)  # 95 % said, 75 % right
    assert [(one.photos, one.right) for one in scored.bins] == [(4, 0.75)]
    assert scored.labels["outdoor"].taken_for == {"kitchen": 1}
    assert scored.labels["outdoor"].calibration_error == pytest.approx(0.2)  # 5 % said, 25 % are
    assert score([]) is None


def test_what_eyes_have_no_word_for_is_told_apart() -> None:
    study = Known(origin="a", label="other_room", rooms=("other",))
    scored = score([(study, {"living": 1.0})])
    assert scored is not None
    assert (scored.photos, scored.right, scored.sayable) == (1, 0, 0)


def test_speed_is_measured_on_photos_that_differ(drawn: list[Path]) -> None:
    looks = [photo.look for photo in wait(load_photos(drawn[:4])) if photo.look]
    photos = many_photos(looks, count=40)
    assert len({photo.look.fingerprint for photo in photos if photo.look}) == 40
    choice = {row.what: row for row in choice_rows(photos, most_ms=5000)}
    assert choice["the choice among 40 photos"].note.startswith("40 candidates")
    assert choice["the choice among 40 photos"].is_met
    assert choice["a better choice among 40 photos could gain"].value == 0
    analysis = list(analysis_rows(drawn[:2]))
    assert all(row.value > 0 for row in analysis[:3])
