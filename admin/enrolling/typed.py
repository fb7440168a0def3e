"""A person as a coach has typed them, in a form or a row of a list, and what is to be mended."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from admin.enrolling.words import (
    NoDayError,
    is_yes,
    language_words,
    plain,
    read_day,
    referrers,
    sexes,
)
from admin.web.input import FIRST_DAY, clean_input, number_of, too_long_text
from bot.languages.catalog import Catalog
from bot.words.identity_number import figures_of, has_identity_number
from bot.words.phone_numbers import read_phone
from dialogs.people.particulars import OLDEST, YOUNGEST, Sex
from storage.enrolling.registering import Particulars

LONGEST = 100
"""Characters in a field."""


@dataclass(frozen=True)
class TypedPerson:
    """Everything as it was typed."""

    name: str = ""
    protected: str = ""
    project: str = ""
    enrolled_on: str = ""
    sex: str = ""
    birth_year: str = ""
    language: str = ""
    referrer: str = ""
    phone: str = ""

    @classmethod
    def read(cls, form: Mapping[str, str], prefix: str = "") -> "TypedPerson":
        """Take what was posted, from the fields whose names begin with ``prefix``."""
        return cls(**{name: clean_input(form.get(prefix + name, "")) for name in COLUMNS})

    @property
    def cells(self) -> tuple[str, ...]:
        """Give what was typed, column by column."""
        return tuple(getattr(self, name) for name in COLUMNS)


COLUMNS = tuple(one.name for one in fields(TypedPerson))
"""The columns in the order in which the program writes them."""


@dataclass
class Known:
    """What a person is checked against: sub-projects, the day, and who is enrolled already.

    ``people`` grows as a list is read: by name and birth year, who it is.
    """

    projects: Mapping[str, int]
    today: dt.date
    people: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        projects: Iterable[tuple[str, int]],
        today: dt.date,
        people: Iterable[tuple[str, str, str]],
    ) -> "Known":
        """Make it from the names of sub-projects, and (name, birth year, pseudonym)."""
        known = cls({plain(name): id_ for name, id_ in projects}, today)
        for name, year, who in people:
            known.people |= dict.fromkeys(_keys(name, year), who)
        return known


def _keys(name: str, year: str) -> list[tuple[str, str]]:
    """Name a person for look-up; without a birth year every one of that name could be meant."""
    return [(plain(name), year), (plain(name), "any")] if name else []


@dataclass
class CheckedPerson:
    """What came of it: ``particulars``, or per field what is to be mended."""

    typed: TypedPerson
    faults: dict[str, str]
    particulars: Particulars | None


def check_person(
    t: Catalog, typed: TypedPerson, known: Known, *, is_another: bool = False, place: str = ""
) -> CheckedPerson:
    """Read a person. ``is_another``: somebody of that name and year is known, and not meant.

    ``place`` is what the person is called where the same one comes again in a list.
    """
    if faults := _unfit(t, typed):
        return CheckedPerson(typed, faults, None)
    protected, name = is_yes(typed.protected), typed.name
    if protected and name:
        faults["name"] = t.gettext("Lämna namnet tomt för den som har skyddad identitet.")
    elif not name and not protected:
        faults["name"] = t.gettext("Skriv vem det är.")
    project = known.projects.get(plain(typed.project))
    sex = sexes().get(plain(typed.sex))
    language = language_words().get(plain(typed.language or "sv"))
    referrer = referrers().get(plain(typed.referrer))
    for column, is_missing, text in (
        ("project", project is None, t.gettext("Välj ett delprojekt som finns.")),
        ("sex", sex is None, t.gettext("Skriv kvinna, man eller annat.")),
        ("language", language is None, t.gettext("Välj ett språk som finns i listan.")),
        (
            "referrer",
            referrer is None and bool(typed.referrer),
            t.gettext("Välj vem som har remitterat, eller lämna det tomt."),
        ),
    ):
        if is_missing:
            faults[column] = text
    year = checked_birth_year(t, typed.birth_year, known.today, faults)
    phone = checked_phone(t, typed.phone, faults)
    day = _day(t, typed.enrolled_on, known.today, faults)
    if "name" not in faults and not is_another:
        _note_double(t, name, year, known, faults)
    for key in _keys(name, year):
        known.people.setdefault(key, place)
    if faults or project is None or language is None or day is None:
        return CheckedPerson(typed, faults, None)
    found = Particulars(
        name, project, day, language, sex or Sex.OTHER, year, referrer, phone, protected
    )
    return CheckedPerson(typed, faults, found)


def _unfit(t: Catalog, typed: TypedPerson) -> dict[str, str]:
    """Say which cells hold what is never kept, or too much."""
    faults = dict[str, str]()
    for name, text in zip(COLUMNS, typed.cells, strict=True):
        if has_identity_number(text):
            faults[name] = t.gettext("Här står ett personnummer. Det sparas aldrig. Ta bort det.")
        elif len(text) > LONGEST:
            faults[name] = too_long_text(t, LONGEST)
    return faults


def _note_double(t: Catalog, name: str, year: str, known: Known, faults: dict[str, str]) -> None:
    same = known.people.get((plain(name), year or "any")) or known.people.get((plain(name), ""))
    if name and same:
        # NOTE: {person} is a pseudonym such as B-07, or a row of a list such as "row 3".
        line = t.gettext("Finns redan: {person}. Är det en annan person kryssar du i det.")
        faults["double"] = line.format(person=same)


def checked_birth_year(t: Catalog, text: str, today: dt.date, faults: dict[str, str]) -> str:
    """Give the four figures, or nothing where nothing was typed; notes what cannot be."""
    figures = figures_of(text)
    if not figures:
        return ""
    year = number_of(figures, 4)
    if year is None or not today.year - OLDEST <= year <= today.year - YOUNGEST:
        faults["birth_year"] = t.gettext("Skriv bara födelseåret, till exempel 1985.")
    return figures


def checked_phone(t: Catalog, text: str, faults: dict[str, str]) -> str:
    """Give a number as it is called (E.164), or nothing; notes one that cannot be."""
    if not text or text in ("-", "–"):
        return ""
    try:
        return read_phone(text)
    except ValueError:
        faults["phone"] = t.gettext("Numret går inte att ringa. Rätta det, eller lämna det tomt.")
        return ""


def _day(t: Catalog, text: str, today: dt.date, faults: dict[str, str]) -> dt.date | None:
    try:
        day = read_day(text)
    except NoDayError:
        faults["enrolled_on"] = t.gettext("Skriv dagen som år-månad-dag, till exempel 2027-03-31.")
        return None
    except ValueError:
        faults["enrolled_on"] = t.gettext("Den dagen finns inte. Rätta den.")
        return None
    if not FIRST_DAY <= day <= today:
        faults["enrolled_on"] = t.gettext("Dagen ska vara i dag eller tidigare.")
        return None
    return day
