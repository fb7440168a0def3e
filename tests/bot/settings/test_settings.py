"""What can be set: what does not work is refused in one plain sentence, without quoting it."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings.dangers import dangers, is_guessable
from bot.settings.settings import Settings, SettingsError, read_settings

DOT = "needs a host with a dot in doorbell mode"
ADDRESS = "must be an address such as https://chat.example.org"
NO_PATH = "must end after the host and port"
NO_USER = "must hold no user and no password"
PORT = "must have a port from 1 to 65535"
MAIL = "must be an address such as "


def read(folder: Path, **given: str) -> Settings:
    needed = {
        "ENVIRONMENT": "test",
        "DATA_DIR": str(folder),
        "SECRET_KEY": "a secret for tests only, of good length",
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    }
    return read_settings({f"SKAPABOT_{name}": value for name, value in (needed | given).items()})


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PUBLIC_URL", "https://chat.example.org/skapa", NO_PATH),
        ("PUBLIC_URL", "https://chat.example.org?a=b", NO_PATH),
        ("PUBLIC_URL", "https://chat.example.org/#", NO_PATH),
        ("PUBLIC_URL", "https://chat.exa mple.org", "must hold no spaces"),
        ("PUBLIC_URL", "https://chat.example.org\u200b", "must hold no spaces"),
        ("PUBLIC_URL", "https://chat.example.org:99999", PORT),
        ("PUBLIC_URL", "https://chat.example.org:0", PORT),
        ("PUBLIC_URL", "https://chat.example.org:https", PORT),
        ("PUBLIC_URL", "https://bo:hemligt@chat.example.org", NO_USER),
        ("PUBLIC_URL", "https://@chat.example.org", NO_USER),
        ("PUBLIC_URL", "https://[::1", ADDRESS),
        ("PUBLIC_URL", "https://[hemligt]", ADDRESS),
        ("PUBLIC_URL", "https://", ADDRESS),
        ("PUBLIC_URL", "chat.example.org", ADDRESS),
        ("PUBLIC_URL", "ftp://chat.example.org", ADDRESS),
        ("PUBLIC_URL", "https://chat..example.org", "must name a host such as chat.example.org"),
        ("PUBLIC_URL", "https://chat%2eexample.org", "must name a host such as chat.example.org"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/bot", "must end before /bot"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/bot/", "must end before /bot"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:1/x/bot123:hemligt", "must end before /bot"),
        ("TELEGRAM_API_URL", "https://api.telegram.org/?x=/bot", "must hold no question mark"),
        ("TELEGRAM_API_URL", "https://[::1", ADDRESS),
        ("TELEGRAM_TOKEN", "١٢٣:hemligt", "does not look like a token"),
        ("TELEGRAM_TOKEN", "123:hem ligt", "does not look like a token"),
        ("TELEGRAM_TOKEN", "123:hemligt/../", "does not look like a token"),
        ("DATABASE_URL", "sqlite://", "must be sqlite:///file.db"),
        ("DATABASE_URL", "sqlite:///:memory:", "must be sqlite:///file.db"),
        ("VOICE_DRAFTS", "on", "must be yes or no"),
        ("PORT", "8080.5", "must be a number from 1 to 65535"),
    ],
)
def test_what_does_not_work_is_one_plain_sentence(
    tmp_path: Path, name: str, value: str, says: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **{name: value})
    (fault,) = refused.value.faults
    assert fault.startswith(f"SKAPABOT_{name} {says}")
    assert "hemligt" not in fault


@pytest.mark.parametrize("host", ["localhost", "skapabot:8080", "[::1]"])
def test_a_host_without_a_dot_in_doorbell_mode(tmp_path: Path, host: str) -> None:
    """Telegram takes no link to it, and the doorbell is nothing but a link."""
    assert read(tmp_path, PUBLIC_URL=f"https://{host}").telegram_mode == "whole"
    with pytest.raises(SettingsError, match=DOT):
        read(tmp_path, PUBLIC_URL=f"https://{host}", TELEGRAM_MODE="doorbell")
    read(tmp_path, PUBLIC_URL="https://chat.example.org", TELEGRAM_MODE="doorbell")


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "skåpa@example.org",
        "Skåpa <skåpa@example.org>",
        "a@example.org, b@example.org",
        "a@x,b@y",
        "bot@",
        "bot@exa mple.org",
        "bot",
        "bot@example.org\nBcc: eve@example.org",
    ],
)
def test_a_sender_that_no_mail_server_takes(tmp_path: Path, sender: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, SMTP_URL="smtp://127.0.0.1", MAIL_FROM=sender)
    (fault,) = refused.value.faults
    assert fault.startswith("SKAPABOT_MAIL_FROM must ")


@pytest.mark.parametrize(
    ("sender", "written"),
    [
        ("bot@example.org", "bot@example.org"),
        ("bot@malmö.se", "bot@xn--malm-8qa.se"),
        ("Skåpa i Malmö <bot@malmö.se>", "Skåpa i Malmö <bot@xn--malm-8qa.se>"),
        ('"Skåpa, Malmö" <bot@example.org>', '"Skåpa, Malmö" <bot@example.org>'),
    ],
)
def test_a_sender_as_it_is_written(tmp_path: Path, sender: str, written: str) -> None:
    settings = read(tmp_path, SMTP_URL="smtp://127.0.0.1", MAIL_FROM=sender)
    assert settings.mail_from == written


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://chat.example.org/", "https://chat.example.org"),
        ("HTTPS://Chat.Example.org:443", "https://chat.example.org"),
        ("https://chat.example.org.", "https://chat.example.org"),
        ("https://skåpa.se:8443", "https://xn--skpa-roa.se:8443"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://chat_1.example.org", "https://chat_1.example.org"),
    ],
)
def test_the_public_address_is_written_as_browsers_do(
    tmp_path: Path, given: str, written: str
) -> None:
    assert read(tmp_path, PUBLIC_URL=given).public_url == written


@pytest.mark.parametrize("address", ["http://127.0.0.1:8081/x/botapi", "https://api.example.org"])
def test_a_bot_api_server_may_lie_below_a_path(tmp_path: Path, address: str) -> None:
    assert read(tmp_path, TELEGRAM_API_URL=f"{address}/").telegram_api_url == address


@pytest.mark.parametrize(
    ("secret", "guessable"),
    [
        ("a" * 32, True),
        ("ab" * 16, True),
        ("1234567890" * 4, True),
        ("hemligt!" * 4, True),
        ("abcdefghijklmnopqrstuvwxyz0123456789", True),
        ("9f2c4a1be07d3586" * 2, True),
        ("5f1c0d9e8a7b6c3d2e4f1a0b9c8d7e6f", False),
        ("a secret for tests only, of good length", False),
    ],
)
def test_a_secret_that_can_be_guessed(secret: str, guessable: bool) -> None:
    assert is_guessable(secret) is guessable


def test_each_secret_that_can_be_guessed_is_said_with_the_way_out(tmp_path: Path) -> None:
    weak = "a" * 32
    (shared,) = dangers(read(tmp_path, SECRET_KEY=weak))
    assert shared.startswith("SKAPABOT_SECRET_KEY can be guessed: make one with openssl")
    assert "first skapabot move-lookups" in shared
    (own,) = dangers(read(tmp_path, LOOKUP_KEY=weak))
    assert own == "SKAPABOT_LOOKUP_KEY can be guessed: take another with skapabot move-lookups"
    both = dangers(read(tmp_path, SECRET_KEY=weak, LOOKUP_KEY="b" * 32))
    assert [one.split()[0] for one in both] == ["SKAPABOT_SECRET_KEY", "SKAPABOT_LOOKUP_KEY"]
    assert "move-lookups" not in both[0], "it finds nobody: it can be changed at once"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"PUBLIC_URL": "http://chat.example.org"}, "is http"),
        ({}, "leads to this machine only"),
        ({"PUBLIC_URL": "http://localhost:8080"}, "leads to this machine only"),
        ({"PUBLIC_URL": "https://skapabot", "TELEGRAM_TOKEN": "123:abc"}, "has a host without"),
        ({"PUBLIC_URL": "https://skapabot"}, None),
        ({"PUBLIC_URL": "https://chat.example.org"}, None),
    ],
)
def test_what_works_in_production_and_protects_or_reaches_nobody(
    tmp_path: Path, given: dict[str, str], says: str | None
) -> None:
    found = dangers(read(tmp_path, ENVIRONMENT="production", **given))
    assert [one.startswith(f"SKAPABOT_PUBLIC_URL {says}") for one in found] == [True] * bool(says)
    assert dangers(read(tmp_path, **given)) == []


def test_an_address_that_leads_past_the_service(tmp_path: Path) -> None:
    settings = read(tmp_path, PUBLIC_URL="http://127.0.0.1:9999", PORT="8080")
    says = "SKAPABOT_PUBLIC_URL leads to another port of this machine than SKAPABOT_PORT"
    assert dangers(settings) == [says]
    assert dangers(read(tmp_path, PUBLIC_URL="http://127.0.0.1", PORT="80")) == []
    assert dangers(read(tmp_path, PORT="8081")) == []


SMS = {
    "SMS_URL": "elks://u1:p%40ss@api.46elks.com/a1",
    "SMS_FROM": "+46766861234",
    "SMS_MONTHLY_PARTS": "500",
    "SMS_CALLBACK_KEY": "abcdefghijklmnopqrstuvwxyz",
}


def test_a_gateway_is_read_whole(tmp_path: Path) -> None:
    sms = read(tmp_path, **SMS).sms
    assert sms is not None
    assert (sms.api, sms.user, sms.password) == ("https://api.46elks.com/a1", "u1", "p@ss")
    assert (sms.sender, sms.monthly_parts, sms.hears) == ("+46766861234", 500, True)
    assert "p@ss" not in repr(sms)
    assert SMS["SMS_CALLBACK_KEY"] not in repr(sms)
    assert read(tmp_path, SMS_FROM="nonsense!").sms is None, "none of it counts without an address"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "https://u1:hemligt@api.46elks.com/a1"),
        ("SMS_URL", "elks://u1@api.46elks.com/a1"),
        ("SMS_URL", "elks://:hemligt@api.46elks.com/a1"),
        ("SMS_URL", "elks://u1:hemligt@/a1"),
        ("SMS_FROM", ""),
        ("SMS_FROM", "0701740605"),
        ("SMS_FROM", "Samordningen i Halland"),
        ("SMS_FROM", "12345"),
        ("SMS_MONTHLY_PARTS", ""),
        ("SMS_MONTHLY_PARTS", "0"),
        ("SMS_MONTHLY_PARTS", "many"),
        ("SMS_CALLBACK_KEY", ""),
        ("SMS_CALLBACK_KEY", "short"),
        ("SMS_CALLBACK_KEY", "hemligt/hemligt/hemligt/hemligt"),
    ],
)
def test_what_a_gateway_lacks_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **{**SMS, name: value})
    [fault] = refused.value.faults
    assert fault.startswith(f"SKAPABOT_{name} ")
    assert "hemligt" not in fault


def test_a_key_of_reports_that_can_be_guessed_protects_nobody(tmp_path: Path) -> None:
    guessable = read(tmp_path, **{**SMS, "SMS_CALLBACK_KEY": "abc" * 10})
    assert any("SMS_CALLBACK_KEY can be guessed" in one for one in dangers(guessable))
    chosen = read(tmp_path, **{**SMS, "SMS_CALLBACK_KEY": "4f0c9a17e2b85d36a1f4c07b9e2d5831"})
    assert not any("SMS_CALLBACK_KEY" in one for one in dangers(chosen))


@pytest.mark.parametrize(
    ("given", "on"),
    [
        ({}, False),
        ({"VOICE_DRAFTS": "yes"}, True),
        ({"ENVIRONMENT": "demo"}, True),
        ({"ENVIRONMENT": "demo", "VOICE_DRAFTS": "no"}, False),
    ],
)
def test_a_machine_reads_where_it_is_wanted_and_in_a_demo(
    tmp_path: Path, given: dict[str, str], *, on: bool
) -> None:
    assert read(tmp_path, **given).voice_drafts is on
