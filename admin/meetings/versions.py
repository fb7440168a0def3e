"""The two versions of a meeting: as it is stored, and as a coach has filled the form in."""

from admin.meetings.form import MeetingDraft
from admin.web.input import number_of
from admin.web.revision import Difference, differences
from bot.languages.catalog import Catalog
from dialogs.agenda.meeting_kinds import MeetingKind, Party
from dialogs.labels.meetings.kinds import meeting_kind_label, party_label


def meeting_differences(t: Catalog, stored: MeetingDraft, typed: MeetingDraft) -> list[Difference]:
    """List what is not the same in them, with the words that stand above the fields."""
    return differences(
        (
            (t.gettext("Dag"), stored.day, typed.day),
            (t.gettext("Klockslag"), stored.time, typed.time),
            (t.gettext("Hur länge?"), _minutes(t, stored.minutes), _minutes(t, typed.minutes)),
            (t.gettext("Vad för möte?"), _kind(t, stored.kind), _kind(t, typed.kind)),
            (
                t.gettext("Vilka ska du träffa?"),
                _parties(t, stored.parties),
                _parties(t, typed.parties),
            ),
            (t.gettext("Plats eller telefon"), stored.place, typed.place),
            (t.gettext("En rad till personen, om du vill"), stored.line, typed.line),
            (t.gettext("Första påminnelsen"), _hours(t, stored.early), _hours(t, typed.early)),
            (t.gettext("Sista påminnelsen"), _hours(t, stored.late), _hours(t, typed.late)),
        )
    )


def _kind(t: Catalog, code: str) -> str:
    return next((meeting_kind_label(t, one) for one in MeetingKind if one.value == code), code)


def _parties(t: Catalog, codes: tuple[str, ...]) -> str:
    return t.listed([party_label(t, one) for one in Party if one.value in codes])


def _minutes(t: Catalog, text: str) -> str:
    return t.gettext("{count} min").format(count=text)


def _hours(t: Catalog, text: str) -> str:
    if text == "0":
        return t.gettext("ingen")
    hours = number_of(text) or 0
    return t.ngettext("{count} timme före", "{count} timmar före", hours).format(count=text)
