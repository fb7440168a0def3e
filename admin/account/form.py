"""The form of a new password: the one before, and the new one twice, checked field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.languages.catalog import Catalog
from dialogs.people.passwords import SHORTEST, PasswordFault, password_fault
from storage.tables.people import Staff

LONGEST = 1000
PASSWORD_FIELDS = ("password-now", "password-new", "password-again")
"""No page ever shows again what was written into a field whose name begins like this."""


@dataclass
class PasswordDraft:
    """What was filled in; it is never shown again. ``faults`` says per field what to mend."""

    now: str = ""
    new: str = ""
    again: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "PasswordDraft":
        """Take what was posted, as it was typed."""
        now, new, again = (form.get(name, "")[:LONGEST] for name in PASSWORD_FIELDS)
        return cls(now, new, again)

    def is_good(self, t: Catalog, staff: Staff) -> bool:
        """Tell whether the new password can be somebody's; ``faults`` says why not."""
        fault = password_fault(self.new, (staff.email, staff.name))
        if fault is not None:
            self.faults["new"] = password_fault_text(t, fault)
        elif self.new == self.now:
            self.faults["new"] = t.gettext("Det är samma lösenord som du har nu.")
        elif self.new != self.again:
            self.faults["again"] = t.gettext("De två nya lösenorden är inte lika.")
        return not self.faults


def password_fault_text(t: Catalog, fault: PasswordFault) -> str:
    """Say what is wrong with a password."""
    match fault:
        case PasswordFault.SHORT:
            # NOTE: {count} is a number of characters. Blanks do not count.
            text = t.gettext("Lösenordet behöver minst {count} tecken. Mellanslag räknas inte.")
            return text.format(count=t.number(SHORTEST))
        case PasswordFault.EASY:
            return t.gettext(
                "Lösenordet är lätt att gissa. Fyra ord som inte hör ihop är ett bra lösenord."
            )
