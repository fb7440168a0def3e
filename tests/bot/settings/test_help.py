"""The organisation's own words for when it is urgent, and whom to ask."""

import json
from pathlib import Path

import pytest

from bot.settings.installation import InstallationError, read_installation
from dialogs.agreement.text import agreement_text
from dialogs.engine.notice import notice
from dialogs.engine.reply import Code
from dialogs.orientation.whereabouts import otherwise_line
from dialogs.talks.unheard import sender_text

OWN = "Ring jouren, 0123-45 67 89."


def write(folder: Path, name: str, content: object) -> None:
    (folder / name).mkdir()
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name / f"{name}.json").write_text(text, encoding="utf-8")


def test_without_a_file_it_is_112_and_1177(tmp_path: Path) -> None:
    scene = read_installation(tmp_path).scene("sv", "Iris")
    for text in (agreement_text(scene), notice(Code.HELP, scene).text, scene.urgent):
        assert "112" in text
        assert "1177" in text
    assert sender_text(scene, "Iris").endswith("Fråga din handledare om du undrar något.")


def test_the_organisations_words_stand_instead(tmp_path: Path) -> None:
    otherwise = {"sv": "Ring Eva Ek, 0123-45 67 01."}
    own = {"urgent": {"sv": OWN}, "otherwise": otherwise, "contact": "0123-45 67 00"}
    write(tmp_path, "help", own)
    write(tmp_path, "agreement", {"version": "7", "texts": {"sv": "Så här är det.\n\nVill du?"}})
    scene = read_installation(tmp_path).scene("sv", "Iris")
    assert agreement_text(scene) == f"Så här är det.\n\n{OWN}\n\nVill du?"
    assert notice(Code.NOT_AN_OPTION, scene).text.endswith(OWN)
    assert "112" in read_installation(tmp_path).scene("ar", "Iris").urgent, "none in Arabic"
    assert "0123-45 67 00" in sender_text(scene, "Iris")
    assert "0123-45 67 01" in otherwise_line(scene)


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{",
        {"urgent": {"sv": ""}},
        {"urgent": {"sv": "x" * 401}},
        {"urgent": "x"},
        {"otherwise": {"sv": ""}},
        {"otherwise": "x"},
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: object) -> None:
    write(tmp_path, "help", content)
    with pytest.raises(InstallationError, match=r"help\.json"):
        read_installation(tmp_path)
