"""The fixture of a coach whose digest is due by mail, for the mail itself."""

from tests.bot.staff.conftest import mailing

__all__ = ["mailing"]
