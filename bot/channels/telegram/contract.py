"""Telegram, and how it fulfils the contract of a channel."""

from bot.channels.back_off import ANSWER
from bot.channels.channel import ChannelContract, Extra, Hearing, Sending
from bot.channels.telegram.calls import send_courtesy
from bot.channels.telegram.messages import outcome_messages
from bot.channels.telegram.outgoing.kinds import AnsweredEdit, FileMessage, StarMessage
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.sender import Sender
from bot.channels.telegram.sending.media import Media
from bot.channels.telegram.sending.promised import GIVE_UP_AFTER
from bot.channels.telegram.updates import CHANNEL, arrival_of

CONTRACT = ChannelContract(
    CHANNEL,
    # The raw update is kept before the offset moves on; its turn is a transaction of its own.
    hears=Hearing(arrival_of, Poller.run),
    shows=outcome_messages,
    sends=Sending(Sender.hand_over, ANSWER, GIVE_UP_AFTER),
    may={
        Extra.COURTESY: send_courtesy,
        Extra.EDIT: AnsweredEdit,
        Extra.FILE: FileMessage,
        Extra.PICTURE: StarMessage,
        Extra.VOICE: Media.send,
    },
)
