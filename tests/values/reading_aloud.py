"""HTML as a reader of it needs it: well formed, nothing loaded, nothing run, pictures and tables told in words."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"img", "br", "hr", "path"}


class Page(HTMLParser):
    """Reads HTML and keeps what it has; raises `ValueError` for tags that do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        if self._open:
            raise ValueError(f"never closed: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def accessible(html: str | None, *, most_bytes: int = 300_000) -> Page:
    """Read a value's HTML and hold it to what every one of them keeps."""
    assert html is not None
    assert len(html.encode()) <= most_bytes
    page = Page(html)
    assert page.elements[0][1].get("lang") == "en"
    assert not page.all("script")
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), tag
        assert (attributes.get("src") or "data:").startswith("data:")
        assert "href" not in attributes
        style = attributes.get("style") or ""
        assert "color:" not in style or "currentColor" in style, "the page's theme decides the colours"
    assert all(attributes.get("alt") for attributes in page.all("img"))
    assert all(attributes.get("scope") in ("col", "row") for attributes in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    return page
