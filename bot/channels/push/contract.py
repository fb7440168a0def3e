"""Notices of a browser, and how they fulfil the contract of a channel."""

import datetime as dt

from bot.channels.back_off import REMINDER
from bot.channels.channel import ChannelContract, Sending
from bot.channels.push.calls import hand_over
from bot.channels.push.worker import worker_text

CONTRACT = ChannelContract(
    "push",
    hears=None,  # a notice leads to the web chat, which hears
    shows=worker_text,  # the same line for everybody: no outcome of a participant's ever leaves
    sends=Sending(hand_over, REMINDER, dt.timedelta(days=1)),
)
