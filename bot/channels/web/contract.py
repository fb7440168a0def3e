"""The web chat, and how it fulfils the contract of a channel."""

from bot.channels.channel import ChannelContract, Extra, Hearing
from bot.channels.web.beside.meetings import MeetingFiles
from bot.channels.web.chat import ChatPages
from bot.channels.web.input import event_of_form
from bot.channels.web.view import view_of
from bot.star.svg import star_svg
from storage.people.web_accounts import CHANNEL

CONTRACT = ChannelContract(
    CHANNEL,
    # The answer to a post is a redirect, made after the commit; the page is read anew.
    hears=Hearing(event_of_form, ChatPages.answer),
    shows=view_of,
    sends=None,  # people come and look
    may={Extra.FILE: MeetingFiles.file, Extra.PICTURE: star_svg},
)
