"""The form of somebody on the staff: name, e-mail address, and what they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from admin.contact.form import LONGEST_PHONE
from admin.web.input import clean_input, ticked_numbers, too_long_text
from admin.web.revision import Difference, differences
from bot.languages.catalog import Catalog
from dialogs.labels.staff import role_label
from dialogs.people.coach import EMAIL
from dialogs.people.staff import StaffRole
from storage.tables.people import Staff

LONGEST_NAME, LONGEST_EMAIL = 100, 200


@dataclass
class StaffDraft:
    """The form as filled in so far; ``faults`` says per field what to mend."""

    name: str = ""
    email: str = ""
    roles: frozenset[StaffRole] = frozenset()
    phone: str = ""
    """Where participants reach somebody new; later it is theirs alone to change."""
    leads: frozenset[int] = frozenset()
    """Sub-projects, by id; they are kept of a leader alone."""
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str]) -> "StaffDraft":
        """Take what was posted, as it was typed."""
        return cls(
            clean_input(form.get("name", "")),
            clean_input(form.get("email", "")),
            frozenset(role for role in StaffRole if f"role-{role}" in form),
            clean_input(form.get("phone", "")),
            _leads(form),
        )

    @classmethod
    def of(cls, staff: Staff, leads: Collection[int]) -> "StaffDraft":
        """Fill the form in with what is stored."""
        return cls(staff.name, staff.email, staff.roles, leads=frozenset(leads))

    @property
    def role(self) -> StaffRole:
        """Give what they see first: the first of their roles."""
        return next(role for role in StaffRole if role in self.roles)

    def check(self, t: Catalog) -> None:
        """Note what is wrong in ``faults``."""
        if not self.name:
            self.faults["name"] = t.gettext("Skriv ett namn.")
        elif len(self.name) > LONGEST_NAME:
            self.faults["name"] = too_long_text(t, LONGEST_NAME)
        if not EMAIL.fullmatch(self.email) or len(self.email) > LONGEST_EMAIL:
            self.faults["email"] = t.gettext("Skriv en e-postadress, till exempel namn@exempel.se.")
        if len(self.phone) > LONGEST_PHONE:
            self.faults["phone"] = too_long_text(t, LONGEST_PHONE)
        if not self.roles:
            self.faults["roles"] = t.gettext("Välj minst en roll.")


def _leads(form: Mapping[str, str]) -> frozenset[int]:
    return ticked_numbers(form, "leads-")


def roles_text(t: Catalog, roles: frozenset[StaffRole]) -> str:
    """Say what somebody is, in one line."""
    return t.listed([role_label(t, role) for role in StaffRole if role in roles])


def staff_differences(
    t: Catalog, stored: StaffDraft, filled: StaffDraft, projects: Mapping[int, str]
) -> list[Difference]:
    """List what is not the same in what is stored and in what was filled in."""

    def led(draft: StaffDraft) -> str:
        return t.listed([name for one, name in projects.items() if one in draft.leads])

    return differences(
        [
            (t.gettext("Namn"), stored.name, filled.name),
            (t.gettext("E-postadress"), stored.email, filled.email),
            (t.gettext("Roller"), roles_text(t, stored.roles), roles_text(t, filled.roles)),
            (t.gettext("Leder"), led(stored), led(filled)),
        ]
    )
