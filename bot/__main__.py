"""``python -m bot`` is the same as ``skapabot``."""

from bot.commands import main

main()
