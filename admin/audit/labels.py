"""What each audit tag is called on the staff's pages."""

from collections.abc import Mapping
from functools import cache

from bot.languages.catalog import Catalog
from storage.people.audit import Audit, audit_of


def deed_label(t: Catalog, stored: str) -> str:
    """Say what was done; what only another version of the program knows as it is stored."""
    action = audit_of(stored)
    return stored if action is None else deed_labels(t)[action]


@cache
def deed_labels(t: Catalog) -> Mapping[Audit, str]:
    """Name every deed. Each stands after the name of who did it, without "has"."""
    return {
        # NOTE: In the log, after who did it.
        Audit.SIGNED_IN: t.gettext("loggade in"),
        # NOTE: In the log, after who did it.
        Audit.SIGNED_OUT: t.gettext("loggade ut"),
        # NOTE: In the log, after who did it.
        Audit.PASSWORD_CHANGED: t.gettext("bytte lösenord"),
        # NOTE: In the log, after who did it.
        Audit.CHAT_LINKED: t.gettext("kopplade Telegram"),
        # NOTE: In the log, after who did it.
        Audit.CHAT_UNLINKED: t.gettext("kopplade bort Telegram"),
        # NOTE: In the log, after who did it.
        Audit.CASELOAD_OPENED: t.gettext("öppnade en lista över deltagare"),
        # NOTE: In the log, after who did it.
        Audit.CASELOAD_READ_IN_CHAT: t.gettext("läste sin lista i Telegram"),
        # NOTE: In the log, after who did it.
        Audit.DIGEST_ASKED_IN_CHAT: t.gettext("bad om en sammanställning i Telegram"),
        # NOTE: In the log, after who did it.
        Audit.PLAN_CHANGED: t.gettext("ändrade ett delprojekts plan"),
        # NOTE: In the log, after who did it.
        Audit.LEADERS_CHANGED: t.gettext("ändrade vem som leder ett delprojekt"),
        # NOTE: In the log, after who did it.
        Audit.PROJECT_ADDED: t.gettext("lade till ett delprojekt"),
        # NOTE: In the log, after who did it.
        Audit.PROJECT_RENAMED: t.gettext("bytte namn på ett delprojekt"),
        # NOTE: In the log, after who did it.
        Audit.PROJECT_REMOVED: t.gettext("tog bort ett delprojekt"),
        # NOTE: In the log, after who did it.
        Audit.SECOND_FACTOR_SET: t.gettext("kopplade en app för inloggning"),
        # NOTE: In the log, after who did it.
        Audit.PASSKEY_ADDED: t.gettext("lade till en passnyckel"),
        # NOTE: In the log, after who did it.
        Audit.PASSKEY_REMOVED: t.gettext("tog bort en passnyckel"),
        # NOTE: In the log, after who did it.
        Audit.STAFF_ADDED: t.gettext("lade till någon i personalen"),
        # NOTE: In the log, after who did it.
        Audit.STAFF_CHANGED: t.gettext("ändrade uppgifter om någon i personalen"),
        # NOTE: In the log, after who did it.
        Audit.STAFF_INVITED: t.gettext("gjorde en ny länk till någon i personalen"),
        # NOTE: In the log, after who did it.
        Audit.STAFF_LEFT: t.gettext("stängde ett konto"),
        # NOTE: In the log, after who did it.
        Audit.EMAIL_CHANGED: t.gettext("ändrade någons e-postadress"),
        # NOTE: In the log, after who did it.
        Audit.EMAIL_CONFIRMED: t.gettext("bekräftade sin nya e-postadress"),
        # NOTE: In the log, after who did it.
        Audit.ADMINISTRATOR_REMOVED: t.gettext("tog bort en administratör"),
        # NOTE: In the log, after who did it.
        Audit.COACH_ASKED: t.gettext("frågade en handledare om deltagare"),
        # NOTE: In the log, after who did it.
        Audit.COACH_AGREED: t.gettext("sa ja till en fråga om deltagare"),
        # NOTE: In the log, after who did it.
        Audit.TAKEN_ALONE: t.gettext("tog över deltagare utan att någon annan sa ja"),
        # NOTE: In the log, after who did it.
        Audit.TAKEN_AFTER_REMOVAL: t.gettext(
            "tog över deltagare utan någon annans ja, efter att ha tagit bort en administratör"
        ),
        # NOTE: In the log, after who did it.
        Audit.COACH_REQUEST_CLOSED: t.gettext("avslutade en fråga om deltagare"),
        # NOTE: In the log, after who did it.
        Audit.TEXT_REVIEWED: t.gettext("granskade en text"),
        # NOTE: In the log, after who did it.
        Audit.STEP_NOTED: t.gettext("noterade ett steg i en översättning"),
        # NOTE: In the log, after who did it.
        Audit.CLIP_KEPT: t.gettext("läste in en text"),
        # NOTE: In the log, after who did it.
        Audit.CLIP_REMOVED: t.gettext("tog bort en inläsning"),
        # NOTE: In the log, after who did it.
        Audit.INTERNAL_FIGURES_OPENED: t.gettext("öppnade siffror även för små grupper"),
        # NOTE: In the log, after who did it.
        Audit.STAFF_CONTACT_CHANGED: t.gettext("ändrade kontaktuppgifter"),
        # NOTE: In the log, after who did it.
        Audit.AUDIT_READ: t.gettext("läste loggen"),
        # NOTE: In the log, after who did it.
        Audit.RATINGS_EXPORTED: t.gettext("tog ut svar i en tabell"),
        # NOTE: In the log, after who did it.
        Audit.PARTICIPANT_OPENED: t.gettext("öppnade sidan"),
        # NOTE: In the log, after who did it.
        Audit.CONVERSATION_OPENED: t.gettext("öppnade samtalsvyn"),
        # NOTE: In the log, after who did it.
        Audit.HISTORY_OPENED: t.gettext("läste vem som har öppnat sidan"),
        # NOTE: In the log, after who did it.
        Audit.WORDS_HEARD: t.gettext("lyssnade på en inspelning"),
        # NOTE: In the log, after who did it.
        Audit.PARTICULARS_OPENED: t.gettext("öppnade uppgifterna"),
        # NOTE: In the log, after who did it.
        Audit.PARTICULARS_CHANGED: t.gettext("rättade uppgifterna"),
        # NOTE: In the log, after who did it.
        Audit.INVITATION_WITHDRAWN: t.gettext("drog tillbaka en inbjudan"),
        # NOTE: In the log, after who did it.
        Audit.TAKEN_BACK: t.gettext("tog bort någon som bjudits in av misstag"),
        # NOTE: In the log, after who did it.
        Audit.HANDED_OVER: t.gettext("lämnade över till en ny handledare"),
        # NOTE: In the log, after who did it.
        Audit.HAND_OVER_OPENED: t.gettext("öppnade överlämningen"),
        # NOTE: In the log, after who did it.
        Audit.HAND_OVER_ASKED: t.gettext("frågade någon om att ta över"),
        # NOTE: In the log, after who did it.
        Audit.INVITED: t.gettext("bjöd in"),
        # NOTE: In the log, after who did it.
        Audit.ENROLLED: t.gettext("skrev in"),
        # NOTE: In the log, after who did it.
        Audit.RENEWAL_OPENED: t.gettext("öppnade sidan för en ny inbjudan"),
        # NOTE: In the log, after who did it.
        Audit.INVITATION_RENEWED: t.gettext("gjorde en ny inbjudan"),
        # NOTE: In the log, after who did it.
        Audit.MEETING_OPENED: t.gettext("öppnade ett möte"),
        # NOTE: In the log, after who did it.
        Audit.MEETING_BOOKED: t.gettext("bokade ett möte"),
        # NOTE: In the log, after who did it.
        Audit.MEETING_CHANGED: t.gettext("ändrade ett möte"),
        # NOTE: In the log, after who did it.
        Audit.MEETING_CANCELLED: t.gettext("ställde in mötet"),
        # NOTE: In the log, after who did it.
        Audit.STEP_ADDED: t.gettext("föreslog ett litet steg"),
        # NOTE: In the log, after who did it.
        Audit.STEP_COMMENTED: t.gettext("kommenterade ett litet steg"),
        # NOTE: In the log, after who did it.
        Audit.STEP_CORRECTED: t.gettext("ändrade ett litet steg"),
        # NOTE: In the log, after who did it.
        Audit.STEP_WITHDRAWN: t.gettext("tog tillbaka ett litet steg"),
        # NOTE: In the log, after who did it.
        Audit.OCCASION_EXPLAINED: t.gettext("skrev varför en skattning inte är gjord"),
        # NOTE: In the log, after who did it.
        Audit.PAPER_OPENED: t.gettext("öppnade en skattning på papper"),
        # NOTE: In the log, after who did it.
        Audit.PAPER_ENTERED: t.gettext("skrev in svar från ett papper"),
        # NOTE: In the log, after who did it.
        Audit.PAPER_CORRECTED: t.gettext("rättade svar från ett papper"),
        # NOTE: In the log, after who did it.
        Audit.PAPER_TAKEN_BACK: t.gettext("tog bort svar från ett papper"),
        # NOTE: In the log, after who did it.
        Audit.TOGETHER_OPENED: t.gettext("öppnade frågorna för att svara tillsammans"),
        # NOTE: In the log, after who did it.
        Audit.RATED_TOGETHER: t.gettext("gick igenom frågorna tillsammans"),
        # NOTE: In the log, after who did it.
        Audit.HELPER_ASKED: t.gettext("bad ett språkstöd sitta bredvid"),
        # NOTE: In the log, after who did it.
        Audit.HELPER_TAKEN_BACK: t.gettext("tog tillbaka språkstödets plats"),
        # NOTE: In the log, after who did it.
        Audit.EXTRA_ASKED: t.gettext("bad om en extra skattning"),
        # NOTE: In the log, after who did it.
        Audit.EXIT_SET: t.gettext("ändrade sista dagen"),
        # NOTE: In the log, after who did it.
        Audit.CHANNEL_SHUT: t.gettext("stängde en kanal"),
        # NOTE: In the log, after who did it.
        Audit.CONTACT_CHANGED: t.gettext("ändrade tid, skydd eller kanal"),
        # NOTE: In the log, after who did it.
        Audit.REMINDED: t.gettext("bad om en påminnelse"),
        # NOTE: In the log, after who did it.
        Audit.REMINDED_IN_CHAT: t.gettext("bad om en påminnelse i Telegram"),
        # NOTE: In the log, after who did it.
        Audit.SNOOZED_IN_CHAT: t.gettext("dolde i sammanställningen en vecka"),
        # NOTE: In the log, after who did it.
        Audit.FEED_MADE: t.gettext("gjorde en egen kalenderadress"),
        # NOTE: In the log, after who did it.
        Audit.FEED_REMOVED: t.gettext("tog bort sin kalenderadress"),
        # NOTE: In the log, after who did it.
        Audit.ATTENDANCE_NOTED: t.gettext("antecknade hur ett möte gick"),
        # NOTE: In the log, after who did it.
        Audit.STEP_AGREED: t.gettext("kom överens om ett steg"),
        # NOTE: In the log, after who did it.
        Audit.GOAL_WORDED: t.gettext("skrev ett mål i planen"),
        # NOTE: In the log, after who did it.
        Audit.NOTES_OPENED: t.gettext("öppnade de egna anteckningarna"),
        # NOTE: In the log, after who did it.
        Audit.NOTE_WRITTEN: t.gettext("skrev en egen anteckning"),
        # NOTE: In the log, after who did it.
        Audit.NOTE_CORRECTED: t.gettext("ändrade en egen anteckning"),
        # NOTE: In the log, after who did it.
        Audit.NOTE_WITHDRAWN: t.gettext("tog tillbaka en egen anteckning"),
        # NOTE: In the log, after who did it.
        Audit.COACH_VIEW_GIVEN: t.gettext("skrev sin egen bedömning"),
        # NOTE: In the log, after who did it.
        Audit.DATA_PRINTED: t.gettext("tog fram allt som är sparat, på papper"),
        # NOTE: In the log, after who did it.
        Audit.NEED_MARKED: t.gettext("sköt upp eller bockade av något som väntade"),
        # NOTE: In the log, after who did it.
        # NOTE: What somebody did with a participant's data: whether they go on, or finish.
        Audit.REVIEWED: t.gettext("skrev beslutet att fortsätta eller avsluta"),
        Audit.REVIEW_WITHDRAWN: t.gettext("tog tillbaka beslutet att fortsätta eller avsluta"),
        Audit.CALLED: t.gettext("ringde, eller försökte"),
        # NOTE: In the log, after who did it.
        Audit.OWN_DATA_READ: t.gettext("hämtade sina egna uppgifter"),
        # NOTE: In the log, after who did it.
        Audit.ERASED: t.gettext("tog bort allt om sig"),
    }
