"""The terminal, and how it fulfils the contract of a channel."""

from bot.channels.channel import ChannelContract, Hearing
from bot.channels.terminal.terminal import CHANNEL, Terminal, event_of_line, reply_lines

CONTRACT = ChannelContract(
    CHANNEL,
    hears=Hearing(event_of_line, Terminal.say),
    shows=reply_lines,
    sends=None,  # who sits there sees it
)
