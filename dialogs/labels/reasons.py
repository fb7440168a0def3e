"""Why a rating is not done, in words."""

from dialogs.occasions.occasion import Reason
from dialogs.texts import Texts


def reason_label(t: Texts, reason: Reason) -> str:
    """Say why a rating is not done, or how it was done."""
    match reason:
        case Reason.ILL:
            # NOTE: Why a rating is not done.
            return t.gettext("sjuk")
        case Reason.DECLINED:
            # NOTE: Why a rating is not done: the person did not want to.
            return t.gettext("ville inte den här gången")
        case Reason.NO_PHONE:
            # NOTE: Why a rating is not done.
            return t.gettext("ingen telefon")
        case Reason.BLOCKED:
            # NOTE: Why a rating is not done: our messages do not get there.
            return t.gettext("meddelanden kom inte fram")
        case Reason.NO_KNOCK:
            # NOTE: Why a rating is not done: the person has only the web chat.
            return t.gettext("det gick inte att påminna")
        case Reason.NO_BOT:
            # NOTE: Why a rating is not done: the person has not said yes to being asked.
            return t.gettext("har inte sagt ja än")
        case Reason.PAPER:
            # NOTE: How a rating was done.
            return t.gettext("på papper")
        case Reason.TOGETHER:
            # NOTE: How a rating was done.
            return t.gettext("tillsammans med handledare")
        case Reason.ENDED | Reason.EXIT:
            # NOTE: Why a rating is not done: the person has left.
            return t.gettext("har slutat")
        case Reason.SILENT:
            # NOTE: Why a rating is not done: several reminders and no answer.
            return t.gettext("inget svar")


def reason_count_label(t: Texts, why: Reason) -> str:
    """Say why ratings are not done, before a number of persons."""
    match why:
        case Reason.ILL:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("sjuka")
        case Reason.DECLINED:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("ville inte")
        case Reason.NO_PHONE:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("utan telefon")
        case Reason.BLOCKED:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("meddelanden kom inte fram")
        case Reason.NO_KNOCK:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("kunde inte påminnas")
        case Reason.NO_BOT:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("har inte sagt ja än")
        case Reason.SILENT:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("svarade inte")
        case Reason.PAPER | Reason.TOGETHER:
            # NOTE: Why ratings are not done: they were made on paper or with the coach, and the
            # figures are not entered. In a leader's report; a number of persons follows.
            return t.gettext("siffrorna är inte inlagda")
        case Reason.ENDED | Reason.EXIT:
            # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
            return t.gettext("slutade")
