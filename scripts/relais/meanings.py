"""What editors probably mean where they write what Relais does not read.

French names for fields, numbers as on paper, addresses without their beginning. A meaning is only
ever offered in a diagnostic; no value changes by itself.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from relais.diagnostics import closest

if TYPE_CHECKING:
    from collections.abc import Iterable

_FRENCH: Final = {
    "accord": ("release",),
    "accroche": ("summary",),
    "adresse": ("address", "url", "path"),
    "alias": ("aliases",),
    "autorisation": ("release",),
    "brouillon": ("draft",),
    "champs": ("covers",),
    "chapeau": ("summary",),
    "chiffres": ("figures",),
    "citations": ("quotes",),
    "couvre": ("covers",),
    "credits": ("credit",),
    "date-de-publication": ("publish_on",),
    "depuis": ("since",),
    "fonction": ("role",),
    "identifiant": ("id",),
    "legende": ("alt", "label"),
    "libelle": ("label",),
    "lien": ("url", "link"),
    "lieux": ("places",),
    "menu": ("menu",),
    "nom": ("name",),
    "organisme": ("organisation", "organisations"),
    "partenaire": ("organisation",),
    "pays": ("countries", "country"),
    "personne": ("person",),
    "photo": ("portrait", "src"),
    "poste": ("role",),
    "programme": ("programs",),
    "programmes": ("programs",),
    "publie": ("published",),
    "publie-le": ("publish_on",),
    "publics": ("populations",),
    "relecture": ("review",),
    "reponse": ("a",),
    "resume": ("summary",),
    "retire": ("withdrawn",),
    "signe": ("signed",),
    "signe-le": ("signed_on",),
    "sous-titre": ("summary",),
    "statut": ("status",),
    "source-publique": ("public-source",),
    "sujet": ("themes",),
    "sujets": ("themes",),
    "texte": ("text",),
    "texte-alternatif": ("alt",),
    "unite": ("unit",),
    "valeur": ("value",),
}
"""French words, without accents, for the names and values that Relais has for them."""

_FLAGS: Final = {
    "true": ("true", "yes", "y", "on", "1", "vrai", "oui", "o"),
    "false": ("false", "no", "n", "off", "0", "faux", "non"),
}
_COUNTRIES: Final = {"UK": "GB", "EN": "GB", "EL": "GR"}
"""Codes in daily use that ISO 3166 does not have."""
_SPACED: Final = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+(?:[.,][0-9]+)?")
_DECIMAL_COMMA: Final = re.compile(r"-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")
_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})


def meant_word(value: str, choices: Iterable[str]) -> str:
    """Return the choice that `value` says in French or misspells, or an empty text."""
    choices = list(choices)
    french = _FRENCH.get(slug_of(value), ())
    return next((word for word in french if word in choices), "") or closest(value, choices)


def slug_of(text: str) -> str:
    """Return `text` as a slug: "Accès aux soins" is acces-aux-soins. Empty if nothing is left."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_IN_SLUGS.sub("-", plain).strip("-")


def meant_flag(text: str) -> str:
    """Return true or false for a word that says it, or an empty text."""
    return next((flag for flag, words in _FLAGS.items() if text.casefold() in words), "")


def meant_number(text: str) -> str:
    """Return a number written as on paper (`1 200,5`) as data has it, or an empty text.

    `1,200` is twelve hundred in English and little more than one in French: nothing is offered.
    """
    if not (_SPACED.fullmatch(text) or _DECIMAL_COMMA.fullmatch(text)):
        return ""
    return re.sub(r"[ \u00a0\u202f\u2009'’]", "", text).replace(",", ".")


def meant_email(text: str) -> str:
    """Return an e-mail address without the spaces and disguises in it."""
    text = re.sub(r"\s", "", text.removeprefix("mailto:"))
    return re.sub(r"\[at\]|\(at\)", "@", text)


def meant_country(text: str) -> str:
    """Return the ISO code for a code in daily use, or an empty text."""
    return _COUNTRIES.get(text.upper(), "")
