"""What stands at the corners of a star, in several languages and scripts."""

SWEDISH = ("Hälsa", "Kunskap", "Tid", "Tro på arbete", "Kompetens", "Samarbete")
ENGLISH = ("Health", "Knowledge", "Time", "Belief in working", "Skills", "Working together")
ARABIC = ("الصحة", "المعرفة بسوق العمل", "الوقت", "الثقة بإمكانية العمل", "الكفاءة", "التعاون")
SOMALI = ("Caafimaadka", "Aqoonta shaqada", "Waqtiga", "Kalsooni", "Xirfadaha", "Wada-shaqayn")
