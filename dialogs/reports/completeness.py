"""The monthly report to a leader: how complete the ratings of each sub-project are. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.labels.reasons import reason_count_label
from dialogs.occasions.occasion import Reason
from dialogs.reports.digest import ReportLine, ReportSection
from dialogs.reports.taken_alone import NOBODY_ALONE, TakenAlone, taken_alone_sections
from dialogs.reports.wordings import WordingShares, wording_shares_text
from dialogs.texts import Texts

TARGET = 95
"""The share of due ratings, in per cent, that IRIS reached and we want to beat."""


@dataclass(frozen=True)
class SubProjectShare:
    """One sub-project. ``percent`` is None where so few are counted that they could be known.

    ``at_least`` may be told then. ``reasons`` has (why, persons) for ratings that are not done.
    """

    name: str
    percent: int | None
    reasons: Sequence[tuple[Reason, int]] = ()
    at_least: int | None = None
    wordings: WordingShares = ()
    beside_own: bool = False
    """It is not told, as the reader's own numbers would give the few others away."""


def completeness_sections(
    shares: Sequence[SubProjectShare],
    t: Texts,
    log_end: str = "",
    taken_alone: TakenAlone = NOBODY_ALONE,
) -> tuple[ReportSection, ...] | None:
    """Word the report; None where nothing was due anywhere, and nothing else is to be told.

    ``log_end`` is the end of the audit log: kept here, it shows later whether lines were removed.
    ``taken_alone``: an administrator has taken over participants without another's yes.
    """
    if not shares:
        return taken_alone_sections(t, taken_alone) or None
    # NOTE: Heading in a leader's monthly report. {target} is 95: the goal in per cent.
    heading = t.gettext("Så många av skattningarna är gjorda (målet är {target} %)")
    lines = tuple(ReportLine(share.name, _line(share, t)) for share in shares)
    report = ReportSection(heading.format(target=t.number(TARGET)), lines)
    if not log_end:
        return (report, *taken_alone_sections(t, taken_alone))
    # NOTE: In a leader's monthly report, beside a code of figures and letters.
    says = t.gettext("Spara koden. Med den syns det om någon tar bort rader i loggen.")
    # NOTE: Heading in a leader's monthly report: the log of who has read or changed what.
    ends = ReportSection(t.gettext("Loggens slut"), (ReportLine(log_end, says),))
    return (report, ends, *taken_alone_sections(t, taken_alone))


def _line(share: SubProjectShare, t: Texts) -> str:
    return " · ".join(filter(None, (_share(share, t), wording_shares_text(t, share.wordings))))


def _share(share: SubProjectShare, t: Texts) -> str:
    if share.at_least is not None:
        # NOTE: In a leader's report: {percent} or more of the ratings that were due are done.
        return t.gettext("{percent} % eller mer").format(percent=t.number(share.at_least))
    if share.beside_own:
        return beside_own_text(t)
    if share.percent is None:
        # NOTE: In a leader's report: a figure would be about so few persons that it is not shown.
        return t.gettext("visas inte, det gäller för få personer")
    # NOTE: In a leader's report: {percent} of the ratings that were due are done.
    parts = [t.gettext("{percent} %").format(percent=t.number(share.percent))]
    for why, count in share.reasons:
        parts.append(f"{reason_count_label(t, why)}: {t.number(count)}")
    return " · ".join(parts)


def beside_own_text(t: Texts) -> str:
    """Say to a leader who is a coach too why a figure is not told."""
    # NOTE: To a leader who is a coach too. The figures of the whole, without those of the own
    # participants, would be about a few persons.
    return t.gettext(
        "visas inte: räknat bort dina egna deltagare skulle siffran gälla för få personer"
    )
