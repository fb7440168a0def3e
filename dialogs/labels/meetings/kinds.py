"""The words for what a meeting is, and for who takes part in it."""

from dialogs.agenda.meeting_kinds import MeetingKind, Party
from dialogs.texts import Texts


def meeting_kind_label(t: Texts, kind: MeetingKind) -> str:
    """Name what a meeting is."""
    match kind:
        case MeetingKind.TALK:
            # NOTE: A kind of meeting: a participant and a coach talk to each other.
            return t.gettext("samtal")
        case MeetingKind.CASE:
            # NOTE: A kind of meeting: authorities and health care agree on who does what.
            return t.gettext("ärendemöte")
        case MeetingKind.NETWORK:
            # NOTE: A kind of meeting: all who help one person. SIP is the Swedish name of a plan.
            return t.gettext("nätverksmöte eller SIP")
        case MeetingKind.WORKPLACE:
            # NOTE: A kind of meeting.
            return t.gettext("besök på en arbetsplats")
        case MeetingKind.OTHER:
            # NOTE: A kind of meeting: none of the others.
            return t.gettext("annat möte")


def meeting_about(
    t: Texts, kind: MeetingKind, parties: frozenset[Party], *, own: bool = False
) -> str:
    """Say what a meeting is and who is asked to it; ``own``: to the participant themselves."""
    who = [
        # NOTE: Who takes part in a meeting: the person who reads this.
        t.gettext("du") if own and one is Party.PARTICIPANT else party_label(t, one)
        for one in Party
        if one in parties
    ]
    # NOTE: What a meeting is and who takes part: "case meeting: the municipality and you".
    text = t.gettext("{kind}: {who}")
    return text.format(kind=meeting_kind_label(t, kind), who=t.listed(who))


def party_label(t: Texts, party: Party) -> str:
    """Name who takes part in a meeting."""
    match party:
        case Party.PARTICIPANT:
            # NOTE: Who takes part in a meeting: the person whom it is about.
            return t.gettext("deltagaren")
        case Party.MUNICIPALITY:
            # NOTE: Who takes part in a meeting: the municipality.
            return t.gettext("kommunen")
        case Party.SOCIAL_INSURANCE:
            # NOTE: Who sent a person to the project: the Swedish authority's own name.
            return t.gettext("Försäkringskassan")
        case Party.HEALTH_CENTRE:
            # NOTE: Who takes part in a meeting: the health centre.
            return t.gettext("vårdcentralen")
        case Party.PSYCHIATRY:
            # NOTE: Who takes part in a meeting: the psychiatric clinic.
            return t.gettext("psykiatrin")
        case Party.EMPLOYER:
            # NOTE: Who takes part in a meeting: somebody's employer, or one who may become that.
            return t.gettext("arbetsgivaren")
