"""Digests word for word. ``pytest tests/bot/staff/test_text.py --update`` writes the files anew."""

import datetime as dt
from pathlib import Path

import pytest

from bot.channels.telegram.outgoing.kinds import LinkButton
from bot.languages.catalog import catalog
from bot.staff.buttons import REMIND, SNOOZE, StaffButtons
from bot.staff.digest_letter import LINES_IN_MESSAGE, DigestLetter, chunks, keyboard
from dialogs.occasions.occasion import Reason
from dialogs.reports.completeness import SubProjectShare, completeness_sections
from dialogs.reports.digest import ReportLine, ReportSection, digest_sections
from dialogs.reports.findings import AreaChange, DigestFinding, DigestFindings, FindingState
from tests.scenes import skapa

FOLDER = Path(__file__).parent / "golden"
T = catalog("sv")
URL = "https://chat.example.org"
DAY = dt.date(2026, 11, 20)
MOVES = (AreaChange("skapa", "health", True), AreaChange("skapa", "belief", False))
FULL = DigestFindings(
    words=[DigestFinding("B-12", 12, DAY)],
    answered=[DigestFinding("B-01", 1, DAY), DigestFinding("B-02", 2, DAY)],
    changed=[
        DigestFinding("B-01", 1, DAY, moves=MOVES, sum_up=True),
        DigestFinding("B-02", 2, moves=MOVES, sum_up=False, protected=True),
    ],
    due=[DigestFinding("B-03", 3, dt.date(2026, 11, 25))],
    overdue=[DigestFinding("B-04", 4, days=12), DigestFinding("B-05", 5, days=1)],
    silent=[DigestFinding("B-06", 6, days=9)],
    blocked=[DigestFinding("B-07", 7)],
    quiet=[
        DigestFinding("B-08", 8, state=FindingState.STOPPED),
        DigestFinding("B-09", 9, DAY, state=FindingState.PAUSED),
    ],
    meetings=[
        DigestFinding("B-01", 1, DAY, state=FindingState.COMING),
        DigestFinding("B-02", 2, DAY, state=FindingState.CANNOT),
        DigestFinding("B-10", 10, DAY, state=FindingState.PROPOSED),
    ],
    unfinished=[DigestFinding("B-11", 11)],
)


def label(instrument: str, item: str) -> str:
    assert instrument == "skapa"
    return skapa().label(skapa().item(item), T)


def letter(findings: DigestFindings) -> DigestLetter:
    sections = digest_sections(findings, T, label)
    assert sections is not None
    return DigestLetter(T, sections, URL)


CHAT = FULL.through_telegram(doorbell=False)
SHARES = (
    SubProjectShare("Insam", 96, ((Reason.DECLINED, 5), (Reason.SILENT, 12))),
    SubProjectShare("Liten grupp", None),
    SubProjectShare("Nästan alla", None, at_least=80),
)
GOLDEN = {
    "all.txt": lambda: letter(FULL).plain(),
    "all.html": lambda: letter(FULL).page(),
    "all-telegram.txt": lambda: "\n".join(letter(CHAT).messages()) + "\n",
    "overdue-alone.txt": lambda: letter(DigestFindings(overdue=FULL.overdue)).plain(),
    "leader.txt": lambda: DigestLetter(
        T, completeness_sections(SHARES, T) or (), URL, people=False
    ).plain(),
    "leader.html": lambda: DigestLetter(
        T, completeness_sections(SHARES, T) or (), URL, people=False
    ).page(),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_digest_reads_as_written(name: str, pytestconfig: pytest.Config) -> None:
    now = GOLDEN[name]()
    if pytestconfig.getoption("update"):
        (FOLDER / name).write_text(now, encoding="utf-8")
    assert now == (FOLDER / name).read_text(encoding="utf-8")


def test_of_nothing_there_is_no_digest() -> None:
    assert digest_sections(DigestFindings(), T, label) is None
    assert completeness_sections((), T) is None


def test_that_somebody_rests_is_no_reason_to_write() -> None:
    assert not DigestFindings(quiet=FULL.quiet).has_news()
    assert DigestFindings(quiet=FULL.quiet, blocked=FULL.blocked).has_news()


def test_through_the_doorbell_no_area_passes() -> None:
    said = "\n".join(letter(FULL.through_telegram(doorbell=True)).messages())
    assert "Hälsa" not in said
    assert "Tydliga förändringar" in said


def test_what_stands_in_a_name_is_only_text() -> None:
    hostile = DigestLetter(
        T, (ReportSection("Å", (ReportLine("<b>&", "<script>"),)),), URL, people=False
    )
    assert "<script>" not in hostile.page()
    assert "&lt;b&gt;&amp;: &lt;script&gt;" in hostile.messages()[0]


def test_a_long_digest_becomes_several_messages() -> None:
    app = chunks([f"line {n}" for n in range(LINES_IN_MESSAGE * 2 + 1)])
    assert len(app) == 3
    assert all(len(part) < 4096 for part in app)


def test_buttons_stand_below_for_the_first_eight_and_those_without_an_answer_first() -> None:
    buttons = StaffButtons("x" * 32)
    rows = keyboard(T, buttons, 3, FULL.in_need(), URL)
    assert [row[0].label for row in rows] == [
        f"{who}: öppna" for who in ("B-12", "B-06", "B-04", "B-05", "B-07", "B-02", "B-10", "B-11")
    ]
    assert rows[1][0] == LinkButton("B-06: öppna", f"{URL}/admin/participants/B-06")
    assert [button.label for button in rows[0][1:]] == ["Påminn nu", "Dölj en vecka"]
    many = [DigestFinding(f"B-{n}", n) for n in range(20)]
    assert len(keyboard(T, buttons, 3, many, URL)) == 8
    assert keyboard(T, buttons, 3, many, "http://localhost:8080") == ()


def test_a_button_fits_one_coach_one_participant_one_deed() -> None:
    buttons = StaffButtons("x" * 32)
    token = buttons.token(3, 99_999_999_999, REMIND)
    assert len(token.encode()) <= 64
    assert buttons.meaning_of(token, 3) == (99_999_999_999, REMIND)
    assert buttons.meaning_of(token, 4) is None
    assert buttons.meaning_of(token.replace("s.r.", "s.z."), 3) is None
    assert buttons.meaning_of(token.replace(".99", ".98"), 3) is None
    assert StaffButtons("y" * 32).meaning_of(token, 3) is None
    for other in ("", "s", "s.r", "s.r.", "s.r.1.", "s.r.²." + "A" * 24, "x" * 64, "åäö"):
        assert buttons.meaning_of(other, 3) is None
    assert buttons.meaning_of(buttons.token(3, 7, SNOOZE), 3) == (7, SNOOZE)
