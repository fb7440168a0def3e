"""The form about when and how the bot writes; participants change their hour and zone too."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.web.revision import Difference, differences, kept_revision, revision_of
from admin.web.time_zones import zone_choices
from bot.languages.catalog import Catalog
from dialogs.agenda.plan import HOURS
from dialogs.labels.contact import hour_label
from storage.tables.people import Participant


@dataclass(frozen=True)
class ContactDraft:
    """The form as stored or as filled in. Choices are pairs of a code and its words."""

    hour: str
    zone: str
    protected: bool
    hours: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    revision: str


def contact_draft(t: Catalog, who: Participant, usual: ZoneInfo) -> ContactDraft:
    """Give it as it is stored; ``usual`` is the installation's zone."""
    hour, zone = str(who.hour), who.zone or usual.key
    return ContactDraft(
        hour,
        zone,
        who.protected,
        tuple((code, hour_label(t, code)) for code in HOURS),
        zone_choices(t, who.zone, usual),
        revision_of(hour, zone, who.protected),
    )


def read_contact(form: Mapping[str, str], stored: ContactDraft) -> ContactDraft:
    """Take what was posted."""
    return ContactDraft(
        form.get("hour", ""),
        form.get("zone", ""),
        "protected" in form,
        stored.hours,
        stored.zones,
        kept_revision(form, stored.revision, both_shown=False),
    )


def contact_differences(t: Catalog, stored: ContactDraft, typed: ContactDraft) -> list[Difference]:
    """List what is not the same in what is stored and in what was filled in."""
    hours, zones = dict(stored.hours), dict(stored.zones)
    yes, no = t.gettext("ja"), t.gettext("nej")
    return differences(
        (
            (t.gettext("Tid på dagen"), hours.get(stored.hour, ""), hours.get(typed.hour, "")),
            (t.gettext("Tidszon"), zones.get(stored.zone, ""), zones.get(typed.zone, typed.zone)),
            (
                t.gettext("Skyddad identitet"),
                yes if stored.protected else no,
                yes if typed.protected else no,
            ),
        )
    )
