"""Forms: read with a limit, and understood as what a person did."""

import unicodedata
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.i18n import SOURCE, catalog
from bot.outcome import Button, Written
from dialogs.commands import command_words
from dialogs.event import Command, Event, Opened

LARGEST = 64 * 1024
COMMANDS = {name for name, _ in command_words(catalog(SOURCE))}


async def read_form(request: Request) -> dict[str, str]:
    """Read a form of at most 64 KB; raises HTTPException (413) for a larger one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        fields = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20
        )
    except ValueError:  # more fields than any page of ours has
        raise HTTPException(413) from None
    # Browsers send every line break as two characters.
    return {name: value.replace("\r\n", "\n") for name, value in fields}


def understood(form: dict[str, str]) -> Event | Button | Written:
    """Say what a form of the chat means: a button, a command, or typed words."""
    if "token" in form:
        return Button(form["token"])
    if form.get("command") in COMMANDS:
        return Command(form["command"], form.get("argument", ""))
    if "text" not in form:
        return Opened()
    text = form["text"]
    wish = text.strip().removeprefix("/")
    if text.strip().startswith("/") and wish in COMMANDS:
        return Command(wish)
    return Written(form.get("ask", ""), text)


def pin_digits(text: str) -> str | None:
    """Read a PIN of 4 to 8 digits in any script's digits, as plain ones; None for anything else."""
    digits = [unicodedata.digit(sign, None) for sign in text.strip()]
    if not 4 <= len(digits) <= 8 or None in digits:
        return None
    return "".join(str(digit) for digit in digits)
