"""What is said of the property itself: `Listing`."""

from __future__ import annotations

from attrs import frozen

from luxvid.convert import JsonValue


@frozen(kw_only=True)
class Listing(JsonValue):
    """The property in a few words, for the opening title; empty by default, and then there is none.

    Attributes:
        headline: What it is called, or is, for example "Casa Sol" or "A villa above the bay".
        address: Where it is.
        price: As it is to be read: "€ 2,450,000".

    Example:
        >>> from luxvid.listing import Listing
        >>> Listing(headline="Casa Sol", address="Cala Llombards, Mallorca").lines
        ('Casa Sol', 'Cala Llombards, Mallorca')
    """

    headline: str = ""
    address: str = ""
    price: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is set, in the order in which it is shown."""
        return tuple(line for line in (self.headline, self.address, self.price) if line)
