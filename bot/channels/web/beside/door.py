"""The door's own words: what the page says that an invitation or a personal link opens."""

from bot.clips.machine.drafts import Drafts
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.talks.settings import language_text
from dialogs.texts import Texts


def greeting(t: Texts) -> str:
    """Greet whoever opens it."""
    # NOTE: The greeting on the page that an invitation opens.
    return t.gettext("Hej!")


def prepare_door(drafts: Drafts) -> None:
    """Let the door be heard at its first press: in each language its words, and its name."""
    for code in languages():
        t = catalog(code)
        first = door_words(t, back=False, again=False, another=False, trouble="")
        for text in (language_text(t), greeting(t), *first):
            drafts.wish(code, text)


def door_words(t: Texts, *, back: bool, again: bool, another: bool, trouble: str) -> list[str]:
    """List what the page says, in its order, without the greeting."""
    words = [_what_is_behind(t, back=back, again=again)]
    if another:
        words.append(another_text(t))
    return [*words, *filter(None, [trouble_text(t, trouble)])]


def _what_is_behind(t: Texts, *, back: bool, again: bool) -> str:
    if again:
        # NOTE: An invitation that has been used already, perhaps in another browser of the same
        # phone.
        return t.gettext(
            "Den här inbjudan är redan öppnad, kanske i en annan webbläsare. Var det du? Då "
            "fortsätter du här, där du var."
        )
    if back:
        return t.gettext("Det här är din egen länk. Här fortsätter du där du var.")
    return t.gettext("Här svarar du på några korta frågor, en i taget, när det passar dig.")


def another_text(t: Texts) -> str:
    """Say that the browser belongs to somebody else."""
    # NOTE: Somebody else uses the same browser already.
    return t.gettext(
        "I den här webbläsaren är redan ett annat samtal öppet. Om du går vidare loggas det ut "
        "här. Svaren där är kvar, men för att komma tillbaka behövs länken till det samtalet. "
        "Spara den först."
    )


def trouble_text(t: Texts, trouble: str) -> str:
    """Say why the door did not open; empty where nothing was tried."""
    match trouble:
        case "unkept":
            # NOTE: The browser keeps no cookies: whoever begins here would be a stranger on the
            # next page.
            return t.gettext(
                "Den här webbläsaren sparar inga kakor, och då går det inte att börja här. Din "
                "inbjudan fungerar fortfarande. Tillåt kakor och försök igen, eller öppna länken i "
                "en annan webbläsare."
            )
        case "wrong":
            return t.gettext("Den PIN-koden stämmer inte. Försök en gång till.")
        case "throttled":
            return t.gettext("Det blev många försök. Vänta 15 minuter och försök igen.")
        case "tomorrow":
            # NOTE: After very many wrong PINs.
            return t.gettext(
                "Det har blivit väldigt många försök. Försök igen i morgon, eller be din "
                "handledare om en ny länk."
            )
        case "busy":
            return t.gettext(
                "Just nu är det många på en gång. Vänta en liten stund och försök igen."
            )
        case _:
            return ""
