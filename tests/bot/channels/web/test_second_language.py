"""Swedish beside the person's own language: for somebody who interprets, on the same screen."""

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from tests.bot.channels.web.visitor import Visitor, come_in
from tests.people import invite_participant
from tests.scenes import skapa

HEALTH = skapa().item("health")
BOTH = "العربية + Svenska"


async def begin_in_arabic(app: AppContext) -> Visitor:
    bo = await come_in(app, await invite_participant(app, "Bo", "ar"))
    await bo.press("العربية")
    return await bo.press(catalog("ar").gettext("Ja, jag vill vara med"))


async def test_question_and_answers_stand_in_both_languages_until_it_is_taken_away(
    app: AppContext,
) -> None:
    bo = await begin_in_arabic(app)
    assert HEALTH.wording not in bo.text
    await bo.press(BOTH)
    arabic = skapa().wording(HEALTH, catalog("ar"))
    for words in (HEALTH.wording, *HEALTH.anchors, arabic.question, *arabic.anchors):
        assert words in bo.text
    assert bo.page.text.count('class="second"') == 6
    assert '<p class="second" lang="sv"' in bo.page.text
    labels = [label for label, _, _ in bo.seen.buttons]
    await bo.press(next(one for one in labels if one.endswith(f" {HEALTH.anchors[3]}")))
    assert skapa().item("knowledge").wording in bo.text, "the next one too"
    await bo.press(BOTH)
    assert 'class="second"' not in bo.page.text


async def test_who_reads_swedish_is_offered_nothing(app: AppContext) -> None:
    bo = await come_in(app, await invite_participant(app, "Bo"))
    await bo.press("Svenska")
    assert "/chat/beside" not in bo.page.text
    await bo.post("/chat/beside", {"wanted": "yes"})
    assert 'class="second"' not in bo.page.text


async def test_a_stranger_chooses_nothing(app: AppContext) -> None:
    stranger = Visitor(app)
    await stranger.post("/chat/beside", {"wanted": "yes"})
    assert stranger.page.status_code == 403
