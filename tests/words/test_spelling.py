"""Numbers, amounts and units as places write them; ~ stands for a no-break space, _ for a narrow one."""

from __future__ import annotations

import pytest

from luxvid.errors import InvalidInput
from luxvid.words import WordChecker, known_locales, spelled


def shown(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u202f", "_")


def meant(text: str) -> str:
    return text.replace("~", "\u00a0").replace("_", "\u202f")


@pytest.mark.parametrize(
    ("place", "text", "better"),
    [
        ("", "120 m2", "120~m²"),
        ("", "120 sqm and 2400 SqFt", "120~m² and 2400~sq ft"),
        ("", "price per m2", "price per m²"),
        ("", "12Km to the sea, 3 Ha", "12~km to the sea, 3~ha"),
        ("", "€ 1.200.000 or $1.2M", "€ 1.200.000 or $1.2M"),
        ("en-US", "€1.200.000", "€1,200,000"),
        ("en-US", "$ 1200000", "$1,200,000"),
        ("en-US", "1,250,000 $", "$1,250,000"),
        ("en-US", "12000 sqft", "12,000~sq ft"),
        ("en-US", "0,5 ha", "0.5~ha"),
        ("en-US", "1,2 Mio. €", "€1.2M"),
        ("en-GB", "£ 1,200,000", "£1,200,000"),
        ("de-DE", "120 qm", "120~m²"),
        ("de-DE", "84.5 m²", "84,5~m²"),
        ("de-DE", "€1,200,000", "1.200.000~€"),
        ("de-DE", "€ 1200000", "1.200.000~€"),
        ("de-DE", "1.2M €", "1,2~Mio.~€"),
        ("de-DE", "EUR 1,200,000", "EUR~1.200.000"),
        ("de-DE", "€ 1.200/Monat", "1.200~€/Monat"),
        ("de-CH", "CHF 1.200.000", "CHF~1\u2019200\u2019000"),
        ("fr-FR", "1.200.000€", "1_200_000~€"),
        ("fr-FR", "1 200 000 €", "1_200_000~€"),
        ("fr-FR", "Prix: 85m2 !", "Prix~: 85~m² !"),
        ("es-ES", "€1,200,000", "1.200.000~€"),
        ("it-IT", "120 mq, 1,200,000 €", "120~m², 1.200.000~€"),
        ("nl-NL", "1.200.000 €", "€~1.200.000"),
    ],
)
def test_it_is_set_right(place: str, text: str, better: str) -> None:
    assert shown(spelled(text, place=place)) == better
    assert spelled(spelled(text, place=place), place=place) == meant(better)
    findings = WordChecker(locale=place).check_texts({"line": text})
    assert bool(findings) is (text != meant(better))
    assert {each.severity for each in findings} <= {"note"}


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("", "120 m², 2,400 sq. ft., 3 km"),
        ("", "€ 1.200.000, 1 200 000 €, $1.2M, 1.250 m²"),
        ("en-US", "$1,200,000, $1.2M, $1.2 million, €950,000, USD 1,200"),
        ("en-US", "2,400 sq ft, 2400 SQ FT, 2,400 sq. ft., 120 m², 1.5 acres"),
        ("en-GB", "£1.2m, £1.2M, £950,000, £2.5bn, 120 m²"),
        ("de-DE", "1.200.000 €, 1,2 Mio. €, 1.200.000 EUR, EUR 1.200.000, 1200 m², 1.250 m², 84,5 m²"),
        ("de-AT", "€ 1.200.000, 1.200.000 €"),
        ("fr-FR", "1_200_000 €, 1~200~000 €, 1,2 M€, 1,2 M €, 85,5 m², Prix : oui"),
        ("es-ES", "1.200.000 €, 1,2 M€, 1200 m², 1,2 millones €"),
        ("it-IT", "1.200.000 €, 1,2 mln €, 120 m²"),
        ("en-US", "Built in 2019, 12.04 Harbour Row, 90210-1234, 4.5 baths, at 10:30"),
        ("fr-FR", "De 10:30 à 18:00, https://casa.fr"),
        ("de-DE", "€ 900.000–1.200.000"),
        ("en-US", "Suite 3 120 King Street"),
    ],
)
def test_what_is_right_is_left_alone(place: str, text: str) -> None:
    assert spelled(meant(text), place=place) == meant(text)


def test_a_place_that_is_not_known_is_named_with_those_that_are() -> None:
    with pytest.raises(InvalidInput, match=r"'de_DE' is not known: it must be one of .*de-DE.*fr-FR"):
        WordChecker(locale="de_DE")
    for place in known_locales():
        assert spelled("120 m2", place=place) == meant("120~m²")
