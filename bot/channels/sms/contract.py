"""SMS that tell of a message, and how they fulfil the contract of a channel."""

import datetime as dt

from bot.channels.back_off import REMINDER
from bot.channels.channel import ChannelContract, Hearing, Sending
from bot.channels.sms.calls import hand_over
from bot.channels.sms.pages import SmsPages, stop_arrival
from bot.channels.sms.provider import Sms

CONTRACT = ChannelContract(
    "sms",
    hears=Hearing(stop_arrival, SmsPages.answer),  # STOP, and nothing else
    shows=Sms,  # a nudge: no outcome of a participant's ever leaves by SMS
    sends=Sending(hand_over, REMINDER, dt.timedelta(days=1)),
)
