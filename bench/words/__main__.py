"""Print how often the lists of words are wrong: `python -m bench.words [FILE.txt ...]`.

A file is named `honest-LOCALE.txt` or `steering-LOCALE.txt` and has a sentence a line.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.words.corpus import files, measured


def main() -> None:
    """Measure the files that were named, or our own."""
    print(f"{'locale':<8}{'sentences':<10}{'':>6}  {'went wrong':<12}")
    for path in [Path(name) for name in sys.argv[1:]] or files():
        result = measured(path)
        what = "false alarms" if result.kind == "honest" else "misses"
        print(f"{result.locale:<8}{result.kind:<10}{result.sentences:>6}  {len(result.wrong)} {what} ({result.share:.1%})")
        for sentence, found in result.wrong:
            print(f"{'':>26}{sentence}{f'  [{found}]' if found else ''}")


if __name__ == "__main__":
    main()
