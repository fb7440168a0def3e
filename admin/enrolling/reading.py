"""A pasted list, or a file from a spreadsheet, read into rows as they were typed."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from admin.enrolling.typed import COLUMNS, TypedPerson
from admin.enrolling.words import plain
from admin.web.input import clean_input

MOST_ROWS = 1000

_HEADS = {
    "name": ("namn", "deltagare", "name", "participant", "för- och efternamn"),
    "protected": ("skyddad", "skyddad identitet", "skyddade uppgifter", "protected"),
    "project": ("delprojekt", "projekt", "sub-project", "subproject", "project"),
    "enrolled_on": (
        *("inskriven", "inskrivning", "inskrivningsdag", "inskrivningsdatum", "inskriven den"),
        *("start", "startdatum", "datum", "dag", "enrolled", "enrolled on", "enrolment", "date"),
        "enrollment",
    ),
    "sex": ("kön", "sex", "gender"),
    "birth_year": ("födelseår", "född", "född år", "birth year", "born", "year of birth"),
    "language": ("språk", "modersmål", "language"),
    "referrer": (
        *("remittent", "remitterad av", "aktualiserad av", "inremitterande", "anvisad av"),
        *("referrer", "referred by"),
    ),
    "phone": ("telefon", "mobil", "telefonnummer", "mobilnummer", "tel", "phone", "mobile"),
}
_COLUMN_OF = {word: column for column, words in _HEADS.items() for word in (column, *words)}
_FIRST_AND_LAST = {"förnamn": "first", "efternamn": "last", "first name": "first"} | {
    "last name": "last",
    "surname": "last",
}


@dataclass(frozen=True)
class ReadList:
    """The rows, and the heads of columns that nobody reads; ``is_too_long``: rows were left out."""

    rows: Sequence[TypedPerson] = ()
    unread: Sequence[str] = ()
    has_heads: bool = False
    is_too_long: bool = False


@dataclass
class _Places:
    """Where in a row each column stands."""

    of: dict[str, int] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    unread: list[str] = field(default_factory=list)


def text_of_file(data: bytes) -> str:
    """Read a file as spreadsheets write it: UTF-8, UTF-16 with its mark, or Windows' own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_list(text: str) -> ReadList:
    """Read rows with a line of heads above them, in any order; without heads there are no rows."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines and lines[0].casefold().startswith("sep="):  # a line that Excel writes for itself
        text = "\n".join(lines[1:])
    found = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        rows = [[clean_input(cell) for cell in row] for row in found]
    except csv.Error:
        return ReadList()
    rows = [row for row in rows if any(row)]
    places = _places(rows[0]) if rows else _Places()
    if not places.of and places.first is None:
        return ReadList()
    people = [_person(row, places) for row in rows[1:]]
    is_too_long = len(people) > MOST_ROWS
    return ReadList(people[:MOST_ROWS], places.unread, True, is_too_long)


def write_rows(rows: Sequence[TypedPerson]) -> str:
    """Write rows down so that ``read_list`` reads the same."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([COLUMNS, *(one.cells for one in rows)])
    return out.getvalue()


def _delimiter(text: str) -> str:
    """Find what stands between the cells: what the line of heads has most of."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max("\t;,", key=first.count)


def _places(heads: Sequence[str]) -> _Places:
    places = _Places()
    for number, head in enumerate(heads):
        word = plain(head)
        column = _COLUMN_OF.get(word)
        if column is not None and column not in places.of:
            places.of[column] = number
        elif _FIRST_AND_LAST.get(word) == "first":
            places.first = number
        elif _FIRST_AND_LAST.get(word) == "last":
            places.last = number
        elif head:
            places.unread.append(head)
    return places


def _person(row: Sequence[str], places: _Places) -> TypedPerson:
    def cell(number: int | None) -> str:
        return row[number] if number is not None and number < len(row) else ""

    cells = {column: cell(number) for column, number in places.of.items()}
    if "name" not in cells:
        cells["name"] = f"{cell(places.first)} {cell(places.last)}".strip()
    return TypedPerson(**cells)
