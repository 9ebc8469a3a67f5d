"""Headers that are questions: whether they ask for a rating, for words, or for a choice."""

import re

_LONG = 6  # words of a header that is no name
_LONG_HAN = 9  # characters of one in Chinese or Japanese
_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)")  # what explains a name: (1 = good, 5 = bad)
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ASKING = re.compile(
    r"^\W*(?:q\d*[_.: -]+)?(?:what|why|how|which|who|where|when|do|does|did|are|is|was|were|would|will|could|can|have"
    r"|has|please|tell|on a scale|was|wie|warum|welche[rs]?|womit|woran|möchten|haben|sind|würden|bitte|que|quoi|qu'"
    r"|quel|quelle|pourquoi|comment(?!_)|avez|êtes|qué|cuál|cómo|por qué|o que|como|qual|che cosa|cosa|quale|come"
    r"|perché|wat|waarom|hoe|welke|что|как|почему|какой|какие)[\s_']",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"您(?!的)|^\s*(?:Q?\d{1,3}\s*[、．.:：]\s*)?请")  # as Chinese questionnaires speak to people
_RATING = re.compile(
    r"\b(?:how (?:likely|satisfied|happy|easy|would you rate|do you rate|was your|do you feel about)|rate|rating"
    r"|on a scale|recommend|satisfaction|satisfied|\d+ ?(?:-|–|to|bis|à|a) ?(?:5|7|10|100)"
    r"|wahrscheinlich|zufrieden|bewerten|weiterempfehlen|empfehlen|probable|probabilité|recommand\w*|satisfait\w*|satisfaction"
    r"|noter|recomendar\w*|satisfech\w*|califica\w*|valora\w*|avalia\w*|raccomand\w*|consigl\w*|soddisfatt\w*|waarschijnlijk|tevreden|aanbevelen)\b"
    r"|推荐|推薦|满意|滿意|打分|评分|評分|満足|おすすめ|推奨|評価|만족|추천|удовлетвор|порекоменд|оцените",
    re.IGNORECASE,
)
_RECOMMEND = re.compile(
    r"recommend|empfehlen|recommand|recomend|raccomand|推荐|推薦|推奨|추천|порекоменд", re.IGNORECASE
)
_CLOSED = re.compile(
    r"^\W*(?:q\d*[_.: -]+)?(?:which|how (?:often|many|much|old|long|far|likely|satisfied|easy)|do you|does|did you"
    r"|are you|have you|has|would you|will you|is |was |welche[rs]?|wie (?:oft|viele?|alt|lange|weit)|haben sie"
    r"|sind sie|quel(?:le)? |combien|avez-vous|êtes-vous|cuál|cuánt\w+|con qué frecuencia|qual |quant\w+|tick|select)",
    re.IGNORECASE,
)
_TICK = re.compile(
    r"(?:select|tick|check|choose) (?:all|one|any)|all that apply|mehrfach|plusieurs réponses|多选|多選|複数",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:what|why|tell|describe|explain|reason|else|improve|change|suggest\w*|recommendations?|advice|missing|comments?"
    r"|words|annoy\w*"
    r"|warum|was|grund|gründe|sonst|verbessern|anmerkung\w*|pourquoi|raison|améliorer|commentaires?|autre|remarques?"
    r"|qué|por qué|motivo|razón|mejorar|comentarios?|porquê|por que|melhorar|perché|migliorare|waarom|verbeteren"
    r"|почему|что)\b|为什么|為什麼|原因|理由|建议|建議|意见|意見|感想|说明|說明|お聞かせ|ご記入|教えて|改善|什么|什麼|如何|留言|吐槽|想说|补充|이유|의견",
    re.IGNORECASE,
)


def is_question(header: str) -> bool:
    """Whether a header asks something, or is a sentence, and so no name whose words give a role."""
    header = _IN_BRACKETS.sub("", header).strip() or header.strip()
    words = re.split(r"[\s_]+", header)
    han = len(_HAN.findall(header))
    return (
        header.endswith(("?", "？"))
        or "?" in header
        or "？" in header
        or (len(words) >= 3 and _ASKING.match(header) is not None)
        or _ADDRESSED.search(header) is not None
        or len(words) > _LONG
        or han > _LONG_HAN
    )


def asks_for_rating(header: str) -> bool:
    return _RATING.search(header.replace("_", " ")) is not None


def asks_for_recommendation(header: str) -> bool:
    return _RECOMMEND.search(header) is not None


def asks_for_choice(header: str) -> bool:
    plain = header.replace("_", " ")
    return _TICK.search(plain) is not None or _CLOSED.match(plain) is not None


def asks_for_words(header: str) -> bool:
    """Whether a question wants an answer in one's own words."""
    plain = header.replace("_", " ")
    return _OPEN.search(plain) is not None and _TICK.search(plain) is None
