"""The brand that a film is made for. With nothing set it changes nothing."""

from __future__ import annotations

from attrs import frozen

from luxvid.convert import JsonValue


@frozen(kw_only=True)
class Brand(JsonValue):
    """Name and tone that go into prompts, titles and reports; empty by default.

    Attributes:
        name: The agency's or the property's name.
        tone: A few words on style, for example "quiet, Mediterranean"; joins every prompt.

    Example:
        >>> import luxvid
        >>> luxvid.Brand(name="Casa Sol").name
        'Casa Sol'
    """

    name: str = ""
    tone: str = ""

    def prompt(self, text: str) -> str:
        """Return a scene's prompt with the brand's tone added, unchanged where there is none."""
        return f"{text} Style: {self.tone}." if self.tone else text
