"""The words for occasions, where the database has codes."""

from dialogs.texts import Texts


def occasion_label(t: Texts, kind: str, number: int = 0) -> str:
    """Name an occasion; ``number`` is its months since enrolment, where they are known."""
    if kind in ("three-month", "six-month") and number:
        # NOTE: Names a rating: the one that falls due {count} months after enrolment.
        text = t.ngettext("efter {count} månad", "efter {count} månader", number)
        return text.format(count=t.number(number))
    words = {
        # NOTE: Names a rating: the first one.
        "enrolment": t.gettext("vid inskrivning"),
        # NOTE: Names a rating that is made every third month.
        "three-month": t.gettext("efter tre månader"),
        # NOTE: Names a rating that is made every sixth month.
        "six-month": t.gettext("efter sex månader"),
        # NOTE: Names a rating: the last one, when somebody leaves.
        "exit": t.gettext("vid avslut"),
        # NOTE: Names a rating that somebody wished for between the regular ones.
        "extra": t.gettext("extra"),
    }
    return words.get(kind, kind)


def occasion_status_label(t: Texts, status: str) -> str:
    """Say how far an occasion has come."""
    words = {
        # NOTE: State of a rating: its day is still to come.
        "planned": t.gettext("planerad"),
        # NOTE: State of a rating: its day has come.
        "due": t.gettext("dags"),
        # NOTE: State of a rating: the person has been reminded.
        "reminded": t.gettext("påmind"),
        # NOTE: State of a rating: some questions are answered.
        "started": t.gettext("påbörjad"),
        # NOTE: State of a rating.
        "done": t.gettext("klar"),
        # NOTE: State of a rating: finished after its last day.
        "late-done": t.gettext("klar efter sista dagen"),
        # NOTE: State of a rating: its last day has passed.
        "missed": t.gettext("inte gjord"),
    }
    return words.get(status, status)


def reason_label(t: Texts, reason: str | None) -> str:
    """Say why a rating is not done, or how it was done; empty where nothing is known."""
    # NOTE: Why a rating is not done: the person has left.
    left = t.gettext("har slutat")
    words = {
        # NOTE: Why a rating is not done.
        "ill": t.gettext("sjuk"),
        # NOTE: Why a rating is not done: the person did not want to.
        "declined": t.gettext("ville inte den här gången"),
        # NOTE: Why a rating is not done.
        "no-phone": t.gettext("ingen telefon"),
        # NOTE: Why a rating is not done: our messages do not get there.
        "blocked": t.gettext("boten nådde inte fram"),
        # NOTE: How a rating was done.
        "paper": t.gettext("på papper"),
        # NOTE: How a rating was done.
        "together": t.gettext("tillsammans med handledare"),
        "ended": left,
        "exit": left,
        # NOTE: Why a rating is not done: several reminders and no answer.
        "silent": t.gettext("inget svar"),
    }
    return words.get(reason or "", "")
