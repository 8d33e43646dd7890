"""Captions: what titles say, in forms that players read."""

from __future__ import annotations

import re

from luxvid.delivery.captions import subrip, webvtt
from luxvid.said import Said

TITLES = [
    Said(kind="lower_third", shot="pool", lines=["Pool <heated> & bar", "", "a --> b"], begins_s="4.5", ends_s="7.0334"),
    Said(kind="opening", shot="exterior", lines=["Häuser\nÜbersee", "€ 2,450,000"], begins_s=0, ends_s="3.9999"),
    Said(kind="lower_third", shot="spa", lines=[" "], begins_s=8, ends_s=9),
]


def test_webvtt_is_in_order_and_escaped() -> None:
    blocks = webvtt(TITLES).split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert blocks[1] == "00:00:00.000 --> 00:00:04.000\nHäuser\nÜbersee\n€ 2,450,000"
    assert blocks[2] == "00:00:04.500 --> 00:00:07.033\nPool &lt;heated&gt; &amp; bar\na → b\n"
    assert len(blocks) == 3


def test_subrip_is_numbered_and_has_nothing_that_would_end_a_caption() -> None:
    text = subrip(TITLES)
    assert re.findall(r"^\d+$", text, re.MULTILINE) == ["1", "2"]
    assert "00:00:04,500 --> 00:00:07,033\nPool <heated> & bar\na → b" in text
