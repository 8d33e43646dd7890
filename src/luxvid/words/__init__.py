"""Words: what a film says is looked at before it is rendered."""

from luxvid.words.checker import WordChecker, check_words
from luxvid.words.finding import Finding
from luxvid.words.lists import Allowed, Term, WordList, list_from_file
from luxvid.words.locales import known_locales
from luxvid.words.spelling import spelled

__all__ = [
    "Allowed",
    "Finding",
    "Term",
    "WordChecker",
    "WordList",
    "check_words",
    "known_locales",
    "list_from_file",
    "spelled",
]
