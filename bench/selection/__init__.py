"""How the choice does on photos whose truth is known; `docs/selection-benchmark.md` says what is measured and why."""
