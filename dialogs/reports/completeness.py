"""The monthly report to a leader: how complete the ratings of each sub-project are. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.reports.digest import ReportLine, ReportSection
from dialogs.texts import Texts

TARGET = 95
"""The share of due ratings, in per cent, that IRIS reached and we want to beat."""


@dataclass(frozen=True)
class SubProjectShare:
    """One sub-project. ``percent`` is None where so few are counted that they could be known.

    ``at_least`` may be told then. ``reasons`` has (code, persons) for ratings that are not done.
    """

    name: str
    percent: int | None
    reasons: Sequence[tuple[str, int]] = ()
    at_least: int | None = None


def completeness_sections(
    shares: Sequence[SubProjectShare], t: Texts
) -> tuple[ReportSection, ...] | None:
    """Word the report; None where nothing was due anywhere."""
    if not shares:
        return None
    # NOTE: Heading in a leader's monthly report. {target} is 95: the goal in per cent.
    heading = t.gettext("Så många av skattningarna är gjorda (målet är {target} %)")
    lines = tuple(ReportLine(share.name, _share(share, t)) for share in shares)
    return (ReportSection(heading.format(target=t.number(TARGET)), lines),)


def _share(share: SubProjectShare, t: Texts) -> str:
    if share.at_least is not None:
        # NOTE: In a leader's report: {percent} or more of the ratings that were due are done.
        return t.gettext("{percent} % eller mer").format(percent=t.number(share.at_least))
    if share.percent is None:
        # NOTE: In a leader's report: a figure would be about so few persons that it is not shown.
        return t.gettext("visas inte, det gäller för få personer")
    # NOTE: In a leader's report: {percent} of the ratings that were due are done.
    parts = [t.gettext("{percent} %").format(percent=t.number(share.percent))]
    for code, count in share.reasons:
        parts.append(f"{_reason(code, t)}: {t.number(count)}")
    return " · ".join(parts)


def _reason(code: str, t: Texts) -> str:
    """Say why ratings are not done; codes as in ``storage.tables.agenda``."""
    words = {
        # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
        "ill": t.gettext("sjuka"),
        # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
        "declined": t.gettext("ville inte"),
        # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
        "no-phone": t.gettext("utan telefon"),
        # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
        "blocked": t.gettext("boten nådde inte fram"),
        # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
        "ended": t.gettext("slutade"),
        # NOTE: Why ratings are not done, in a leader's report; a number of persons follows.
        "silent": t.gettext("svarade inte"),
    }
    return words.get(code, code)
