"""The words of the file for /mydata, where the database has codes."""

from collections.abc import Mapping

from bot.languages.catalog import Catalog
from dialogs.texts import clean, isolate
from storage.people.audit import BY_THEMSELVES, Audit, audit_of
from storage.tables.people import AuditEntry


def is_by_themselves(stored: str, staff_id: int | None) -> bool:
    """Tell whether the person did it; what is done on the command line names nobody either."""
    action = audit_of(stored)
    return staff_id is None and (action is None or action in BY_THEMSELVES)


def is_by_substitute(entry: AuditEntry) -> bool:
    """Tell whether somebody did it who stood in for the coach: then the log names that coach."""
    return entry.about_staff_id is not None and entry.action != Audit.HANDED_OVER


def doer_label(t: Catalog, entry: AuditEntry, staff: Mapping[int, str]) -> str:
    """Say who did it, by name where it is known; ``staff`` has the names by id."""
    if is_by_themselves(entry.action, entry.staff_id):
        # NOTE: Who has read or changed something about the person who reads this: they themselves.
        return t.gettext("du själv")
    name = clean(staff.get(entry.staff_id or 0, ""))
    if not is_by_substitute(entry):
        # NOTE: Who has read or changed something about the person who reads this: somebody who
        # NOTE: works here, whose name is not known.
        return name or t.gettext("personal")
    if not name:
        # NOTE: Who has read or changed something about the person who reads this.
        return t.gettext("en annan, när din handledare var borta")
    # NOTE: Who has read or changed something about the person who reads this: {name} stood in for
    # NOTE: the coach.
    return t.gettext("{name}, när din handledare var borta").format(name=isolate(name))


def deed_line(t: Catalog, entry: AuditEntry) -> str:
    """Say what somebody did, or tried to do and was turned away."""
    deed = action_label(t, entry.action)
    if entry.allowed:
        return deed
    # NOTE: Somebody tried to do something with the data of the person who reads this, and was
    # NOTE: turned away. {deed} is what, as "opened your page".
    return t.gettext("försökte, men fick inte: {deed}").format(deed=deed)


def action_label(t: Catalog, stored: str) -> str:
    """Say what was done with a person's data; the same neutral word for all that has no own."""
    # NOTE: What somebody has done with the data of the person who reads this: we do not say more.
    other = t.gettext("annat")
    action = audit_of(stored)
    return other if action is None else _action_label(t, action) or other


def _action_label(t: Catalog, action: Audit) -> str:  # noqa: C901  # flat: one case each
    match action:
        case Audit.PARTICIPANT_OPENED | Audit.PAPER_OPENED | Audit.TOGETHER_OPENED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("öppnade din sida")
        case Audit.CONVERSATION_OPENED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("öppnade din sida")
        case Audit.HISTORY_OPENED | Audit.AUDIT_READ:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("läste vem som har öppnat din sida")
        case Audit.WORDS_HEARD:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("lyssnade på det du har spelat in")
        case Audit.MEETING_OPENED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("öppnade ett möte")
        case Audit.MEETING_BOOKED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("bokade ett möte")
        case Audit.MEETING_CHANGED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ändrade ett möte")
        case Audit.MEETING_CANCELLED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ställde in ett möte")
        case Audit.ATTENDANCE_NOTED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("antecknade hur ett möte gick")
        case Audit.STEP_ADDED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("föreslog ett litet steg")
        case Audit.STEP_COMMENTED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("kommenterade ett litet steg")
        case Audit.STEP_AGREED:
            # NOTE: What somebody has done with the data of the person who reads this: who does a
            # NOTE: small step, and by when.
            return t.gettext("ändrade vem som gör ett litet steg, eller när")
        case Audit.GOAL_WORDED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("skrev ett mål i din plan")
        case Audit.NOTES_OPENED:
            # NOTE: The coach's own notes, which the person may ask to see.
            return t.gettext("öppnade sina anteckningar")
        case Audit.NOTE_WRITTEN | Audit.NOTE_CORRECTED | Audit.NOTE_WITHDRAWN:
            # NOTE: As the line before: the coach wrote in them.
            return t.gettext("skrev i sina anteckningar")
        case Audit.COACH_VIEW_GIVEN:
            # NOTE: What somebody has done with the data of the person who reads this: the coach's
            # NOTE: own view of the person's way to work.
            return t.gettext("skrev hur den ser på din väg till ett arbete")
        case Audit.DATA_PRINTED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("tog fram allt som är sparat om dig, på papper")
        case Audit.OCCASION_EXPLAINED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("skrev varför en skattning inte är gjord")
        case Audit.PAPER_ENTERED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("skrev in dina svar från ett papper")
        case Audit.PAPER_CORRECTED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("rättade dina svar från ett papper")
        case Audit.PAPER_TAKEN_BACK:
            # NOTE: They were put in by mistake, and are gone now.
            return t.gettext("tog bort svar från ett papper")
        case Audit.RATED_TOGETHER:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("gick igenom frågorna tillsammans med dig")
        case Audit.HELPER_ASKED | Audit.HELPER_TAKEN_BACK:
            # NOTE: What somebody has done with the data of the person who reads this: asked a
            # NOTE: language helper to sit beside them, or not to after all.
            return t.gettext("valde om en hjälpare får sitta hos dig")
        case Audit.EXIT_SET:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ändrade din sista dag")
        case Audit.REVIEWED | Audit.REVIEW_WITHDRAWN:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("skrev hur länge du är med")
        case Audit.CONTACT_CHANGED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ändrade när och hur du får meddelanden")
        case Audit.EXTRA_ASKED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("bad om en skattning")
        case Audit.NEED_MARKED:
            # NOTE: Something waited for the coach, who dealt with it or put it off.
            return t.gettext("såg till något som väntade, eller sköt upp det")
        case Audit.CALLED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("skrev upp ett telefonsamtal")
        case Audit.CHANNEL_SHUT:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("tog bort en telefon")
        case Audit.HANDED_OVER:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("gav dig en ny handledare")
        case Audit.INVITED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("bjöd in dig")
        case Audit.ENROLLED:
            # NOTE: What somebody has done with the data of the person who reads this: entered them
            # NOTE: in the list of those who take part in the project.
            return t.gettext("skrev in dig")
        case Audit.STEP_CORRECTED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ändrade ett litet steg")
        case Audit.STEP_WITHDRAWN:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("tog tillbaka ett litet steg")
        case Audit.PARTICULARS_CHANGED:
            # NOTE: What somebody has done with the data of the person who reads this: name,
            # NOTE: language, sub-project or the day on which they began.
            return t.gettext("rättade dina uppgifter")
        case Audit.INVITATION_WITHDRAWN:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("drog tillbaka en inbjudan")
        case Audit.HAND_OVER_ASKED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("frågade om en annan kan bli din handledare")
        case Audit.RENEWAL_OPENED | Audit.PARTICULARS_OPENED | Audit.HAND_OVER_OPENED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("öppnade din sida")
        case Audit.INVITATION_RENEWED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("gjorde en ny inbjudan")
        case Audit.OWN_DATA_READ:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("hämtade allt som är sparat")
        case Audit.CASELOAD_READ_IN_CHAT:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("läste sin lista i Telegram")
        case Audit.SNOOZED_IN_CHAT:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("sköt upp det som står om dig i sammanställningen")
        case Audit.REMINDED | Audit.REMINDED_IN_CHAT:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("bad om en påminnelse till dig")
        case Audit.RATINGS_EXPORTED:
            # NOTE: What somebody has done with the data of the person who reads this: a table for
            # NOTE: those who evaluate the work, with a code instead of the name.
            return t.gettext("tog ut dina svar i en tabell, utan ditt namn")
        case (
            Audit.SIGNED_IN
            | Audit.SIGNED_OUT
            | Audit.CHAT_LINKED
            | Audit.CHAT_UNLINKED
            | Audit.CASELOAD_OPENED
            | Audit.INTERNAL_FIGURES_OPENED
            | Audit.DIGEST_ASKED_IN_CHAT
            | Audit.PLAN_CHANGED
            | Audit.PASSKEY_ADDED
            | Audit.PASSKEY_REMOVED
            | Audit.FEED_MADE
            | Audit.FEED_REMOVED
            | Audit.STAFF_ADDED
            | Audit.TEXT_REVIEWED
            | Audit.STEP_NOTED
            | Audit.CLIP_KEPT
            | Audit.CLIP_REMOVED
            | Audit.STAFF_CONTACT_CHANGED
            | Audit.PASSWORD_CHANGED
            | Audit.SECOND_FACTOR_SET
            | Audit.STAFF_CHANGED
            | Audit.STAFF_INVITED
            | Audit.STAFF_LEFT
            | Audit.LEADERS_CHANGED
            | Audit.COACH_ASKED
            | Audit.COACH_AGREED
            | Audit.EMAIL_CHANGED
            | Audit.EMAIL_CONFIRMED
            | Audit.ADMINISTRATOR_REMOVED
            | Audit.TAKEN_ALONE
            | Audit.TAKEN_AFTER_REMOVAL
            | Audit.COACH_REQUEST_CLOSED
            | Audit.PROJECT_ADDED
            | Audit.PROJECT_RENAMED
            | Audit.PROJECT_REMOVED
            | Audit.ERASED
            | Audit.TAKEN_BACK
        ):
            return ""  # about nobody in particular, or about somebody who reads no more
