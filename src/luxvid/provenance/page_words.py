"""What the page says, as HTML: everything that comes from outside is escaped."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from luxvid.disclosure import DisclosedShot, Disclosure
from luxvid.photos import Photo

COLUMN_END = "</div></div>\n"

_MOVES = {
    "dolly_in": "closes in on",
    "dolly_out": "draws back over",
    "truck_left": "moves to the left over",
    "truck_right": "moves to the right over",
    "pedestal_up": "rises over",
    "pedestal_down": "sinks over",
    "parallax": "moves sideways and in over",
    "hold": "hardly moves over",
}
_SCORES = {
    "first": "How well the first frame agrees with its photo, 1 is fully",
    "last": "How well the last frame agrees with its photo, 1 is fully",
    "cut": "Largest change from one frame to the next, 0 is none",
    "frozen_s": "Longest standstill, in seconds",
    "strange": "Share of the picture's structure that is in no photo",
    "one_place": "How surely the photos show one place, 1 is surely",
}


def head(disclosed: Disclosure, qr: str) -> str:
    """Return the page up to its first shot."""
    style = (files("luxvid.provenance") / "page.css").read_text(encoding="utf-8")
    kind = "statement" if any(shot.is_disclosable for shot in disclosed.shots) else "statement exempt"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>How the pictures of this video were made</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#shot-1">To the first shot</a>
<main>
<h1>How the pictures of this video were made</h1>
<div class="intro"><div>
<p class="{kind}">{escape(disclosed.statement)}</p>
<p>Below is every shot of the video: the photos that it was made from, beside frames of the video, and what was done.</p>
{_music(disclosed)}</div>
{_code(disclosed, qr)}</div>
{_table(disclosed)}
"""


def foot(disclosed: Disclosure) -> str:
    """Return the page's end."""
    asked = f"<p>Prepared for {escape(disclosed.title)}.</p>\n" if disclosed.title else ""
    return f"""<footer>
<p>Photos and frames are shown smaller than they are, and frames without titles. A SHA-256 is the fingerprint of a photo's file:
whoever has the original can compute it and compare.</p>
{asked}</footer>
</main>
</body>
</html>
"""


def shot_head(number: int, shot: DisclosedShot, *, is_upright: bool) -> str:
    """Return a shot's beginning, up to its pictures."""
    kind, name = _kind(shot)
    upright = " upright" if is_upright else ""
    return f"""<section class="shot" id="shot-{number}" aria-labelledby="name-{number}">
<div class="head"><h2 id="name-{number}">{number}. {escape(_title(shot))}</h2>
<span class="time">{_span(shot)}</span> <span class="kind {kind}">{name}</span></div>
<p>{escape(_done(shot))}</p>
<div class="pair{upright}">
"""


def shot_foot(shot: DisclosedShot) -> str:
    """Return a shot's end: by what, when, and what was measured."""
    facts = []
    if shot.model:
        facts.append(("Made by", shot.model))
    if shot.generated_at:
        facts.append(("Asked for", _time(shot.generated_at)))
    facts += [(_SCORES.get(name, name), f"{value:.2f}") for name, value in shot.scores.items()]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in facts)
    return "</div>\n" + (f"<dl>\n{rows}</dl>\n" if rows else "") + "</section>\n"


def column(name: str, kind: str) -> str:
    """Return a column's beginning."""
    return f'<div><h3>{escape(name)}</h3><div class="stack {kind}">\n'


def photos_of(shot: DisclosedShot) -> str:
    """Return what the photos of a shot are headed with."""
    if shot.altered_photos:
        return "Photos as they came"
    return "Unaltered photos" if len(shot.photos) > 1 else "Unaltered photo"


def photo_figure(data: str, name: str, digest: str, photo: Photo | None, *, is_altered: bool) -> str:
    """Return a photo with its file's name and fingerprint."""
    size = f", {photo.width_px} × {photo.height_px} px" if photo else ""
    kind = "Altered photo" if is_altered else "Unaltered photo"
    picture = f'<img src="{data}" alt="{kind} {escape(name)}">' if data else "<p>This photo is not at hand.</p>"
    claim = "<strong>By its own account generated or edited with AI.</strong><br>" if is_altered else ""
    return f"""<figure>{picture}
<figcaption>{claim}{escape(name)}{size}<br><code>SHA-256 {escape(digest)}</code></figcaption></figure>
"""


def frame_figure(data: str, shot: DisclosedShot, second: float) -> str:
    """Return a frame of the film with its time."""
    what = "Generated frame" if shot.is_generated else "Frame"
    return f"""<figure><img src="{data}" alt="{what} of the video at {_clock(second)}, {escape(_title(shot))}">
<figcaption>{what} at {_clock(second)}</figcaption></figure>
"""


def _table(disclosed: Disclosure) -> str:
    rows = "".join(_row(number, shot) for number, shot in enumerate(disclosed.shots, 1))
    return f"""<div class="wide"><table><caption>All shots</caption>
<thead><tr><th scope="col">Shot</th><th scope="col">Time</th><th scope="col">What was done</th>
<th scope="col" class="files">Photos</th></tr></thead>
<tbody>
{rows}</tbody></table></div>"""


def _row(number: int, shot: DisclosedShot) -> str:
    photos = escape(", ".join(dict.fromkeys(shot.files)))
    return f"""<tr><th scope="row"><a href="#shot-{number}">{number}. {escape(_title(shot))}</a></th>
<td>{_span(shot)}</td><td>{_kind(shot)[1]}</td><td class="files">{photos}</td></tr>
"""


def _code(disclosed: Disclosure, qr: str) -> str:
    if not qr:
        return ""
    address = escape(disclosed.published_at)
    return f"""<figure class="qr"><div role="img" aria-label="QR code of this page's address">{qr}</div>
<figcaption><a href="{address}">{address}</a></figcaption></figure>
"""


def _music(disclosed: Disclosure) -> str:
    return f"<p>Music: {escape(disclosed.music)}.</p>\n" if disclosed.music else ""


def _kind(shot: DisclosedShot) -> tuple[str, str]:
    if shot.is_generated:
        return "generated", "Generated frames"
    if shot.is_disclosable:
        return "generated", "Altered photo"
    return ("file", "Video file") if shot.is_file else ("moved", "Camera move over photos")


def _done(shot: DisclosedShot) -> str:
    photos = "two photos" if len(shot.photos) > 1 else "the photo"
    if shot.is_generated:
        return (
            f"A model made these frames from {photos}. They are not a recording of the property, and may show what no photo "
            "shows: compare them with the photos."
        )
    if shot.is_file:
        return "These frames come from a video file. How that was made is not recorded here."
    move = _MOVES.get(shot.camera, "moves over")
    if shot.is_disclosable:
        return f"A camera {move} {photos}. No frame was generated, but a photo says of itself that it was altered with AI."
    whole = "The frames are the photos themselves, cropped, or shown whole over a blurred copy: no part was generated."
    return f"A camera {move} {photos}. {whole}"


def _title(shot: DisclosedShot) -> str:
    return shot.title or shot.scene


def _span(shot: DisclosedShot) -> str:
    return f"{_clock(float(shot.begins_s))}–{_clock(float(shot.begins_s + shot.duration_s))}"


def _clock(second: float) -> str:
    minutes, rest = divmod(second, 60)
    return f"{int(minutes)}:{int(rest):02d}"


def _time(iso: str) -> str:
    """Return a time as people read it; what is no ISO time as it is."""
    day, _, rest = iso.partition("T")
    return f"{day}, {rest[:5]} UTC" if rest and rest[5:6] in (":", "") else iso
