"""An unbranded copy shows nothing that leads back to an agent, and keeps what only looks like it."""

from __future__ import annotations

import pytest

from luxvid import Brand
from luxvid.words import WordChecker

UNBRANDED = WordChecker(locale="en-US", unbranded=True)
BRAND = Brand(
    name="Casa Sol", contact=["Ana Ruiz", "Costa Homes S.L."], phone="+34 971 000 000", url="https://www.casa-sol.example/villa"
)


def branded(text: str, *, brand: Brand | None = None) -> list[str]:
    return [each.found for each in UNBRANDED.check_texts({"line": text}, brand=brand) if each.group == "branding"]


@pytest.mark.parametrize(
    "text",
    [
        "(555) 123-4567", "555-123-4567", "+1 555 123 4567", "1-800-555-0199", "1-800-CASASOL", "+49 171 1234567", "0171 1234567",
        "089/1234567", "01 23 45 67 89", "+33 1 23 45 67 89", "612 345 678", "+34 612 345 678", "020 7946 0958", "Tel. 1234567",
        "www.casasol.com", "https://casasol.com/villa", "casasol.com", "casa-sol.immo", "WWW.CASASOL.COM", "bit.ly/villa12",
        "casasol dot com", "info@casasol.com", "info (at) casasol.com", "@casasol",
        "Call now", "Call us today", "Contact the listing agent", "Listed by Ana", "Presented by Ana Ruiz",
        "Courtesy of Costa Homes", "Your local realtor", "REALTOR®", "RE/MAX", "Keller Williams", "Engel & Völkers",
        "Sotheby's International Realty", "Scan the QR code", "Link in bio", "Follow us",
        "Open house Sunday", "Schedule a private showing", "DRE #01234567",
        "Rufen Sie uns an", "Müller Immobilien GmbH", "Contactez-nous", "Agence immobilière", "Llámenos", "Agenzia immobiliare",
    ],
)  # fmt: skip
def test_what_leads_back_is_found(text: str) -> None:
    assert branded(text), text
    assert branded(f"Villa with pool. {text}, sea view"), text


@pytest.mark.parametrize(
    "text",
    [
        "€ 1.200.000", "1 200 000 €", "$1,250,000", "2,400 sq ft", "120 m² on 1.250 m²", "Built 1998, renovated 2019-2021",
        "29.11.2026", "2026-11-29", "12-14 Rue de la Paix, 75002 Paris", "10115 Berlin", "Beverly Hills, CA 90210-1234",
        "Apartment 12.04", "No. 1 Harbour Row", "St.Tropez", "Finished in 1990.It has a pool", "Kitchen, bath etc.and more",
        "Offers @ auction", "4 beds, 3.5 baths", "A villa to call home", "Roll call of roses", "The agent of change is light",
        "Open plan house", "Sold furnished", "Marketed garden produce nearby", "Listed building of 1890", "Contactless entry",
        "Immobile stone, moving light", "Presented in 1912 at the world's fair", "Compass rose in the floor", "Visit the garden",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert branded(text) == []


@pytest.mark.parametrize(
    "text",
    ["Casa Sol", "CASA SOL", "CasaSol", "casa-sol", "Ask for Ana Ruiz", "casa-sol.example", "+34971000000", "Costa Homes, S.L."],
)
def test_the_brands_own_words_are_found_however_they_are_written(text: str) -> None:
    assert branded(f"Villa above the bay, {text}", brand=BRAND)


def test_other_words_are_not_the_brand() -> None:
    assert branded("Casa Solana, casa al sol, Costa Brava", brand=BRAND) == []


def test_without_being_asked_nothing_is_branding() -> None:
    assert WordChecker(locale="en-US").check_texts({"line": "Call us: (555) 123-4567, casasol.com"}, brand=BRAND) == ()


def test_a_propertys_own_name_can_be_allowed() -> None:
    checker = WordChecker(unbranded=True, allowed=["Casa Sol"])
    assert checker.check_texts({"line": "Casa Sol"}, brand=BRAND) == ()
