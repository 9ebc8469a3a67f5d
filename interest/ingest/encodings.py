"""Bytes into text, for files that don't say how they were written.

The ladder: byte order mark → UTF-16 by its NUL bytes → strict UTF-8 → UTF-8 with a few broken bytes → the most
plausible of GB18030, Big5 and Windows-1252 → charset-normalizer. GB18030 can decode nearly everything, so that being
decodable proves nothing: the candidates' texts are compared by how likely their characters are in Chinese and European
writing (a unigram model of character classes).
"""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from interest.errors import InputError

_BOMS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "cp1252", "big5", "big5hkscs")  # on a tie the first wins
_SAMPLE = 100_000  # bytes that are enough to judge by
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ACCENT_IN_WORD = re.compile(r"(?<=[A-Za-z])[à-ÿœß]|[À-ÿœß](?=[a-z])")
_HAN_IN_WORD = re.compile(r"[a-z][\u3400-\u9fff]{1,2}[a-z]|(?<![^\x00-\x7f])[\u3400-\u9fff](?=[a-z])")
_ACCENTS_ONLY = re.compile(r"[À-ÿ]{4,}")

# The 700 most frequent simplified characters and what differs from them in traditional writing.
_FREQUENT = frozenset(
    "了一不是的人有在大上我个和中来国门到子要这天进为会年就时下出么地小入分能用他得里三后生说学家多以成还自没机看发好"
    "着行都手全阶道那动开面于也对过本去电点可方两老第长民高公们怎头之主太水吗起法定口前作日次新部心等体数最与区理你加"
    "打表只十月事二外工种重代经业力度像然市合现同海想化明从而比场又间文关平北被正式政回实把路五别西量线白但所变边几半"
    "产内给级做位什吃军真安听其员求当带冲红色直完四山声气样名如放少换跑无期音城车性原物先南今清见米建通常制东睡己身相"
    "哈意者程哪问题已花反记才接猫卡果奶推战金美应条些院向书教务报她将解宝师流此单再由基结火计总空利立底风练油拉各科提"
    "组图石周情每快话因光万买信画系走锅知干调选张字儿语女布元马鱼写特导古值治改算交目指片皮防眼省资它很并百设耳品步转"
    "形住江队武剧晚感任器命考件包游使及据配台钟整首司便速黄排管统更八候肉集狗号终毛夜世晒委茶保房运板展让义收湖共球跟"
    "格觉热传社汉王权价装办背照讲活牙州满处影掉备养早神费支斯取香节或千差根称网死味积证领飞营段叫鼠脸越黑准酸服坐术河"
    "六啊店决华拍类料强阳连读受笑商该联议词标难喝试土列京食始近达党班克股显块双乐族失娃弹型蛋铁断率团广思至质充论巴压"
    "盘投查牛技复府必豆规粉职响站模视消亲专存增谁县离景济赛深饭洗精票菜界沙涂友英农项尔久岁居爱划举功切何息倒约签兵药"
    "持素唱非岛低戏角请士停星拿妈史温架告演极箱汤即示却历课客研具酒李众够观适官青容版笔龙认刚往除仓航七慢找林硬较钱户"
    "则朝育限言皇落曲吧亮救造午德错际远群环超喜象退病降校编假木荐录瑜置护验税亚争破引医楼草镇局绝吸灯补季款层属源续圈"
    "船左腿究血态翻随案初律送检革麻炒势突套阿驾密夫杯糖"
    "個來國門這進爲會時麼裏後說學還沒機發階動開於對過電點兩長們頭嗎體數與區種經業現從場間關實別線變邊幾產內給級喫軍聽"
    "員當帶衝紅聲氣樣換無車見東問題記貓戰應條書務報將寶師單結計總風練組圖話萬買畫鍋幹調選張兒語馬魚寫導資並設轉隊劇遊"
    "據臺鍾黃統號終曬運讓義覺熱傳漢權價裝辦講滿處備養費節稱網積證領飛營臉準術決華類強陽連讀該聯議詞標難試達黨顯塊雙樂"
    "彈鐵斷團廣質論壓盤復規職響視親專誰縣離濟賽飯塗農項爾歲愛劃舉約籤藥島戲請媽溫極湯卻歷課衆夠觀適筆龍認剛倉較錢戶則"
    "錯際遠羣環編薦錄護驗稅亞爭醫樓鎮絕燈補層屬續態隨檢勢駕呢啦喔哦妳您裡嘛唄咖啡歡謝為眾鐘灣"
)
_PUNCTUATION = frozenset("，。！？、；：“”‘’（）《》【】…—～·「」　")
_ACCENTED = frozenset("éèêëàâäáãåæçíìîïñóòôöõøœúùûüýÿß°")
_TYPOGRAPHIC = frozenset("–•€£°«»©®™¿¡")


@dataclass(frozen=True)
class Decoded:
    """A text and the name of the encoding it was read in. Bytes that could not be read are U+FFFD in it."""

    text: str
    encoding: str


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text in some bytes, in the given encoding or else in the one that fits best.

    Raises `InputError` when the encoding is unknown or doesn't fit, or when the bytes are no text in any encoding.
    """
    if encoding:
        return _decode_as(data, encoding)
    decoded = _by_mark(data) or _utf16_by_nuls(data, at_least=0.2) or _utf8(data)
    decoded = decoded or _utf16_by_nuls(data) or _legacy(data)
    if decoded is None or len(_CONTROLS.findall(decoded.text)) > 0.1 * len(decoded.text):
        raise InputError("these bytes are not text in any encoding that was tried; name the encoding if it is text.")
    return decoded


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise InputError(f"there is no encoding called {encoding!r}; try utf-8, gb18030, big5 or cp1252.") from None
    except UnicodeError as error:
        raise InputError(f"the text is not in the encoding {encoding}: {error}. Try another one, or none.") from None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding)
    return None


def _utf16_by_nuls(data: bytes, at_least: float = 0.0) -> Decoded | None:
    """UTF-16 without a mark: its ASCII characters have their NUL bytes all on one side.

    `at_least` is the share of NULs among all bytes below which the answer is None.
    """
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if even + odd <= at_least * min(len(data), _SAMPLE) or min(even, odd) > 0.02 * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    bad = text.count("\ufffd") + text.count("\0")
    return Decoded(text, encoding) if bad <= 0.01 * len(text) else None


def _utf8(data: bytes) -> Decoded | None:
    """Strict UTF-8, or UTF-8 that is cut off in its last character or has one broken place in ten at most."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        cut_off = error.reason == "unexpected end of data"
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return Decoded(text, "utf-8") if sound and (cut_off or broken * 10 <= sound) else None


def _legacy(data: bytes) -> Decoded | None:
    """The most plausible of the older encodings; None where no text comes out in any."""
    sample = b"\n".join(line for line in data.split(b"\n") if _HIGH.search(line))[:_SAMPLE]
    best, best_score = None, float("-inf")
    for encoding in _LEGACY:
        decoded = _tolerant(data, encoding)
        if decoded is None:
            continue
        score = _log_likelihood(_without_cut_end(sample, encoding))
        if score > best_score:
            best, best_score = decoded, score
    if best and _is_plausible(_without_cut_end(sample, best.encoding)):
        return best
    detected = _detected(data, sample)
    if detected and _log_likelihood(_without_cut_end(sample, detected.encoding)) > best_score:
        return detected
    return best


def _tolerant(data: bytes, encoding: str) -> Decoded | None:
    """Strictly decoded but for a last character that is cut off, which becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    return Decoded(text + "\ufffd" * bool(decoder.getstate()[0]), encoding)


def _without_cut_end(sample: bytes, encoding: str) -> str:
    decoded = _tolerant(sample, encoding)
    return decoded.text if decoded else sample.decode(encoding, "replace")


def _detected(data: bytes, sample: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    match = from_bytes(sample).best()
    return _tolerant(data, match.encoding) if match and match.encoding != "utf_8" else None


def _log_likelihood(text: str) -> float:
    """The log probability of a text, character by character, with what stands beside it for accents in words."""
    total = sum(n * _log_chance(character) for character, n in Counter(text).items())
    return total + 1.5 * len(_ACCENT_IN_WORD.findall(text)) - 5 * len(_HAN_IN_WORD.findall(text))


def _log_chance(character: str) -> float:
    """Roughly the log probability of one character: that of its class, shared out among the class's members."""
    if character < "\x80":
        return -20.0 if _CONTROLS.match(character) else -4.0
    if character in _FREQUENT:
        return -7.0
    if character in _PUNCTUATION:
        return -5.0
    if character in _ACCENTED:
        return -6.0
    if "\u0370" <= character <= "\u052f":  # Greek and Cyrillic
        return -5.5
    if "\u4e00" <= character <= "\u9fff":
        return -10.0 if _is_first_level(character) else -12.5
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd":
        return -30.0
    if category.startswith("L") and character > "\u00ff":  # kana, Hangul …; rarer Han
        return -15.0 if "\u3400" <= character <= "\u4dbf" or character > "\uf8ff" else -8.0
    if character in _TYPOGRAPHIC or character.lower() in _ACCENTED:
        return -8.0
    return -11.0 if character > "\u25ff" else -14.0


def _is_first_level(character: str) -> bool:
    """Whether GB2312 or Big5 has the character in its first level, that of the frequent ones."""
    simplified, traditional = character.encode("gb2312", "ignore"), character.encode("big5", "ignore")
    return b"\xb0" <= simplified[:1] <= b"\xd7" or b"\xa4" <= traditional[:1] <= b"\xc6"


def _is_plausible(text: str) -> bool:
    """Whether a text reads like Chinese or European writing, and not like another script taken for Han characters."""
    unusual = [_log_chance(character) for character in text if character > "\x7f"]
    if 2 * sum(map(len, _ACCENTS_ONLY.findall(text))) > len(unusual):
        return False
    if len(unusual) >= 20:
        return sum(chance >= -8 for chance in unusual) >= 0.3 * len(unusual)
    return not unusual or sum(unusual) / len(unusual) >= -11.5
