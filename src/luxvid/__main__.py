"""The command: `python -m luxvid plan` chooses, `python -m luxvid film` makes the film."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import asdict, evolve

from luxvid.brand import Brand
from luxvid.encoding import Encoding
from luxvid.errors import InvalidInput, LuxvidError
from luxvid.listing import Listing
from luxvid.progress import Progress
from luxvid.protocols import Run
from luxvid.storage import Storage
from luxvid.storage.files import checked_target, written_beside
from luxvid.storyboard import Storyboard
from luxvid.tasks import wait

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luxvid.film import Film
    from luxvid.photos import PhotoSet
    from luxvid.studio import Studio

_INTERRUPTED = 130  # what shells give a command that Ctrl-C ended
_RULES_BROKEN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 failed, 2 wrong call, 3 rules broken, 130 interrupted."""
    args = _parser().parse_args(arguments)
    try:
        return int(args.work(args) or 0)
    except KeyboardInterrupt:
        print("luxvid: stopped; what was finished is kept", file=sys.stderr)
        return _INTERRUPTED
    except (LuxvidError, OSError) as error:
        print(f"luxvid: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m luxvid", description="Turn a property's photos into a film, offline.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    plan = commands.add_parser("plan", help="choose the photos and write the storyboard")
    plan.add_argument("--out", required=True, type=Path, metavar="BOARD.json", help="where the storyboard goes")
    plan.set_defaults(work=_plan)
    film = commands.add_parser("film", help="make the film")
    film.add_argument("--out", required=True, type=Path, metavar="FILM.mp4", help="where the film goes")
    film.add_argument("--storyboard", type=Path, metavar="BOARD.json", help="make the film of this storyboard")
    film.add_argument("--report", type=Path, metavar="FILE.json", help="write the report there as JSON")
    film.add_argument("--deliver", default="", metavar="PROFILES", help="deliver it, too, as youtube,mls_unbranded and others")
    film.add_argument("--disclosure", default="", metavar="PROFILE", help="say what was generated as this law wants it")
    film.add_argument("--published-at", default="", metavar="URL", help="where that page will be published")
    film.add_argument("--timeline", type=Path, metavar="FILE.otio", help="write it for an editor, too: .otio .fcpxml .xml .edl")
    film.add_argument("--renderer", metavar="NAME", help="what brings shots into motion: the part of an installed package")
    film.set_defaults(work=_film)
    check = commands.add_parser("check", help="try a provider's token; spends nothing")
    check.add_argument("provider", choices=["replicate"], help="whose; the token comes from REPLICATE_API_TOKEN")
    check.add_argument("--base-url", metavar="URL", help="another place of the API, as an emulator's")
    check.set_defaults(work=_check)
    for command in (plan, film):
        command.add_argument("photos", type=Path, metavar="PHOTOS", help="a folder of photos")
        command.add_argument("--storage", type=Path, metavar="DIR", help="where finished parts are kept")
        command.add_argument("--brand", default="", metavar="BRAND", help="the brand's name, or its file BRAND.json")
        for said in ("headline", "address", "price"):
            command.add_argument(f"--{said}", default="", metavar="WORDS", help=f"the {said} that the opening title says")
        command.add_argument("--size", default="1920x1080", metavar="WxH", help="the film's size (default 1920x1080)")
        command.add_argument("--fps", default="30", help="frames per second (default 30)")
        command.add_argument("--align", choices=["beats"], default="", help="lay the cuts on the music's beats")
        music = command.add_mutually_exclusive_group()
        music.add_argument("--no-music", action="store_true", help="make the film without music")
        music.add_argument("--track", type=Path, metavar="SONG", help="a track of your own, cut to the film's length")
        music.add_argument("--composer", metavar="NAME", help="who composes: the part of an installed package")
        command.add_argument("--quiet", action="store_true", help="show no progress")
    return parser


def _run(args: argparse.Namespace) -> Run:
    told = None if args.quiet else Progress(sys.stderr).on_event
    storage = Storage.at(args.storage) if args.storage else Storage.default()
    return Run(storage=storage, on_event=told)


def _plan(args: argparse.Namespace) -> None:
    from luxvid.intake import load_photos  # only the work itself loads what decodes and encodes
    from luxvid.studio import planned

    checked_target(args.out)
    run, brand, studio = _run(args), _brand(args), _studio(args)

    async def plan() -> tuple[PhotoSet, Storyboard]:
        photos = await load_photos(args.photos, run=run)
        return photos, await planned(studio, photos, brand=brand, listing=_listing(args), run=run)

    photos, board = wait(plan())
    _write(args.out, board.to_json(indent=2))
    for refused in photos.refused:
        print(f"refused {refused.file}: {refused.reason}")
    for shot in board.shots:
        print(f"{shot.key}: {' → '.join(photo.file for photo in shot.photos)} ({shot.confidence:.0%}) {shot.reason}")


def _film(args: argparse.Namespace) -> int:
    from luxvid.delivery import Deliveries, profile
    from luxvid.disclosure import Disclosure
    from luxvid.intake import load_photos
    from luxvid.plugins import plugin
    from luxvid.studio import planned

    _check_outs(args)
    profiles = [profile(name.strip()) for name in args.deliver.split(",") if name.strip()]
    Disclosure.of_shots([], args.disclosure, published_at=args.published_at)  # what is wrong with it is said at once
    given, run, brand = _given_board(args), _run(args), _brand(args)
    studio = _studio(args)
    if args.renderer:
        studio = evolve(studio, renderer=plugin("renderers", args.renderer))

    async def make() -> tuple[Film, Deliveries]:
        photos = await load_photos(args.photos, run=run)
        board = given or await planned(studio, photos, brand=brand, listing=_listing(args), run=run)
        film = await studio.produce(board, photos=photos, run=run)
        told = film.disclosure(args.disclosure, published_at=args.published_at)
        await film.save(args.out, disclosure=told)
        if args.timeline:
            await film.timeline(args.timeline, run=run)
        if args.disclosure:
            await told.save_page(args.out.with_suffix(".pictures.html"))
        if not profiles:
            return film, Deliveries(files=[])
        folder = args.out.with_name(f"{args.out.stem}-deliveries")
        return film, await film.deliver(*profiles, folder=folder, disclosure=told, run=run)

    film, delivered = wait(make())
    if args.report:
        _write(args.report, film.report.to_json(indent=2))
    print(film.report)
    if args.disclosure:
        print(film.disclosure(args.disclosure, published_at=args.published_at))
    if profiles:
        print(delivered)
    return 0 if delivered.passed else _RULES_BROKEN


def _given_board(args: argparse.Namespace) -> Storyboard | None:
    """Return the storyboard that was named, saying what else was asked for; None where none was."""
    if not args.storyboard:
        return None
    board = Storyboard.from_json(_read(args.storyboard))
    return board.titled(**{name: words for name, words in asdict(_listing(args)).items() if words})


def _studio(args: argparse.Namespace) -> Studio:
    """Return the studio of the size, the music and the alignment that were asked for."""
    from luxvid.audio import ExistingTrack, ProgressiveScorer
    from luxvid.plugins import plugin
    from luxvid.studio import Studio

    studio = evolve(Studio.sized(_encoding(args)), align=args.align)
    if args.no_music:
        return evolve(studio, scorer=None)
    if args.track and not args.track.is_file():
        raise InvalidInput(f"there is no file {str(args.track)!r}: give --track the name of a sound file")
    if args.track:
        return evolve(studio, scorer=ProgressiveScorer(composer=ExistingTrack(args.track)))
    if args.composer:
        return evolve(studio, scorer=ProgressiveScorer(composer=plugin("composers", args.composer)))
    return studio


def _check(args: argparse.Namespace) -> int:
    from luxvid.providers.check import check
    from luxvid.providers.replicate import API, ReplicateProvider

    checked = wait(check(ReplicateProvider.from_env(base_url=args.base_url or API)))
    print(checked)
    return 0 if checked.is_good else 1


def _brand(args: argparse.Namespace) -> Brand:
    return Brand.read(args.brand) if args.brand.endswith(".json") else Brand(name=args.brand)


def _listing(args: argparse.Namespace) -> Listing:
    return Listing(headline=args.headline, address=args.address, price=args.price)


def _encoding(args: argparse.Namespace) -> Encoding:
    width, _, height = args.size.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise InvalidInput(f"--size must be given as WIDTHxHEIGHT, for example 1080x1920, not {args.size!r}")
    return Encoding(width_px=int(width), height_px=int(height), fps=args.fps)


def _check_outs(args: argparse.Namespace) -> None:
    """Refuse before the work what could not be written after it."""
    from luxvid.editing.export import writer_of

    checked_target(args.out)
    if args.timeline:
        checked_target(args.timeline)
        writer_of(args.timeline, _encoding(args).fps)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{str(path)!r} is not a storyboard: it is no UTF-8 text") from error


def _write(path: Path, text: str) -> None:
    with written_beside(path) as beside:
        beside.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
