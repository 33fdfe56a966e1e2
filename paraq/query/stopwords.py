"""Words that ask or join and name nothing: they rank a little and find nothing by themselves."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


QUESTION_WORDS: Final = _words("""
    не кім қай қандай қайда қашан қанша неше неге қалай қайсы немен кімнің ненің нені кімді кімге неден қайдан қайсысы нешінші
    неліктен кімдер кімдердің қандайда нешеде дегеніміз ата атаңыз атаңдар көрсет көрсетіңіз тап табыңыз белгілеңіз анықтаңыз
    айтыңыз сипаттаңыз
    что кто какой какая какое какие каким какую каком каких какого какому как где когда сколько почему зачем чем чей чего кого
    кому ком скольких куда откуда назовите укажите определите опишите
    what who whom whose which where when why how
""")
"""Words that make a query a question in a sentence."""

STOPWORDS: Final = QUESTION_WORDS | _words("""
    деген деп аталады аталған болды болған болып табылады бар үшін және мен бен пен ма ме ба бе па пе немесе бұл сол осы ол де да
    туралы бойынша көп ең арқылы өз кейін болатын болады беретін еді сияқты қатысты
    был была было были есть в на с со к ко у о об от до из за по для и или а но не ни ли же бы это этот эта эти тот та те то
    который которая которое которые его её ее их он она оно они при над под во также является являются
    the a an of in on at to for and or is are was were be by with from as that this did does do it its
""")
"""All of them, in Kazakh, Russian and English."""
