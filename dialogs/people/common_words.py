"""Words that whoever guesses a password tries first: of all the world's lists, and from here."""

_WORDS = """
abc access account admin administrator airport alexander alingsås amanda america anders
andersson andrea andrew angel anna anthony apple april arbeta arbete arbetsförmedlingen asdf
ashley august augusti autumn azerty baby bailey banan banana barcelona baseball basket batman
beach bitch blomma bosse buster butterfly charlie cheese chelsea chocolate coffee computer
cookie corvette cowboy daniel december default diamond dolphin dragon eagle email england
facebook family februari ferrari flower football forever fotboll fredag freedom friday fuck
ginger glömt google guest guitar göran göteborg halland halmstad hammer handledare hannah harley
hej hejhej hejsan hello hemlig hemligt hemlis hockey home hunter höst hösten iloveyou internet
januari jennifer jessica johan johansson jordan joshua julafton julen juli juni justin kaffe
karlsson katten killer kommun kommunen kontor kontoret krona kungen lasse letmein liverpool
login london losen losenord lovely lördag lösen lösenord maggie maj malmö manchester maria
marina mars master matrix matthew melissa mercedes michael michelle midnight midsommar mikael
monday money monkey monster morgan mother mustang måndag naruto nicole nilsson november nyckel
october oktober online onsdag orange pass passw passwd password peanut pepper personal phoenix
pokemon princess private projekt projektet purple qazwsx qwer qwerty qwertyuiop qwertz rainbow
ranger robert root samordning samsung secret semester september shadow silver skapa skapabot
skola snoopy soccer sommar sommaren sommarlov spring starwars stockholm summer sunday sunshine
super superman svensson sverige sverker sweden system söndag test testing thomas thunder tigger
tisdag torsdag trustno twitter uppsala user valkommen varberg victoria vinter vintern välkommen
västerås vår våren welcome whatever william windows winner winter yellow zaq zxcvbn zxcvbnm
älskar örebro
"""
COMMON_WORDS = frozenset(_WORDS.split())
