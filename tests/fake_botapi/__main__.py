"""``python -m tests.fake_botapi --port N``: the server as its own process."""

import argparse
import asyncio
import signal

import uvloop

from tests.fake_botapi import TOKEN, FakeBotApi


async def _serve(arguments: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with FakeBotApi.running(
        port=arguments.port,
        token=arguments.token,
        update_id=arguments.update_id,
        strict_limits=arguments.strict_limits,
    ) as api:
        print(f"listening on {api.url}", flush=True)  # with --port 0, how to find it
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.fake_botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--update-id", type=int, default=1)
    parser.add_argument("--strict-limits", action="store_true")
    uvloop.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
