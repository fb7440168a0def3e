"""The mail server as it is set: its account, its encryption, and wrong settings."""

import datetime as dt
import logging
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.settings.services.smtp import SmtpServer
from bot.settings.settings import SettingsError
from bot.staff.digests import send_digests
from storage.tables.channels import OutgoingStatus
from tests.bot.channels.mail.mailbox import PASSWORD, USER, mail_server
from tests.bot.staff.conftest import Mailing, fate, make_mailing
from tests.conftest import StandingClock, test_settings

NO_TLS = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def self_signed(folder: Path) -> ssl.SSLContext:
    """Make a certificate that nobody vouches for, as a fresh mail server has one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=1))
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem += key.private_bytes(serialization.Encoding.PEM, *plain)
    (folder / "mail.pem").write_bytes(pem)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "mail.pem")
    return context


async def test_encryption_is_used_where_it_is_offered(tmp_path: Path, clock: StandingClock) -> None:
    with mail_server(tls=self_signed(tmp_path)) as mailbox:
        app, _ = await make_mailing(tmp_path, clock, f"smtp://127.0.0.1:{mailbox.port}")
        await send_digests(app)
        assert len(mailbox.mails) == 1, "without STARTTLS this server takes nothing"
        await app.database.close()


async def test_far_away_a_certificate_that_nobody_vouches_for_is_not_trusted(
    tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmtpServer, "near", False)
    with mail_server(tls=self_signed(tmp_path)) as mailbox:
        app, _ = await make_mailing(tmp_path, clock, f"smtp://127.0.0.1:{mailbox.port}")
        await send_digests(app)
        assert mailbox.mails == []
        await app.database.close()


@NO_TLS
async def test_the_account_at_the_mail_server_is_used(tmp_path: Path, clock: StandingClock) -> None:
    with mail_server(login=True) as mailbox:
        url = f"smtp://{USER}:p%40ss%3Aword%2F%C3%A4@127.0.0.1:{mailbox.port}"
        app, _ = await make_mailing(tmp_path, clock, url)
        await send_digests(app)
        assert mailbox.logins == [True]
        assert len(mailbox.mails) == 1
        await app.database.close()


@NO_TLS
async def test_a_login_that_is_refused_is_tried_again_and_tells_no_secret(
    tmp_path: Path, clock: StandingClock, caplog: pytest.LogCaptureFixture
) -> None:
    with mail_server(login=True) as mailbox, caplog.at_level(logging.INFO):
        app, coach = await make_mailing(
            tmp_path, clock, f"smtp://{USER}:wrong@127.0.0.1:{mailbox.port}"
        )
        await send_digests(app)
        assert await fate(app, coach) == (OutgoingStatus.MAIL_WAITS, True), (
            "somebody can mend the password"
        )
        assert "535" in caplog.text
        for secret in ("wrong", PASSWORD, USER, "Karin", "example.org", "A-04"):
            assert secret not in caplog.text
        await app.database.close()


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"SMTP_URL": "imap://host"}, "SMTP_URL must be smtp://"),
        ({"SMTP_URL": "smtp://u:geheim@host:abc", "MAIL_FROM": "a@b.se"}, "SMTP_URL must be"),
        ({"SMTP_URL": "smtp://host"}, "MAIL_FROM must be an address"),
        ({"SMTP_URL": "smtp://host", "MAIL_FROM": "nobody"}, "MAIL_FROM must be an address"),
    ],
)
def test_wrong_settings_are_named_in_plain_words(
    tmp_path: Path, settings: dict[str, str], fault: str
) -> None:
    with pytest.raises(SettingsError) as wrong:
        test_settings(tmp_path, **{f"SKAPABOT_{name}": value for name, value in settings.items()})
    assert fault in str(wrong.value)
    assert "geheim" not in str(wrong.value)


async def test_beyond_this_machine_nothing_goes_unencrypted(
    mailing: Mailing, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, mailbox, coach = mailing
    monkeypatch.setattr(SmtpServer, "near", False)  # as if 127.0.0.1 were far away
    await send_digests(app)
    assert mailbox.mails == []
    assert await fate(app, coach) == (OutgoingStatus.MAIL_WAITS, True)
