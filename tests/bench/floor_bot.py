"""The floor: a bare python-telegram-bot bot that asks six questions, one commit per update.

``python -m tests.bench.floor_bot``, set up by the environment. With CALLS=2 it confirms the press
and turns the message into the next question; with CALLS=3 it confirms, marks the old message and
sends a new one, as ours does.
"""

import os
import sqlite3

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

KEYBOARD = InlineKeyboardMarkup(
    [[InlineKeyboardButton(f"Answer {value}", callback_data=str(value))] for value in range(1, 6)]
)
CALLS = int(os.environ.get("CALLS", "3"))
AT_ONCE = 4
Context = ContextTypes.DEFAULT_TYPE


class Answers:
    """The answers, in SQLite, each on disk before anything is said."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE IF NOT EXISTS answers (chat INTEGER, value TEXT)")

    def keep(self, chat_id: int, value: str) -> None:
        """Store one answer durably."""
        self._connection.execute("INSERT INTO answers VALUES (?, ?)", (chat_id, value))


def main() -> None:
    """Poll until a signal comes."""
    answers = Answers(os.environ["DATABASE"])

    async def start(update: Update, context: Context) -> None:
        if update.effective_chat:
            await context.bot.send_message(update.effective_chat.id, "Q 0", reply_markup=KEYBOARD)

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None or query.message is None:
            return
        answers.keep(query.message.chat.id, query.data or "")
        await query.answer()
        if CALLS == 2:
            text = f"Question {query.id}"
            await query.edit_message_text(text, reply_markup=KEYBOARD)
            return
        await query.edit_message_text(f"You said {query.data}")
        await context.bot.send_message(query.message.chat.id, "Next", reply_markup=KEYBOARD)

    builder = Application.builder().token(os.environ["TOKEN"]).base_url(os.environ["BASE_URL"])
    application = builder.concurrent_updates(AT_ONCE).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
