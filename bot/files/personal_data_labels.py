"""The words of the file for /mydata, where the database has codes."""

from bot.languages.catalog import Catalog
from dialogs.engine.conversation import Conversation
from dialogs.engine.labels import answer_label
from dialogs.engine.reply import Exchange
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from dialogs.texts import Texts
from storage.people.audit import Audit, audit_of


def channel_label(t: Catalog, code: str) -> str:
    """Say where somebody writes with us."""
    words = {
        "telegram": "Telegram",
        "web": t.gettext("webbchatt"),
        "terminal": t.gettext("terminal"),
    }
    return words.get(code, code)


def account_status_label(t: Catalog, status: str) -> str:
    """Say whether a way to reach somebody is open."""
    words = {
        # NOTE: State of a way to reach the person who reads this, for instance of Telegram.
        "open": t.gettext("öppen"),
        # NOTE: State of a way to reach the person who reads this: messages do not get there.
        "blocked": t.gettext("boten når inte fram"),
        # NOTE: State of a way to reach the person who reads this: it cannot be used any more.
        "revoked": t.gettext("stängd"),
    }
    return words.get(status, status)


def dialog_label(t: Catalog, dialog: str) -> str:
    """Say what a conversation was about."""
    words = {
        # NOTE: What a conversation with the bot was about: the welcome and the first choices.
        "onboarding": t.gettext("Välkomnande"),
        # NOTE: What a conversation with the bot was about.
        "rating": t.gettext("Skattning"),
        # NOTE: What a conversation with the bot was about.
        "language": t.gettext("Val av språk"),
        # NOTE: What a conversation with the bot was about: to take away all that is stored.
        "erasure": t.gettext("Att ta bort allt"),
        # NOTE: What a conversation with the bot was about: at which hour it writes.
        "reminders": t.gettext("När boten skriver"),
        # NOTE: A kind of message to a participant.
        "reminder": t.gettext("Påminnelse om skattning"),
        # NOTE: What a conversation with the bot was about: choosing a small step.
        "plan": t.gettext("Ett litet steg"),
        # NOTE: A kind of message to a participant: how did the small step go?
        "step": t.gettext("Fråga om ett steg"),
        # NOTE: A kind of message to a participant: a line from the coach.
        "note": t.gettext("Rad från handledaren"),
        # NOTE: A kind of message to a participant.
        "meeting": t.gettext("Om ett möte"),
    }
    return words.get(dialog, dialog)


def action_label(t: Catalog, stored: str) -> str:
    """Say what was done with a person's data; the same neutral word for all that has no own."""
    # NOTE: What somebody has done with the data of the person who reads this: we do not say more.
    other = t.gettext("annat")
    action = audit_of(stored)
    return other if action is None else _action_label(t, action) or other


def _action_label(t: Catalog, action: Audit) -> str:  # noqa: C901  # flat: one case each
    match action:
        case Audit.PARTICIPANT_OPENED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("öppnade din sida")
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
        case Audit.STEP_ADDED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("föreslog ett litet steg")
        case Audit.STEP_COMMENTED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("kommenterade ett litet steg")
        case Audit.OCCASION_EXPLAINED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("skrev varför en skattning inte är gjord")
        case Audit.EXIT_SET:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ändrade din sista dag")
        case Audit.CONTACT_CHANGED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("ändrade när och hur boten skriver")
        case Audit.EXTRA_ASKED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("bad om en skattning")
        case Audit.INVITED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("bjöd in dig")
        case Audit.RENEWAL_OPENED:
            # NOTE: What somebody has done with the data of the person who reads this.
            return t.gettext("frågade efter en ny inbjudan")
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
            return t.gettext("bad boten påminna dig")
        case (
            Audit.SIGNED_IN
            | Audit.SIGNED_OUT
            | Audit.CHAT_LINKED
            | Audit.CHAT_UNLINKED
            | Audit.CASELOAD_OPENED
            | Audit.DIGEST_ASKED_IN_CHAT
            | Audit.PLAN_CHANGED
            | Audit.ERASED
        ):
            return ""  # about nobody in particular, or about somebody who reads no more


def exchange_lines(conversation: Conversation, scene: Scene) -> list[str]:
    """List each question and its answer; what the dialog no longer asks as it is stored."""
    told = {one.ask.id: _exchange_line(one, scene.texts) for one in _exchanges(conversation, scene)}
    return [
        told.get(ask, answer.words or answer.key) for ask, answer in conversation.answers.items()
    ]


def _exchanges(conversation: Conversation, scene: Scene) -> list[Exchange]:
    try:
        return replay_of(conversation, scene).exchanges
    except KeyError:  # an older dialog, or an instrument that is gone
        return []


def _exchange_line(said: Exchange, t: Texts) -> str:
    return f"{' '.join(said.ask.text.split())} {answer_label(said.ask, said.answer, t)}"
