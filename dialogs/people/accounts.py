"""Accounts: where somebody can be reached, and whether it is open."""

from enum import StrEnum


class Channel(StrEnum):
    """Where a participant talks with us."""

    TELEGRAM = "telegram"
    WEB = "web"
    TERMINAL = "terminal"
    DESK = "desk"
    """On the coach's pages: paper that was entered, or together. No account is there."""


KNOCK_ORDER = (Channel.TELEGRAM, Channel.WEB, Channel.TERMINAL)
"""The channels in which somebody can be reached, the one that can knock first."""
KNOCKING = (Channel.TELEGRAM,)
"""What is written there makes itself heard; in the others people come and look."""


class AccountStatus(StrEnum):
    """open <-> blocked, as the person blocks us and lets us in again; either -> revoked."""

    OPEN = "open"
    BLOCKED = "blocked"
    """Our messages do not get there."""
    REVOKED = "revoked"
    """Taken back by us: a link that opens nothing any more."""
