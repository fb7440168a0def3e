"""The form of a coach's contact details: what participants may see, checked field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from admin.web.input import clean_input, too_long_text
from admin.web.revision import Difference, differences
from bot.languages.catalog import Catalog
from dialogs.people.coach import EMAIL
from storage.orientation.coach import StaffContact

LONGEST_PHONE, LONGEST_EMAIL, LONGEST_BEST = 40, 120, 120


@dataclass
class ContactDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    phone: str = ""
    email: str = ""
    best: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "ContactDraft":
        """Take what was posted, as it was typed."""
        return cls(
            phone=clean_input(form.get("phone", "")),
            email=clean_input(form.get("email", "")),
            best=clean_input(form.get("best", "")),
        )

    @classmethod
    def of(cls, contact: StaffContact) -> "ContactDraft":
        """Fill the form in with what is stored."""
        return cls(contact.phone, contact.email, contact.best)

    @property
    def filled(self) -> StaffContact:
        """Give what was filled in."""
        return StaffContact(self.phone, self.email, self.best)

    def contact(self, t: Catalog) -> StaffContact | None:
        """Give what was decided; None where ``faults`` says what is wrong."""
        if self.email and not EMAIL.fullmatch(self.email):
            self.faults["email"] = t.gettext("Skriv en e-postadress, till exempel namn@exempel.se.")
        for name, text, longest in (
            ("phone", self.phone, LONGEST_PHONE),
            ("email", self.email, LONGEST_EMAIL),
            ("best", self.best, LONGEST_BEST),
        ):
            if len(text) > longest:
                self.faults[name] = too_long_text(t, longest)
        return None if self.faults else self.filled


def contact_labels(t: Catalog) -> dict[str, str]:
    """Name the fields of the form."""
    return {
        # NOTE: A field on the coach's own page: the number that participants see.
        "phone": t.gettext("Telefon som deltagarna ser"),
        # NOTE: A field on the coach's own page: the address that participants see.
        "email": t.gettext("E-post som deltagarna ser"),
        # NOTE: A field on the coach's own page, for instance "weekdays before ten".
        "best": t.gettext("När du är lättast att nå"),
    }


def contact_differences(t: Catalog, stored: StaffContact, filled: StaffContact) -> list[Difference]:
    """List what is not the same in what is stored and in what was filled in."""
    named = contact_labels(t)
    return differences(
        [
            (named["phone"], stored.phone, filled.phone),
            (named["email"], stored.email, filled.email),
            (named["best"], stored.best, filled.best),
        ]
    )
