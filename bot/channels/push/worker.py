"""The service worker: what a browser keeps of us, to show the neutral line when it is told to."""

import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.languages.spoken import is_right_to_left, languages

ADDRESS = "/notices.js"
_WORKER = """"use strict";
const LINES = %(lines)s;
const DEFAULT = "sv";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => {
  let language = DEFAULT;
  try {
    language = event.data.json().language;
  } catch {
    // nothing that we have sent: the line is the same for all
  }
  const line = LINES[language] || LINES[DEFAULT];
  const shown = { body: line.text, lang: line.lang, dir: line.dir, tag: "message" };
  event.waitUntil(self.registration.showNotification(%(name)s, shown));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window" });
    const here = open.find((one) => new URL(one.url).pathname.startsWith("/chat"));
    return here ? here.focus() : self.clients.openWindow("/chat");
  })());
});
"""


def worker_text(app: AppContext) -> str:
    """Write the worker, with the doorbell's line in every language."""
    lines = {
        code: {
            "text": app.doorbell.line(catalog(code)),
            "lang": code.replace("_", "-"),
            "dir": "rtl" if is_right_to_left(code) else "ltr",
        }
        for code in languages()
    }
    return _WORKER % {"lines": json.dumps(lines), "name": json.dumps(app.settings.organisation)}


def push_routes(app: AppContext) -> list[BaseRoute]:
    """List the worker's address; there is none without a key."""
    if not app.settings.push_key:
        return []
    text = worker_text(app)

    async def worker(_request: Request) -> Response:
        return Response(text, media_type="text/javascript")

    return [Route(ADDRESS, worker, methods=["GET"])]
