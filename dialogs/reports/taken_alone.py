"""What leaders are told of administrators who moved participants on nobody else's word. Pure."""

from dataclasses import dataclass

from dialogs.reports.digest import ReportLine, ReportSection
from dialogs.texts import Texts


@dataclass(frozen=True)
class TakenAlone:
    """How often; ``after_removal``: by somebody who had lately removed another administrator."""

    times: int = 0
    after_removal: int = 0

    def __bool__(self) -> bool:
        return self.times > 0


NOBODY_ALONE = TakenAlone()


def taken_alone_sections(t: Texts, taken: TakenAlone) -> tuple[ReportSection, ...]:
    """Word it for a leader; empty where there is nothing to tell."""
    if not taken:
        return ()
    # NOTE: To a leader: an administrator moved participants to themselves, or to somebody whose
    # link they had made. It stands in the log who it was. {count}: how often.
    says = t.ngettext(
        "En administratör har gett deltagare en ny handledare utan att någon annan sa ja.",
        "Administratörer har {count} gånger gett deltagare en ny handledare utan att någon annan "
        "sa ja.",
        taken.times,
    )
    lines = [ReportLine(says.format(count=t.number(taken.times)))]
    if taken.after_removal:
        # NOTE: To a leader, after the sentence that an administrator moved participants alone.
        removed = t.gettext("Strax före hade en annan administratör tagits bort av samma person.")
        lines.append(ReportLine(removed))
    # NOTE: Heading in a leader's monthly report: something that the leader should know of.
    return (ReportSection(t.gettext("Står i loggen"), tuple(lines)),)
