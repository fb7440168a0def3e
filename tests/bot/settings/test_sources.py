"""Settings from files: a secret each, or all in one; what cannot be read is said, never quoted."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings.settings import Settings, SettingsError, read_settings

SECRET = "a secret for tests only, of good length"


def given(folder: Path, **more: str) -> dict[str, str]:
    needed = {
        "ENVIRONMENT": "test",
        "DATA_DIR": str(folder),
        "SECRET_KEY": SECRET,
        "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    }
    return {f"SKAPABOT_{name}": value for name, value in (needed | more).items()}


def read(environ: dict[str, str], **without: bool) -> Settings:
    return read_settings({name: value for name, value in environ.items() if name not in without})


def file(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def faults(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as fault:
        read_settings(environ)
    return str(fault.value)


def test_a_secret_may_lie_in_a_file_of_its_own(tmp_path: Path) -> None:
    path = file(tmp_path, "key", f"{SECRET}, from a file\n")
    environ = given(tmp_path, SECRET_KEY_FILE=path)
    assert read(environ, SKAPABOT_SECRET_KEY=True).secret_key == f"{SECRET}, from a file"
    told = faults(environ)
    assert told == "SKAPABOT_SECRET_KEY and SKAPABOT_SECRET_KEY_FILE are both set: keep one of them"


@pytest.mark.parametrize("what", ["", "is/not/there", "folder", "bytes", "large", "~nobody-here/x"])
def test_a_file_that_cannot_be_read_is_named_by_its_setting(tmp_path: Path, what: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00hemligt")
    (tmp_path / "large").write_text("hemligt" * 20_000)
    path = what if what.startswith("~") else str(tmp_path / what)
    told = faults(given(tmp_path, TELEGRAM_TOKEN_FILE=path))
    assert told == "SKAPABOT_TELEGRAM_TOKEN_FILE names a file that cannot be read"


def test_one_file_holds_all_and_the_environment_counts_before_it(tmp_path: Path) -> None:
    token = file(tmp_path, "token", "123:abcdef")
    text = f'organisation = "USB Halmstad"\nport = 8123\ntelegram_token_file = "{token}"\n'
    environ = given(tmp_path, SETTINGS=file(tmp_path, "skapabot.toml", text))
    settings = read_settings(environ)
    told = (settings.organisation, settings.port, settings.telegram_token)
    assert told == ("USB Halmstad", 8123, "123:abcdef")
    assert read_settings({**environ, "SKAPABOT_PORT": "8124"}).port == 8124


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("organisation = [1]", "SKAPABOT_SETTINGS: organisation must be a text or a number"),
        ("voice_drafts = true", "SKAPABOT_SETTINGS: voice_drafts must be a text or a number"),
        ("oragnisation = 'x'", "SKAPABOT_SETTINGS: oragnisation is no setting"),
        ("secret_key = 'hemligt", "SKAPABOT_SETTINGS names a file that cannot be read as TOML"),
        ("port = 'x'", "SKAPABOT_PORT must be a number"),
    ],
)
def test_a_slip_in_the_file_is_said_in_one_sentence(tmp_path: Path, text: str, told: str) -> None:
    said = faults(given(tmp_path, SETTINGS=file(tmp_path, "skapabot.toml", text)))
    assert said.startswith(told)
    assert "hemligt" not in said


def test_what_goes_with_a_gateway_may_stand_there_before_it_is_on(tmp_path: Path) -> None:
    path = file(tmp_path, "skapabot.toml", "sms_from = 'Skapabot'\nsms_monthly_parts = 500\n")
    assert read_settings(given(tmp_path, SETTINGS=path)).sms is None
