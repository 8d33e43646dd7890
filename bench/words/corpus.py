"""Sentences of our own, one a line: what honest listings say, and what steers. Each file names the locale it is checked for."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from luxvid.words import WordChecker

HERE = Path(__file__).parent


@frozen
class Measured:
    """What became of one file: its locale, whether it is honest, how many sentences it has, and those that went wrong."""

    locale: str
    kind: str
    sentences: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """The share of sentences that went wrong: false alarms in honest ones, misses in steering ones."""
        return len(self.wrong) / self.sentences


def measured(path: Path) -> Measured:
    """Check a file's sentences, spelling and branding aside."""
    kind, _, locale = path.stem.partition("-")
    checker = WordChecker(locale=locale)
    sentences = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    wrong = []
    for sentence in sentences:
        found = [each.found for each in checker.check_texts({"line": sentence}) if each.group != "spelling"]
        if bool(found) is (kind == "honest"):
            wrong.append((sentence, ", ".join(found)))
    return Measured(locale, kind, len(sentences), tuple(wrong))


def files() -> list[Path]:
    """Return the files of sentences in order."""
    return sorted(HERE.glob("*.txt"), key=lambda path: (path.stem.partition("-")[2], path.stem))
