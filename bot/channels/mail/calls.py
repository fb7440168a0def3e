"""A mail handed over to a mail server, and what the answers mean."""

import contextlib
import logging
from email.message import EmailMessage
from email.utils import parseaddr

import aiosmtplib
from aiosmtplib import SMTPResponseException

from bot.channels.channel import Fate, Report
from bot.settings.services.smtp import SmtpServer
from storage.database.faults import kind_and_place, kind_of

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 20


def _client(server: SmtpServer) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        timeout=TIMEOUT_SECONDS,
        use_tls=server.tls,
        # Nothing leaves this machine unencrypted; on it, a certificate says nothing.
        start_tls=False if server.tls else (None if server.near else True),
        validate_certs=not server.near,
    )


async def _introduce(client: aiosmtplib.SMTP, server: SmtpServer, sender: str) -> None:
    """Connect, log in, and say who writes: all that does not depend on the reader."""
    await client.connect()
    if server.user:
        await client.login(server.user, server.password)
    await client.mail(parseaddr(sender)[1])


async def mail_server_fault(server: SmtpServer, sender: str) -> str | None:
    """Say why a server would take no mail of ours, or None; hands over nothing."""
    client = _client(server)
    try:
        await _introduce(client, server, sender)
    except SMTPResponseException as answer:
        return f"the mail server answered {answer.code} ({kind_of(answer)})"
    except (aiosmtplib.SMTPException, OSError, ValueError) as fault:
        return f"the mail server cannot be reached ({kind_of(fault)})"
    finally:
        client.close()
    return None


async def hand_over(server: SmtpServer, mail: EmailMessage) -> Report:
    """Hand a mail over to a server, and say how it went; failures are logged by kind."""
    client = _client(server)
    handed_over = False
    try:
        await _introduce(client, server, str(mail["From"]))
        await client.rcpt(parseaddr(str(mail["To"]))[1])
        handed_over = True
        await client.data(mail.as_bytes())
    except SMTPResponseException as answer:
        log.warning("the mail server answered %s: %s", answer.code, kind_and_place(answer))
        # Only what is said of the reader or of the mail is final; the rest can be mended by us.
        if 500 <= answer.code < 600:
            if handed_over:
                return Report(Fate.UNDELIVERABLE)
            refused = isinstance(answer, aiosmtplib.SMTPRecipientRefused)
            return Report(Fate.UNREACHABLE if refused else Fate.LATER)
        unknown = handed_over and not 400 <= answer.code < 500
        return Report(Fate.UNCERTAIN if unknown else Fate.LATER)
    except (aiosmtplib.SMTPConnectError, OSError, TimeoutError) as fault:
        log.warning("the mail server does not answer: %s", kind_and_place(fault))
        return Report(Fate.UNCERTAIN if handed_over else Fate.LATER)
    except (aiosmtplib.SMTPException, ValueError) as fault:
        log.error("the mail server cannot be used: %s", kind_and_place(fault))
        return Report(Fate.UNCERTAIN if handed_over else Fate.LATER)
    else:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()  # it has the mail, whatever it says to this
        return Report(Fate.SENT)
    finally:
        client.close()
