"""The command about what is heard: voice status."""

import json

import click

from bot.app_context import AppContext
from bot.clips.spoken import ClipState, SpokenText, spoken_texts
from bot.clips.voices import voice_of
from bot.commands.cli import cli, with_app
from bot.languages.own_texts import spoken_in
from bot.languages.reviews import stored_reviews
from bot.languages.spoken import languages
from storage.clips.clips import clips_of_language


@cli.group("voice")
def voice_group() -> None:
    """See what participants can listen to."""


@voice_group.command("status")
@click.option("--language", type=click.Choice(list(languages())), help="List each missing text.")
@click.option("--json", "as_json", is_flag=True)
def voice_status(language: str | None, *, as_json: bool) -> None:
    """Say how many texts are recorded in each language, or which are not in one.

    What was recorded before its text was changed is missing too: it is read, not heard. A machine
    reads what was shown so far and nobody has recorded, where that is on.
    """
    asked = [language] if language else list(languages())

    async def work(app: AppContext) -> dict[str, list[SpokenText]]:
        async with app.database.reading() as session:
            reviews = await stored_reviews(session)
            return {
                code: spoken_texts(
                    code,
                    spoken_in(code, reviews.get(code, {}), app.installation.instruments.values()),
                    await clips_of_language(session, code, drafts=app.drafts.on),
                )
                for code in asked
            }

    found = with_app(work)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
        return
    for code, texts in found.items():
        counts = _counts(texts)
        missing = counts[ClipState.UNSPOKEN] + counts[ClipState.OUTDATED]
        click.echo(
            f"{code}: {counts[ClipState.SPOKEN]} of {len(texts)} recorded, "
            f"{counts[ClipState.DRAFTED]} read by a machine, {missing} missing, "
            f"{counts[ClipState.OUTDATED]} of them recorded before a change"
            + ("" if voice_of(code) else " (no machine speaks it)")
        )
    if language:
        for one in found[language]:
            if one.state is not ClipState.SPOKEN:
                click.echo(f"{one.text.source} {one.state}: {' '.join(one.text.said[0].split())}")


def _counts(texts: list[SpokenText]) -> dict[ClipState, int]:
    return {state: sum(one.state is state for one in texts) for state in ClipState}


def _as_json(found: dict[str, list[SpokenText]]) -> dict[str, object]:
    return {
        code: {
            **{state.value: count for state, count in _counts(texts).items()},
            "machine": voice_of(code) != "",
            "missing": [
                {"source": one.text.source, "state": one.state, "text": one.text.said[0]}
                for one in texts
                if one.state is not ClipState.SPOKEN
            ],
        }
        for code, texts in found.items()
    }
