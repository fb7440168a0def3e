"""A real mail server on this machine, and the mailbox behind it."""

import email
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "skapabot", "p@ss:word/ä"


@dataclass
class Mailbox:
    """Takes mails. ``answers`` are given instead of 250, one a mail, at RCPT or after DATA."""

    answers: list[str] = field(default_factory=list)
    rcpt_answers: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        if self.rcpt_answers:
            return self.rcpt_answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: object, envelope: Any) -> str:  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "lost":
            server.transport.close()
        if answer.startswith("2") or answer == "lost":
            mail = email.message_from_bytes(envelope.content, policy=default)
            self.mails.append(mail)
        return answer if answer != "lost" else "250 OK"

    def login(self, _s: object, _se: object, _e: object, _m: object, given: Any) -> AuthResult:
        fits = isinstance(given, LoginPassword) and (given.login, given.password) == (
            USER.encode(),
            PASSWORD.encode(),
        )
        self.logins.append(fits)
        return AuthResult(success=fits, handled=False)


@contextmanager
def mail_server(*, login: bool = False, tls: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mailbox = Mailbox(port=free.getsockname()[1])
    more: dict[str, Any] = {"auth_required": True, "auth_require_tls": False} if login else {}
    more |= {"authenticator": mailbox.login} if login else {}
    more |= {"tls_context": tls, "require_starttls": True} if tls else {}
    controller = Controller(mailbox, "127.0.0.1", mailbox.port, **more)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
