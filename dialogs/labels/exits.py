"""The reasons with which somebody leaves, in words."""

from dialogs.texts import Texts

DECEASED = "deceased"


def exit_reason_labels(t: Texts) -> dict[str, str]:
    """List the reasons with which somebody leaves."""
    return {
        # NOTE: Why somebody leaves the project. "praktik" is an internship.
        "internship": t.gettext("praktik"),
        # NOTE: Why somebody leaves the project.
        "work-training": t.gettext("arbetsträning"),
        # NOTE: Why somebody leaves the project.
        "supported-work": t.gettext("arbete med lönestöd"),
        # NOTE: Why somebody leaves the project.
        "work": t.gettext("arbete utan lönestöd"),
        # NOTE: Why somebody leaves the project.
        "studies": t.gettext("studier"),
        # NOTE: Why somebody leaves the project: it goes well on with the employment service.
        "employment-service": t.gettext("fortsätter hos Arbetsförmedlingen"),
        # NOTE: Why somebody leaves the project: it goes well on with the municipality.
        "municipality": t.gettext("fortsätter hos kommunen"),
        # NOTE: Why somebody leaves the project. "Förstärkt samarbete" is a Swedish cooperation.
        "closer-cooperation": t.gettext("fortsätter i Förstärkt samarbete"),
        # NOTE: Why somebody leaves the project: a lasting benefit.
        "other-compensation": t.gettext("annan varaktig ersättning"),
        # NOTE: Why somebody leaves the project: back to those who sent the person.
        "referrer": t.gettext("åter till den som anvisade"),
        # NOTE: Why somebody leaves the project.
        "moved": t.gettext("flyttade"),
        # NOTE: Why somebody leaves the project.
        "broke-off": t.gettext("avbröt kontakten"),
        # NOTE: Why somebody leaves the project: the person has died.
        DECEASED: t.gettext("avliden"),
    }
