"""The words of the file for /mydata, where the database has codes."""

from bot.languages.catalog import Catalog
from dialogs.engine.conversation import Conversation
from dialogs.engine.labels import answer_label
from dialogs.engine.reply import Exchange
from dialogs.engine.scene import Scene
from dialogs.talks.routing import replay_of
from dialogs.texts import Texts


def action_label(t: Catalog, action: str) -> str:
    """Say what was done when somebody opened a person's data."""
    words = {
        # NOTE: What somebody has done with the data of the person who reads this.
        "opened participant": t.gettext("öppnade din sida"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "opened meeting": t.gettext("öppnade ett möte"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "booked meeting": t.gettext("bokade ett möte"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "changed meeting": t.gettext("ändrade ett möte"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "called off meeting": t.gettext("ställde in ett möte"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "added step": t.gettext("föreslog ett litet steg"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "commented on step": t.gettext("kommenterade ett litet steg"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "explained occasion": t.gettext("skrev varför en skattning inte är gjord"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "set exit": t.gettext("ändrade din sista dag"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "changed hour or protection": t.gettext("ändrade när och hur boten skriver"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "asked for extra rating": t.gettext("bad om en skattning"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "invited": t.gettext("bjöd in dig"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "asked for a new invitation": t.gettext("frågade efter en ny inbjudan"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "renewed invitation": t.gettext("gjorde en ny inbjudan"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "own data": t.gettext("hämtade allt som är sparat"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "looked at caseload in telegram": t.gettext("läste sin lista i Telegram"),
        # NOTE: What somebody has done with the data of the person who reads this.
        "snoozed from telegram": t.gettext("sköt upp det som står om dig i sammanställningen"),
    }
    # NOTE: What somebody has done with the data of the person who reads this.
    asked = t.gettext("bad boten påminna dig")
    words |= dict.fromkeys(("reminded participant", "reminded from telegram"), asked)
    # NOTE: What somebody has done with the data of the person who reads this: we do not say more.
    return words.get(action, t.gettext("annat"))


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
