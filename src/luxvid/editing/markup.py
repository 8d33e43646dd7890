"""XML as editing programs want it: built of elements, indented, with a document type."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring


def element(tag: str, *content: Element | str | int | None, **attributes: str | int) -> Element:
    """Return an element with its content in order: other elements, text, or nothing for None."""
    made = Element(tag, {name: str(value) for name, value in attributes.items()})
    for part in content:
        if isinstance(part, Element):
            made.append(part)
        elif part is not None:
            made.text = _readable(str(part))
    return made


def document(root: Element) -> str:
    """Return a document of this root, indented."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {root.tag}>\n{tostring(root, encoding="unicode")}\n'


def _readable(text: str) -> str:
    """Leave out the control characters that XML has no way to say."""
    return "".join(c for c in text if c in "\t\n\r" or c >= " ")
