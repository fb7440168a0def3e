"""The form of a participant's particulars: what a coach has filled in, checked field by field."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from admin.enrolling.typed import checked_birth_year, checked_phone
from admin.web.input import clean_input, day_fault, day_of, too_long_text
from admin.web.labels import language_label
from admin.web.revision import Difference, differences
from bot.languages.catalog import Catalog
from bot.languages.spoken import languages
from dialogs.labels.people.particulars import referrer_label, sex_label
from dialogs.people.particulars import Referrer, Sex
from dialogs.texts import clean
from storage.corrections.particulars import Particulars
from storage.tables.people import Participant

LONGEST_NAME = 100
EARLIEST = dt.timedelta(days=5 * 365)
"""An enrolment further back than this is a slip of the keyboard."""


@dataclass
class ParticularsDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    name: str = ""
    language: str = ""
    project: str = ""
    enrolled_on: str = ""
    sex: str = str(Sex.OTHER)
    birth_year: str = ""
    referrer: str = ""
    phone: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "ParticularsDraft":
        """Take what was posted, as it was typed."""
        return cls(
            name=clean_input(form.get("name", "")),
            language=form.get("language", ""),
            project=form.get("project", ""),
            enrolled_on=clean_input(form.get("enrolled_on", "")),
            sex=form.get("sex", ""),
            birth_year=clean_input(form.get("birth_year", "")),
            referrer=form.get("referrer", ""),
            phone=clean_input(form.get("phone", "")),
        )

    @classmethod
    def of(cls, stored: Particulars) -> "ParticularsDraft":
        """Fill the form in with what is stored."""
        on = stored.enrolled_on.isoformat() if stored.enrolled_on else ""
        return cls(
            clean(stored.name),
            stored.language,
            str(stored.sub_project_id),
            on,
            stored.sex,
            clean(stored.birth_year),
            stored.referrer or "",
            clean(stored.phone),
        )

    def corrected(
        self,
        t: Catalog,
        participant: Participant,
        stored: Particulars,
        projects: Mapping[str, str],
        today: dt.date,
    ) -> Particulars | None:
        """Give what was decided; None where ``faults`` says what is wrong."""
        name = "" if participant.protected else self.name
        if not name and stored.name:
            self.faults["name"] = t.gettext("Skriv vad personen heter.")
        elif len(name) > LONGEST_NAME:
            self.faults["name"] = too_long_text(t, LONGEST_NAME)
        if self.language not in {*languages(), stored.language}:
            self.faults["language"] = t.gettext("Välj ett språk.")
        if self.project not in projects:
            self.faults["project"] = t.gettext("Välj ett delprojekt.")
        if self.sex not in {*Sex}:
            self.faults["sex"] = t.gettext("Välj ett kön.")
        if self.referrer not in {"", *Referrer}:
            self.faults["referrer"] = t.gettext(
                "Välj vem som har remitterat, eller lämna det tomt."
            )
        year = checked_birth_year(t, self.birth_year, today, self.faults)
        phone = checked_phone(t, self.phone, self.faults)
        on = self._day(t, participant, stored, today)
        if self.faults:
            return None
        sex, referrer = Sex(self.sex), Referrer(self.referrer) if self.referrer else None
        where = (self.language, int(self.project), on)
        return Particulars(name, *where, sex, year, referrer, phone)

    def _day(
        self, t: Catalog, participant: Participant, stored: Particulars, today: dt.date
    ) -> dt.date | None:
        if stored.enrolled_on is None:
            return None
        on = day_of(self.enrolled_on)
        if on is None:
            wanted = t.gettext("Skriv dagen som år-månad-dag, till exempel 2027-03-31.")
            self.faults["enrolled_on"] = day_fault(t, self.enrolled_on, wanted)
            return None
        if not today - EARLIEST <= on <= today:
            self.faults["enrolled_on"] = t.gettext(
                "Dagen ska ha varit, och ligga högst fem år tillbaka."
            )
        elif participant.exit_on is not None and on > participant.exit_on:
            # NOTE: Beside the day on which somebody was enrolled.
            self.faults["enrolled_on"] = t.gettext("Dagen ligger efter personens sista dag.")
        return on


def particulars_differences(
    t: Catalog, stored: ParticularsDraft, typed: ParticularsDraft, projects: Mapping[str, str]
) -> list[Difference]:
    """List what is not the same in what is stored and in what was filled in."""
    return differences(
        [
            (t.gettext("Namn"), stored.name, typed.name),
            (
                t.gettext("Språk"),
                language_label(t, stored.language),
                language_label(t, typed.language),
            ),
            (
                t.gettext("Delprojekt"),
                projects.get(stored.project, ""),
                projects.get(typed.project, ""),
            ),
            (t.gettext("Inskriven"), stored.enrolled_on, typed.enrolled_on),
            (t.gettext("Kön"), _sex(t, stored.sex), _sex(t, typed.sex)),
            (t.gettext("Födelseår"), stored.birth_year, typed.birth_year),
            (
                t.gettext("Vem har remitterat?"),
                _referrer(t, stored.referrer),
                _referrer(t, typed.referrer),
            ),
            (t.gettext("Telefon"), stored.phone, typed.phone),
        ]
    )


def _sex(t: Catalog, sex: str) -> str:
    return sex_label(t, Sex(sex)) if sex in {*Sex} else ""


def _referrer(t: Catalog, referrer: str) -> str:
    return referrer_label(t, Referrer(referrer)) if referrer in {*Referrer} else ""
