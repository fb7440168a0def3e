"""E-mail to staff (digests) and participants (nudges), and how it fulfils a channel's contract."""

from bot.channels.back_off import MAIL
from bot.channels.channel import ChannelContract, Sending
from bot.channels.mail.calls import hand_over
from bot.channels.mail.sender import GIVE_UP_AFTER, mail_of

CONTRACT = ChannelContract(
    "mail",
    hears=None,  # nobody reads what is sent to our address
    shows=mail_of,  # a digest, or a nudge: no outcome of a participant's ever leaves by e-mail
    sends=Sending(hand_over, MAIL, GIVE_UP_AFTER),
)
