"""The channels that exist, found by their folders."""

from importlib import import_module
from pathlib import Path

import bot.channels
from bot.channels.channel import ChannelContract

FOLDER = Path(bot.channels.__path__[0])
NAMES = sorted(path.name for path in FOLDER.iterdir() if (path / "__init__.py").exists())


def contract_of(name: str) -> ChannelContract:
    contract = import_module(f"bot.channels.{name}.contract").CONTRACT
    assert isinstance(contract, ChannelContract)
    return contract


CHANNELS = [contract_of(name) for name in NAMES]
