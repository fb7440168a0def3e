"""Names and comments for the invented sample: plain, respectful, and nobody's."""

from typing import Final

SUB_PROJECTS: Final = ("USB Halmstad (påhittad)", "Insam Vellinge (påhittad)")

COACHES: Final = (
    "Demo Handledare (påhittad)",
    "Bo Tänktström (påhittad)",
    "Sara Låtsas (påhittad)",
)
COACH_PHONE: Final = "070-174 06 05"
"""One of the numbers that are kept for fiction in Sweden: nobody answers."""

FIRST_NAMES: Final = {
    "sv": (
        *("Alva", "Milo", "Saga", "Elias", "Tuva", "Aino", "Sindi", "Leo", "Nadja", "Emil"),
        *("Mira", "Oskar", "Ronja", "Zoran", "Linnea", "Ante", "Ylva", "Pontus", "Irma", "Malte"),
    ),
    "en": (
        *("Hodan", "Selam", "Joseph", "Blessing", "Oksana", "Mahnaz", "Tomasz", "Suda"),
        *("Filmon", "Priya", "Dilan", "Grace", "Abdi", "Lerato", "Farid", "Halina"),
    ),
    "ar": (
        *("Amina", "Yusuf", "Rana", "Khalid", "Samira", "Omar", "Huda", "Bassam"),
        *("Layla", "Nabil", "Mariam", "Tareq", "Salma", "Idris", "Widad", "Ziad"),
    ),
}

MEN: Final = frozenset(
    (
        *("Milo", "Elias", "Leo", "Emil", "Oskar", "Zoran", "Ante", "Pontus", "Malte"),
        *("Joseph", "Tomasz", "Filmon", "Dilan", "Abdi", "Farid"),
        *("Yusuf", "Khalid", "Omar", "Bassam", "Nabil", "Tareq", "Idris", "Ziad"),
    )
)
"""Those of the names that are men's."""

SURNAMES: Final = (
    *("Påhitt", "Exempelsson", "Fiktivberg", "Hittepå", "Låtsasdotter", "Sagolund"),
    *("Provfors", "Tänktström", "Skisshed", "Utkastman", "Demoqvist"),
)
"""Each says that the person does not exist."""

COMMENTS: Final = {
    "sv": (
        "Det är olika från dag till dag.",
        "Jag sover bättre nu än i våras.",
        "Mötet i förra veckan gjorde det tydligare.",
        "Svårt att svara på, jag är osäker.",
        "Jag vill gärna prata mer om det här.",
        "Det går bra så länge jag får ta det i min takt.",
        "Mycket omkring mig just nu.",
        "Studiebesöket hjälpte.",
        "Jag vet vem jag kan fråga.",
    ),
    "en": (
        "It changes from day to day.",
        "I have started to walk every morning.",
        "I would like to talk more about this.",
        "My children are at preschool now, so there is more time.",
        "I worked with this for many years before.",
        "Not sure how to answer.",
        "The visit to the workplace helped.",
        "I need it quiet around me.",
    ),
    "ar": (
        "يختلف الأمر من يوم إلى يوم.",
        "أنام أفضل من قبل.",
        "أريد أن نتحدث أكثر عن هذا.",
        "عملت في هذا المجال سنوات طويلة.",
        "لا أعرف الجواب بالضبط.",
        "الدروس تأخذ وقتاً كثيراً الآن.",
        "زيارة مكان العمل ساعدتني.",
        "أعرف الآن من أسأل.",
    ),
}

HELPED: Final = {
    "sv": "Att gå tillsammans med en vän.",
    "en": "Going there with a friend.",
    "ar": "الذهاب مع صديق.",
}
"""What has helped with a small step."""

PROPOSALS: Final = {
    "sv": "Torsdag efter lunch går bra.",
    "en": "Thursday after lunch would work.",
    "ar": "يناسبني يوم الخميس بعد الظهر.",
}
"""Another time for a meeting."""

PLACE: Final = "Hittepågatan 3, rum 2 (påhittat)"

TRY_NAMES: Final = {"sv": "Prova Själv (påhittad)", "ar": "Prova Själv på arabiska (påhittad)"}
"""The two people whom every start of the demo invites, by language."""

WITHOUT_BOT: Final = ("Siv Pappersson (påhittad)", "Rut Utanbot (påhittad)")
"""Two people who are enrolled without the bot; the first has rated herself on paper."""

WITHOUT_BOT_PHONE: Final = "+46701740606"
"""The second one's: one of the numbers that are kept for fiction."""

LISTED: Final = {
    "Asta Listad (påhittad)": "sv",
    "Kim Rad (påhittad)": "en",
    "Nour Listad (påhittad)": "ar",
    "Leo Rad (påhittad)": "sv",
}
"""People who are enrolled from a list, with their languages; half of them are given a card."""

GOALS: Final = {
    "sv": ("Jag vill arbeta i ett kök, några timmar om dagen.", "Våga ringa om en praktikplats."),
    "en": ("I want to work in a kitchen, a few hours a day.", "Dare to call about a placement."),
    "ar": ("أريد أن أعمل في مطبخ بضع ساعات في اليوم.", "أن أتصل وأسأل عن مكان للتدريب."),
}
"""The end goal in somebody's own words, and a goal on the way there."""

AGREED: Final = {
    "sv": ("Skriva upp vad jag vill fråga om.", "Ringa köket och höra när vi kan komma."),
    "en": ("Write down what I want to ask.", "Call the kitchen and ask when we can come."),
    "ar": ("كتابة الأسئلة التي أريد طرحها.", "الاتصال بالمطبخ والسؤال متى يمكننا المجيء."),
}
"""What the person does for it, and what the coach does."""

NOTES: Final = (
    "Vill gärna ses på eftermiddagen.",
    "Vill helst ses på eftermiddagen, efter klockan två. Inte på fredagar.",
)
"""A note of the coach's, and how it was corrected."""

GOES_ON: Final = "Vi såg på stjärnan ihop. Praktiken har precis börjat. (påhittat)"
"""Why somebody goes on."""
