"""What comes out: `Clip`, `PictureTrack`, `Film`. Opening, saving and exporting are thin doors to the media room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from attrs import evolve, field, frozen

from luxvid.blobs import Blob
from luxvid.convert import exact_seconds
from luxvid.disclosure import Disclosure, DisclosureProfile
from luxvid.encoding import Encoding
from luxvid.film_html import film_section
from luxvid.player import Player
from luxvid.protocols import FilmSigner, FrameSource, Reframing, Run, Shaped, Sounding, TitleDesigner
from luxvid.report import FILE, Provenance, Report
from luxvid.sound import RATE_HZ, Audio, Soundtrack
from luxvid.storyboard import Storyboard
from luxvid.tasks import wait

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from luxvid.delivery import Deliveries, Profile


_AROUND_S = Fraction(1)  # what transitions may show of a clip before and after its scene


@frozen(kw_only=True)
class Clip:
    """A source of frames for one scene; nothing is encoded until it is saved or joined.

    Attributes:
        source: Where the frames come from.
        duration_s: Length of the scene that it fills, in exact seconds.
        lead_s: Where in the source the scene begins; what lies before it is there for transitions.
        provenance: How it came to be.
    """

    source: FrameSource
    duration_s: Fraction = field(converter=exact_seconds)
    lead_s: Fraction = field(default=Fraction(0), converter=exact_seconds)
    provenance: Provenance = field(factory=Provenance)

    @property
    def generated_by(self) -> str:
        """The model that generated the frames; empty where they are a camera move over photos or a file."""
        return self.provenance.model

    @classmethod
    async def open(cls, path: str | Path) -> Clip:
        """Open a video file as a clip, whatever its size, rate or colour; its sound is heard where the mix asks for it.

        Raises:
            MediaRefused: The file holds no picture that can be read.
        """
        from luxvid.media.foreign import open_clip_file  # a door: reading media is the media room's work

        source = await open_clip_file(Path(path))
        length_s = Fraction(source.length_s).limit_denominator(90_000)
        return cls(source=source, duration_s=length_s, provenance=Provenance(treatment=FILE))

    async def frames(self, start: int, stop: int, *, encoding: Encoding) -> Iterator[NDArray[np.uint8]]:
        """Return a blocking iterator over film frames start to stop − 1, counted from the scene's beginning.

        A frame is (height · 3 / 2, width) uint8, planar yuv420p, BT.709 limited. Iterate in a worker thread. Where the film has
        another shape than the clip, frames are cut as `reframed` says.
        """
        lead = encoding.frames(self.lead_s)
        clip = await self.reframed(encoding)
        return await clip.source.frames(start + lead, stop + lead, encoding=encoding)

    async def reframed(self, encoding: Encoding, /, *, run: Run | None = None) -> Clip:
        """Return the clip as a film of the encoding's shape shows it; itself where nothing has to be cut, as in its own shape.

        Where a clip from a file or a model fills a frame of another shape, a window of that shape moves smoothly over its
        pictures and follows what matters. Its way is planned once for a clip, a shape and a rate, which decodes the clip, and
        kept in the run's storage; `frames`, `save` and joining do this by themselves. A camera over photos is planned anew.

        Raises:
            MediaRefused: The clip cannot be decoded.
            MissingBlob: Its file is gone.
        """
        source = self.source
        if isinstance(source, Reframing):
            return evolve(self, source=await source.reframed(encoding, run=run))
        if not isinstance(source, Shaped):
            return self
        from luxvid.render.reframed import reframed  # a door: looking for what matters is the render room's work

        begin_s, end_s = max(Fraction(0), self.lead_s - _AROUND_S), self.lead_s + self.duration_s + _AROUND_S
        if source.length_s is not None:
            end_s = min(end_s, Fraction(source.length_s).limit_denominator(90_000))
        return evolve(self, source=await reframed(source, encoding, seen_s=(begin_s, max(begin_s, end_s)), run=run))

    async def sound(self) -> Audio | None:
        """Return the sound of the clip's own that goes with its scene, at most as long; None where it has none.

        Raises:
            MediaRefused: It cannot be read.
            MissingBlob: The clip's file is gone.
        """
        whole = await self.source.sound() if isinstance(self.source, Sounding) else None
        if whole is None:
            return None
        begins, length = round(self.lead_s * RATE_HZ), round(self.duration_s * RATE_HZ)
        samples = whole.samples[:, begins : begins + length]
        return Audio(samples=samples) if samples.shape[1] else None

    async def save(self, path: str | Path, *, encoding: Encoding | None = None) -> Path:
        """Encode the clip alone, without sound, on all cores, and write it to `path`; return the path.

        The file says inside what was done to its frames (XMP `DigitalSourceType` and a statement).

        Raises:
            InvalidInput: The folder does not exist, or there is something else than a file: told before encoding begins.
            MediaRefused: The clip cannot be decoded.
            RenderFailed: Its frames could not be encoded.
            StorageFailed: The disk is full or may not be written.
        """
        from luxvid.media.encode import encode_sliced  # a door: encoding is the media room's work
        from luxvid.media.join import write_film
        from luxvid.storage.files import checked_target

        await run_sync(checked_target, Path(path))  # before seconds of encoding, not after
        encoding = encoding or Encoding()
        count = max(1, encoding.frames(self.duration_s))
        clip = await self.reframed(encoding)  # once, for all of its slices
        pieces = await encode_sliced(partial(clip.frames, encoding=encoding), count, encoding=encoding)
        disclosed = Disclosure.of_clip(self.provenance, duration_s=self.duration_s)
        return await write_film(Path(path), pieces, encoding=encoding, xmp=disclosed.xmp())


@frozen(kw_only=True)
class PictureTrack:
    """The film's picture: pieces that were encoded once, ready to be copied together.

    Attributes:
        pieces: One MP4 a piece, in the film's order, all with the same headers.
        encoding: What they were encoded to.
        frames: Length in film frames.
        reused: How many pieces had been made before.
        notes: What fell short, in words.
        made: How the clips came to be, in order.
    """

    pieces: tuple[Blob, ...] = field(converter=tuple[Blob, ...])
    encoding: Encoding
    frames: int
    reused: int = 0
    notes: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    made: tuple[Provenance, ...] = field(default=(), converter=tuple[Provenance, ...], repr=False)

    @property
    def duration_s(self) -> Fraction:
        """Length in exact seconds."""
        return self.frames / self.encoding.fps

    async def save(self, path: str | Path) -> Path:
        """Copy the pieces into one MP4 without sound at `path`; return the path. It says inside what was done to its frames."""
        from luxvid.media.join import write_film

        pieces, xmp = [await piece.read() for piece in self.pieces], Disclosure.of_track(self.made).xmp()
        return await write_film(Path(path), pieces, encoding=self.encoding, xmp=xmp)


@frozen(kw_only=True)
class Film:
    """A finished film: picture, music, and what is to be said about it.

    Attributes:
        picture: The joined picture.
        soundtrack: The mastered music, or None where the film comes without.
        storyboard: What it was made from.
        clips: The clips by the shot's key.
        report: What was done, shot by shot.
        titles: Who drew its titles, and draws them for other shapes; None where it has none.
    """

    picture: PictureTrack
    soundtrack: Soundtrack | None
    storyboard: Storyboard
    clips: Mapping[str, Clip] = field(repr=False)
    report: Report = field(repr=False)
    titles: TitleDesigner | None = field(default=None, repr=False)

    @property
    def duration_s(self) -> Fraction:
        """Length in exact seconds."""
        return self.picture.duration_s

    async def save(
        self,
        path: str | Path,
        *,
        edit_list: bool = True,
        disclosure: Disclosure | None = None,
        signer: FilmSigner | None = None,
    ) -> Path:
        """Write the film as MP4 (moov first) to `path`, beside it first and then renamed; return the path.

        Packets are copied: nothing is encoded. A file that is there is replaced. Every film says inside what was done to its
        frames (XMP `DigitalSourceType` and a statement), and beside itself, shot by shot: `villa.mp4` has a
        `villa.disclosure.json`.

        Args:
            path: The film's file.
            edit_list: Without it there is none, for deliveries that forbid it; picture and sound start together all the same.
            disclosure: What is said, as `film.disclosure("california_ab723")` words it; by default the facts.
            signer: Signs the file, as `luxvid.provenance.Signer`: then no byte can be changed unnoticed.

        Raises:
            InvalidInput: The folder does not exist, or the signer's certificate cannot sign.
            StorageFailed: The disk is full or may not be written.
            SigningFailed: The film could not be signed; what lay at `path` stays as it was.
        """
        from luxvid.media.join import write_film

        pieces = [await piece.read() for piece in self.picture.pieces]
        aac = await self.soundtrack.aac.read() if self.soundtrack else None
        told = disclosure or self.disclosure()
        seal = partial(signer.seal, title=Path(path).name, disclosed=told) if signer else None
        path = await write_film(
            Path(path), pieces, encoding=self.picture.encoding, aac=aac, xmp=told.xmp(), edit_list=edit_list, seal=seal
        )
        await run_sync(_write_sidecar, path.with_suffix(".disclosure.json"), told)
        return path

    def disclosure(self, profile: str | DisclosureProfile = "", *, published_at: str = "") -> Disclosure:
        """Return what was done to every shot, by what and from which photos, and what a profile wants said of it.

        Args:
            profile: The law's or listing service's profile, or its name, as `california_ab723`; by default only the facts.
            published_at: The web address where the page with the unaltered photos is, or will be, published.

        Raises:
            InvalidInput: No such profile is known, or `published_at` is no web address.
        """
        titles = {shot.key: shot.scene.title for shot in self.storyboard.shots}
        music = self.soundtrack.composer if self.soundtrack else ""
        claims = {photo.digest: photo.source_type for photo in self.storyboard.photos if photo.source_type}
        told = Disclosure.of(self.report, profile, published_at=published_at, music=music, titles=titles, claims=claims)
        return evolve(told, originals=self.storyboard.photos, clips=self.clips, encoding=self.picture.encoding)

    async def deliver(
        self,
        *profiles: str | Profile,
        folder: str | Path,
        disclosure: Disclosure | None = None,
        signer: FilmSigner | None = None,
        run: Run | None = None,
    ) -> Deliveries:
        """Write the film as every profile wants it, such as `youtube` or `mls_unbranded`, and check each file; return the checks.

        Nothing is paid or encoded twice: `luxvid.delivery.deliver` says how, and what it raises.
        """
        from luxvid.delivery import deliver  # a door: deliveries have a room of their own

        return await deliver(self, *profiles, folder=folder, disclosure=disclosure, signer=signer, run=run)

    async def timeline(
        self, path: str | Path, *, handles_s: Fraction | float | str = Fraction(1, 2), run: Run | None = None
    ) -> Path:
        """Write the film for an editor: a timeline, and beside it its clips and music; return the timeline's path.

        The name's ending says what is written: `.otio` or, as one file with its media, `.otioz` (the extra `timeline`), `.fcpxml`
        (1.9), `.xml` (Final Cut Pro 7), `.edl` (CMX 3600). `villa.otio` has its media in `villa-media/`, named relative to it,
        so that both can be moved together. Clips are encoded for this, every frame standing for itself, without titles.

        Args:
            path: Where the timeline goes; its folder must exist. Files that are there are replaced.
            handles_s: How much of a clip lies in its file before and after what the film shows of it, where there is as much. The
                offline camera goes on for half a second and then stands still.
            run: Keeps the encoded clips in its storage, to find them again, and is told; without one nothing is kept.

        Raises:
            InvalidInput: Another ending, or a rate that the format cannot count.
            MissingExtra: `.otio` or `.otioz` without `luxvid[timeline]`.
            StorageFailed: The disk is full or may not be written.
        """
        from luxvid.editing import write_timeline  # a door: editing programs have a room of their own

        return await write_timeline(self, Path(path), handles_s=exact_seconds(handles_s), run=run)

    def show(self, *, width_px: int = 640, most_mb: float = 4) -> Player:
        """Return a small copy that plays in a notebook, as the last line of a cell; it is in the page, nothing is loaded.

        Nothing is rendered anew: the film's own pieces are scaled and encoded once more, or copied where they are small enough.
        A film of 28 s takes a few seconds. Waits for the work, also inside a running event loop.

        Args:
            width_px: How wide the copy may be.
            most_mb: How many megabytes it may have. The notebook's file grows by a third more than the copy has.

        Raises:
            InvalidInput: The film is too long for so few megabytes; the message says how many it needs.

        Example:
            >>> film.show()  # doctest: +SKIP
        """
        return wait(self._shown(width_px, int(most_mb * 1e6)))

    async def _shown(self, width_px: int, most_bytes: int) -> Player:
        from luxvid.media.showing import small_film  # a door: encoding is the media room's work

        small = await small_film(
            [await piece.read() for piece in self.picture.pieces],
            await self.soundtrack.aac.read() if self.soundtrack else None,
            encoding=self.picture.encoding,
            frames=self.picture.frames,
            width_px=width_px,
            most_bytes=most_bytes,
            xmp=self.disclosure().xmp(),
        )
        scenes = ", ".join(shot.scene.title or shot.key for shot in self.storyboard.shots)
        opening = next(iter(self.storyboard.photos), None)
        return Player(
            mp4=small.mp4,
            width_px=small.encoding.width_px,
            height_px=small.encoding.height_px,
            duration_s=self.duration_s,
            says=f"Film, {float(self.duration_s):.1f} s: {scenes}",
            poster=opening.preview if opening else b"",
        )

    async def export(self, folder: str | Path) -> Path:
        """Write film, clips, music, storyboard and report under readable names into `folder`; return it.

        The folder is made where it is missing. Clips are encoded for this.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        await self.save(folder / "film.mp4")
        (folder / "storyboard.json").write_text(self.storyboard.to_json(indent=2), encoding="utf-8")
        (folder / "report.json").write_text(self.report.to_json(indent=2), encoding="utf-8")
        if self.soundtrack:
            await self.soundtrack.save(folder / "music.flac")
        for number, (key, clip) in enumerate(self.clips.items(), 1):
            safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in key)
            await clip.save(folder / f"{number:02d}-{safe}.mp4", encoding=self.picture.encoding)
        return folder

    def __repr__(self) -> str:
        size = f"{self.picture.encoding.width_px}×{self.picture.encoding.height_px}"
        music = "with" if self.soundtrack else "without"
        return f"<Film: {float(self.duration_s):.3f} s, {size}, {len(self.clips)} shots, {music} music>"

    def _repr_html_(self) -> str | None:
        try:
            return film_section(self.storyboard, self.report, self.soundtrack)
        except (TypeError, ValueError, AttributeError):
            return None


def _write_sidecar(path: Path, told: Disclosure) -> None:
    """Write what has to be said beside the film."""
    from luxvid.storage.files import written_beside  # a door: writing files is the storage room's work

    with written_beside(path) as beside:
        beside.write_text(told.to_json(indent=2), encoding="utf-8")
