"""The form about how the web chat makes itself heard: what the person gave on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from admin.web.revision import kept_revision, revision_of
from bot.languages.catalog import Catalog
from dialogs.labels.contact import knock_label
from dialogs.people.knocks import KnockKind, KnockStatus
from storage.tables.knocks import Knock

TYPED = (KnockKind.SMS, KnockKind.MAIL)
"""What a coach can enter; a browser has to say for itself where it is."""


@dataclass(frozen=True)
class KnockDraft:
    """The form as stored or as filled in. Choices are pairs of a code and its words."""

    state: str
    """How the person is told now; empty where nothing tells them. No number and no address."""
    is_known: bool
    kinds: tuple[tuple[str, str], ...]
    revision: str
    kind: str = ""
    address: str = ""
    fault: str = ""


def knock_draft(t: Catalog, known: Knock | None, offered: Sequence[KnockKind]) -> KnockDraft:
    """Give it as it is stored; what is stored is not shown, so that nobody reads it here."""
    return KnockDraft(
        _state(t, known.kind, known.status) if known else "",
        known is not None,
        tuple((kind.value, knock_label(t, kind)) for kind in offered if kind in TYPED),
        revision_of(known.id, known.status) if known else revision_of(),
    )


def read_knock(form: Mapping[str, str], stored: KnockDraft) -> KnockDraft:
    """Take what was posted."""
    return replace(
        stored,
        kind=form.get("kind", ""),
        address=form.get("address", ""),
        revision=kept_revision(form, stored.revision, both_shown=False),
    )


def _state(t: Catalog, kind: KnockKind, status: KnockStatus) -> str:
    """Say to a coach how somebody is told, or that this does not work any more."""
    if status is KnockStatus.GONE:
        # NOTE: Said to a coach. {way} is "sms", "e-mail" or "notice in the phone".
        text = t.gettext("Det kommer inte fram längre ({way}). Fråga personen efter något nytt.")
    else:
        # NOTE: Said to a coach. {way} is "sms", "e-mail" or "notice in the phone".
        text = t.gettext("Boten säger till personen när något ligger i webbchatten ({way}).")
    return text.format(way=knock_label(t, kind))
