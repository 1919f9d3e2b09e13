"""Where customers are, and the words that are used: what stands in regions.toml and words.toml, read once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from leadhub.text import fold

HERE = Path(__file__).parent
# Letters of their own right, from which folding takes nothing off.
SPELLED = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "đ": "d", "ı": "i", "þ": "th", "ð": "d"})
NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9-]")


class Word(NamedTuple):
    """A name as it is written, and as an e-mail address spells it."""

    text: str
    latin: str
    is_foreign: bool


class CompanyPattern(NamedTuple):
    text: str
    parts: tuple[str, ...]


class PhonePattern(NamedTuple):
    """`%s` for each of so many digits."""

    text: str
    digits: int


@dataclass(frozen=True, slots=True)
class Region:
    """One country's customers. `families` are pairs of given and family names that go together."""

    country: str
    zone: ZoneInfo
    families: list[tuple[list[Word], list[Word]]]
    companies: list[CompanyPattern]
    trades: list[Word]
    places: list[Word]
    long: list[Word]
    phones: list[PhonePattern]
    titles: list[str]
    wishes: list[str]


@cache
def read_words():
    """words.toml as it is, the telephone extensions ready for use."""
    words = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    return {**words, "extensions": [phone_pattern(text) for text in words["extensions"]]}


@cache
def read_regions():
    """The regions, and their shares summed up, as `random.choices` takes them."""
    tables = tomllib.loads((HERE / "regions.toml").read_text(encoding="utf-8"))["region"]
    return [_region(**table) for table in tables], list(accumulate(table["share"] for table in tables))


def _region(*, country, zone, names, companies, trades, places, phones, share, spelled=None, long=(), titles="", wishes=()):
    def words(text):
        return [_word(part.strip(), spelled or {}) for part in text.split(",")]

    return Region(
        country=country,
        zone=ZoneInfo(zone),
        families=[(words(given), words(family)) for given, family in names],
        companies=[CompanyPattern(text, tuple(re.findall(r"{(\w+)}", text))) for text in companies],
        trades=words(trades),
        places=words(places),
        long=[_word(text, spelled or {}) for text in long],
        phones=[phone_pattern(text) for text in phones],
        titles=[word.text for word in words(titles)] if titles else read_words()["titles"],
        wishes=list(wishes),
    )


def _word(text, spelled):
    text, _, latin = text.partition("=")
    return Word(text, latin or _address_part(text, spelled), bool(latin))


def _address_part(text, spelled):
    for letter, letters in spelled.items():
        text = text.lower().replace(letter, letters)
    return NOT_IN_ADDRESSES.sub("", fold(text).translate(SPELLED))


def phone_pattern(text):
    return PhonePattern(text.replace("#", "%s"), text.count("#"))
