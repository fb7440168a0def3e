"""What is known of somebody from the day they were enrolled, in words."""

from dialogs.people.particulars import Referrer, Sex
from dialogs.texts import Texts


def sex_label(t: Texts, sex: Sex) -> str:
    """Name a sex."""
    match sex:
        case Sex.WOMAN:
            # NOTE: The sex of a person, in a form and in what is stored about them.
            return t.gettext("kvinna")
        case Sex.MAN:
            # NOTE: The sex of a person, in a form and in what is stored about them.
            return t.gettext("man")
        case Sex.OTHER:
            # NOTE: The sex of a person, in a form and in what is stored about them.
            return t.gettext("annat, eller inte sagt")


def referrer_label(t: Texts, referrer: Referrer) -> str:
    """Say who has sent somebody to the project."""
    match referrer:
        case Referrer.SOCIAL_SERVICES:
            # NOTE: Who sent a person to the project: the social services of the municipality.
            return t.gettext("socialtjänsten")
        case Referrer.SOCIAL_INSURANCE:
            # NOTE: Who sent a person to the project: the Swedish authority's own name.
            return t.gettext("Försäkringskassan")
        case Referrer.HEALTH_CARE:
            # NOTE: Who sent a person to the project.
            return t.gettext("vården")
        case Referrer.EMPLOYMENT_SERVICE:
            # NOTE: Who sent a person to the project: the Swedish authority's own name.
            return t.gettext("Arbetsförmedlingen")
        case Referrer.THEMSELVES:
            # NOTE: Nobody sent the person to the project: they came by themselves.
            return t.gettext("eget initiativ")
        case Referrer.OTHER:
            # NOTE: Who sent a person to the project: none of the others in the list.
            return t.gettext("någon annan")
