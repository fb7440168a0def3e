"""An SMS handed over to a gateway, and what the answers mean."""

import base64
import logging

import aiohttp

from bot.channels.channel import Fate, Report
from bot.channels.sms.elks import Elks
from bot.channels.sms.provider import Sms, SmsProvider
from bot.settings.services.sms import SmsGateway
from storage.database.faults import kind_and_place, kind_of

log = logging.getLogger(__name__)

TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
_PROVIDERS: dict[str, SmsProvider] = {"elks": Elks()}


def provider_of(gateway: SmsGateway) -> SmsProvider:
    """Give the provider that an address names."""
    return _PROVIDERS[gateway.provider]


def _session(gateway: SmsGateway) -> aiohttp.ClientSession:
    who = base64.b64encode(f"{gateway.user}:{gateway.password}".encode()).decode()
    return aiohttp.ClientSession(headers={"Authorization": f"Basic {who}"}, timeout=TIMEOUT)


async def hand_over(gateway: SmsGateway, sms: Sms) -> Report:
    """Hand an SMS over, and say how it went; failures are logged by kind."""
    provider = provider_of(gateway)
    address, form = provider.request(gateway, sms)
    try:
        async with (
            _session(gateway) as session,
            session.post(address, data=form, allow_redirects=False) as answer,
        ):
            status, body = answer.status, await answer.read()
    except aiohttp.ClientConnectorError as fault:
        log.warning("the SMS gateway cannot be reached: %s", kind_and_place(fault))
        return Report(Fate.LATER)
    except (aiohttp.ClientError, OSError, TimeoutError) as fault:
        log.warning("the SMS gateway did not answer: %s", kind_and_place(fault))
        return Report(Fate.UNCERTAIN)
    fate, cost = provider.reading(status, body)
    if fate is not Fate.SENT:
        log.warning("the SMS gateway answered %s", status)
    return Report(fate, cost=cost)


async def gateway_fault(gateway: SmsGateway) -> str | None:
    """Say why a gateway would take no SMS of ours, or None; sends nothing."""
    address = provider_of(gateway).probe(gateway)
    try:
        async with (
            _session(gateway) as session,
            session.get(address, allow_redirects=False) as answer,
        ):
            status = answer.status
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as fault:
        return f"the SMS gateway cannot be reached ({kind_of(fault)})"
    if status in (401, 403):
        return "the SMS gateway does not know this user and password"
    return None if status == 200 else f"the SMS gateway answered {status}"
