"""Where a participant stands, in two words and in a sentence, for the staff."""

import datetime as dt

from dialogs.people.participant_status import ParticipantStatus
from dialogs.texts import Texts, near_day


def status_label(
    t: Texts, standing: ParticipantStatus, last: dt.date | None, today: dt.date
) -> str:
    """Say in two words where a participant stands; ``last`` is the day of the newest rating.

    Of what says its day (``dialogs.caseload.needs.SAY_THEIR_DAY``) it is that day.
    """
    if last is not None and (dated := _dated_label(t, standing)):
        return dated.format(day=near_day(t, last, today))
    fixed = _fixed_labels(t, standing)
    if fixed is not None:
        return fixed
    if last is None:
        # NOTE: Beside a participant who takes part but has no rating at all.
        return t.gettext("ingen skattning")
    # NOTE: Beside a participant: {day} of the last rating, for instance "last on 22 Nov".
    return t.gettext("senast {day}").format(day=near_day(t, last, today))


def _dated_label(t: Texts, standing: ParticipantStatus) -> str | None:
    match standing:
        case ParticipantStatus.OVERDUE:
            # NOTE: Beside a participant: a rating fell due on {day} and is not done.
            return t.gettext("inte gjord, sedan {day}")
        case ParticipantStatus.REVIEW:
            # NOTE: Beside a participant: on {day} a period ends; it has to be decided whether they
            # NOTE: go on.
            return t.gettext("beslut senast {day}")
        case ParticipantStatus.GAP:
            # NOTE: Beside a participant: {day} was the last time that anybody heard of them.
            return t.gettext("ingen kontakt sedan {day}")
        case ParticipantStatus.ATTENDANCE:
            # NOTE: Beside a participant: nobody has noted whether they came on {day}.
            return t.gettext("närvaro saknas, {day}")
        case _:
            return None


def _fixed_labels(t: Texts, standing: ParticipantStatus) -> str | None:  # noqa: C901  # one case a status
    match standing:
        case ParticipantStatus.WROTE:
            # NOTE: Beside a participant who has written to the coach, who has not read it. Short.
            return t.gettext("har skrivit till dig")
        case ParticipantStatus.NEW_RATING:
            # NOTE: Two words beside a participant: a rating that the coach has not dealt with.
            return t.gettext("ny skattning")
        case ParticipantStatus.HARD:
            # NOTE: Beside a participant who has left to work or studies, and says that it is hard.
            return t.gettext("har det tungt")
        case ParticipantStatus.FELL:
            # NOTE: Beside a participant: an area has clearly gone down since the rating before.
            return t.gettext("har gått ned")
        case ParticipantStatus.BLOCKED:
            # NOTE: Two words beside a participant: this person has blocked the bot.
            return t.gettext("har blockerat")
        case ParticipantStatus.CANNOT_COME:
            # NOTE: Beside a participant: the answer about a meeting still to come is no. Short.
            return t.gettext("kan inte komma")
        case ParticipantStatus.NO_INVITATION:
            # NOTE: Two words beside a participant: no invitation can be opened any more.
            return t.gettext("inbjudan utgången")
        case ParticipantStatus.UNOPENED:
            # NOTE: Two words beside a participant: the invitation has not been opened.
            return t.gettext("inte öppnad")
        case ParticipantStatus.INVITED:
            # NOTE: A word beside a participant: there is an invitation, made in the last days.
            return t.gettext("inbjuden")
        case ParticipantStatus.WITHOUT_BOT:
            # NOTE: Two words beside a participant who does not use the bot at all.
            return t.gettext("utan bot")
        case ParticipantStatus.UNFINISHED:
            # NOTE: Two words beside a participant: a rating has been begun.
            return t.gettext("inte klar")
        case ParticipantStatus.UNDECIDED:
            # NOTE: Two words beside a participant: opened, but neither yes nor no yet.
            return t.gettext("inte bestämt")
        case ParticipantStatus.DECLINED:
            # NOTE: Two words beside a participant who does not want to take part.
            return t.gettext("tackat nej")
        case ParticipantStatus.SILENT:
            # NOTE: Two words beside a participant: three reminders, and no answer.
            return t.gettext("inget svar")
        case ParticipantStatus.STOPPED:
            # NOTE: Two words beside a participant who wants no reminders.
            return t.gettext("inga påminnelser")
        case ParticipantStatus.OVERDUE:
            # NOTE: Two words beside a participant: a rating fell due and is not done.
            return t.gettext("inte gjord")
        case ParticipantStatus.REVIEW:
            # NOTE: Beside a participant: it has to be decided whether they go on. Short.
            return t.gettext("fortsätta eller avsluta")
        case ParticipantStatus.GAP:
            # NOTE: Beside a participant of whom nobody has heard for long. Short.
            return t.gettext("ingen kontakt")
        case ParticipantStatus.ATTENDANCE:
            # NOTE: Beside a participant: of a meeting nobody has noted whether they came. Short.
            return t.gettext("närvaro saknas")
        case ParticipantStatus.FIGURES:
            # NOTE: Beside a participant: a rating made on paper has no figures here yet. Short.
            return t.gettext("siffror saknas")
        case ParticipantStatus.CALM:
            return None


def status_meaning(t: Texts, standing: ParticipantStatus) -> str:  # noqa: C901  # one case a status
    """Say in a sentence what a standing means and what a coach can do; empty for a calm one."""
    match standing:
        case ParticipantStatus.WROTE:
            # NOTE: Said to a coach: a participant has written to them outside of any question.
            return t.gettext("Personen har skrivit till dig. Öppna sidan, så ser du vad.")
        case ParticipantStatus.NEW_RATING:
            return t.gettext("Det finns en ny skattning. Titta på den, och prata om den ihop.")
        case ParticipantStatus.HARD:
            return t.gettext(
                "Personen har slutat till arbete eller studier, och svarar att det är tungt. Hör "
                "av dig."
            )
        case ParticipantStatus.FELL:
            return t.gettext(
                "Något har gått ned tydligt sedan skattningen före. Prata om det när ni hörs."
            )
        case ParticipantStatus.BLOCKED:
            return t.gettext(
                "Boten når inte fram. Ta kontakt på annat sätt, eller gör en ny inbjudan."
            )
        case ParticipantStatus.CANNOT_COME:
            return t.gettext(
                "Personen kan inte komma till ett möte som är bokat. Hitta gärna en ny tid ihop."
            )
        case ParticipantStatus.NO_INVITATION:
            return t.gettext("Det finns ingen inbjudan som går att öppna. Gör en ny.")
        case ParticipantStatus.UNOPENED:
            return t.gettext("Inbjudan är minst tre dagar gammal, och ingen har öppnat den än.")
        case ParticipantStatus.INVITED:
            return t.gettext("Inbjudan är gjord. Den väntar på att öppnas.")
        case ParticipantStatus.WITHOUT_BOT:
            return t.gettext(
                "Personen är inskriven utan boten. Gör skattningarna på papper eller tillsammans."
            )
        case ParticipantStatus.UNFINISHED:
            return t.gettext(
                "En skattning är påbörjad. Svaren finns kvar och det går bra att fortsätta."
            )
        case ParticipantStatus.UNDECIDED:
            return t.gettext("Inbjudan är öppnad, men personen har inte svarat ja eller nej.")
        case ParticipantStatus.DECLINED:
            return t.gettext("Personen vill inte vara med nu. Det är frivilligt.")
        case ParticipantStatus.SILENT:
            return t.gettext(
                "Inget svar på påminnelserna. Boten skriver inte mer om den här skattningen. "
                "Ta gärna kontakt själv."
            )
        case ParticipantStatus.OVERDUE:
            return t.gettext("Dagen för en skattning har passerat. Den går fortfarande att göra.")
        case ParticipantStatus.REVIEW:
            return t.gettext(
                "En period tar snart slut, eller har tagit slut. Prata med personen och besluta "
                "om ni fortsätter eller avslutar."
            )
        case ParticipantStatus.GAP:
            return t.gettext(
                "Inget svar, inget möte, inget samtal och inget meddelande på länge. Hör av dig."
            )
        case ParticipantStatus.ATTENDANCE:
            return t.gettext("Ett möte har varit. Skriv upp om personen kom.")
        case ParticipantStatus.FIGURES:
            return t.gettext(
                "En skattning är gjord på papper eller tillsammans, och siffrorna saknas. Skriv in "
                "dem från papperet."
            )
        case ParticipantStatus.STOPPED:
            return t.gettext(
                "Personen vill inte ha påminnelser. Ta upp skattningen när ni träffas."
            )
        case ParticipantStatus.CALM:
            return ""
