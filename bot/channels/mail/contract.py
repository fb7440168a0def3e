"""E-mail to staff, and how it fulfils the contract of a channel."""

from bot.channels.back_off import MAIL
from bot.channels.channel import ChannelContract, Sending
from bot.channels.mail.calls import hand_over
from bot.channels.mail.sender import GIVE_UP_AFTER, mail_of

CONTRACT = ChannelContract(
    "mail",
    hears=None,  # nobody reads what is sent to our address
    shows=mail_of,  # a digest: no outcome of a participant's ever leaves by e-mail
    sends=Sending(hand_over, MAIL, GIVE_UP_AFTER),
)
