"""Exports in the shapes that tools write, made from what was said: the right outcome is known before a file is read.

Each kind is a function that writes a file and says what its owner would read in it. All content is invented.
"""

import calendar
import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Said:
    """One text as its writer meant it; None for what the file does not tell."""

    text: str
    user: str | None = None
    time: str | None = None
    rating: float | None = None

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.time)

    @property
    def epoch(self) -> int:
        return calendar.timegm(self.at.timetuple())


@dataclass(frozen=True)
class Export:
    """A file and what it says, in any order; the files of a folder by their paths."""

    name: str
    data: bytes
    said: Sequence[Said]
    known: Sequence[str] = ()
    """Columns that must be attributes."""
    weight: str | None = None
    """The column that says how often each text was said, or liked."""


KINDS: dict[str, Callable[[], Export]] = {}


def kind(make: Callable[[], Export]) -> Callable[[], Export]:
    KINDS[make.__name__] = make
    return make


ENGLISH = (
    "The courier left my parcel out in the rain", "I cannot log in since the last update",
    "Nobody picks up the telephone on Sundays", "The tomatoes were soft and tasted of nothing",
    "My card was charged twice for one basket", "The search finds nothing when I type two words",
    "The voucher from the newsletter is not accepted", "Dark mode would be kind to my eyes at night",
    "The driver was friendly and carried everything upstairs", "Delivery takes three days longer than promised",
    "The subscription cannot be cancelled in the app", "So much plastic around a single cucumber",
)  # fmt: skip
GERMAN = (
    "Die Lieferung kam zwei Stunden zu spät", "Ich kann mich nach dem Update nicht mehr anmelden",
    "Das Gemüse war frisch und knackig", "Der Kundendienst hat mir schnell geholfen",
    "Viel zu viel Verpackung für eine Gurke", "Der Gutschein wird an der Kasse nicht angenommen",
    "Die Preise sind seit Januar stark gestiegen", "Die Suche findet bei zwei Wörtern gar nichts",
)  # fmt: skip
FRENCH = (
    "La livraison est arrivée avec deux heures de retard", "Je ne peux plus me connecter depuis la mise à jour",
    "Les légumes étaient frais et croquants", "Le service client m'a aidé très vite",
    "Beaucoup trop de plastique pour un concombre", "Le bon de réduction n'est pas accepté à la caisse",
    "Les prix ont beaucoup augmenté depuis janvier", "La recherche ne trouve rien avec deux mots",
)  # fmt: skip
JAPANESE = (
    "配達が約束の時間より二時間も遅れました", "更新してからログインできなくなりました",
    "野菜がとても新鮮で美味しかったです",
    "問い合わせにすぐ対応してくれました", "きゅうり一本に包装が多すぎると思います", "クーポンがレジで使えませんでした",
    "一月から値段がかなり上がりました", "検索で二つの言葉を入れると何も出てきません",
)  # fmt: skip
CHINESE = (
    "配送比约定的时间晚了两个小时", "更新以后一直登录不了账号", "蔬菜很新鲜,叶子都是脆的", "客服很快就帮我解决了问题",
    "一根黄瓜包了三层塑料膜", "优惠券在付款的时候用不了", "从一月份开始价格涨了很多", "搜索两个词就什么都找不到",
)  # fmt: skip
SPANISH = (
    "El pedido llegó con dos horas de retraso", "No puedo entrar desde la última actualización",
    "Las verduras estaban frescas y crujientes", "El servicio al cliente me ayudó muy rápido",
    "Demasiado plástico para un solo pepino", "El cupón no funciona en la caja",
    "Los precios han subido mucho desde enero", "La búsqueda no encuentra nada con dos palabras",
)  # fmt: skip

ENGLISH_20 = (
    *ENGLISH,
    "The invoice shows a wrong address every month", "Your app drains my battery within an hour",
    "I would love to see recipes for two people", "The bread arrived warm and smelled wonderful",
    "Support answered within minutes and was kind", "Push messages come in the middle of the night",
    "The map shows my house on the wrong street", "Refunds take more than two weeks to arrive",
)  # fmt: skip
CHINESE_20 = (
    *CHINESE,
    "退款等了半个月还没有到账", "希望可以增加夜间模式,晚上看太刺眼", "骑手态度很好,还帮忙把东西提上楼",
    "每次开发票都要填一遍地址",
    "地图上我家的位置一直是错的", "推送消息半夜也会响,太吵了", "面包送到的时候还是热的", "会员自动续费根本关不掉",
    "西红柿又软又没有味道", "软件一打开就闪退,手机还发烫", "周末打电话永远没有人接", "商品图片和实物差别太大了",
)  # fmt: skip
KOREAN = (
    "배송이 약속보다 두 시간이나 늦었어요", "업데이트 후에 로그인이 안 됩니다", "채소가 정말 신선하고 맛있었어요",
    "문의에 바로 답해 주셔서 감사합니다", "오이 하나에 포장이 너무 많아요", "쿠폰이 결제할 때 적용되지 않아요",
    "가격이 일월부터 많이 올랐어요", "두 단어로 검색하면 아무것도 안 나와요",
)  # fmt: skip

START = datetime(2026, 3, 14, 9, 26, 53)


def said(
    texts: Sequence[str] = ENGLISH, users: Sequence[str] = ("u1", "u2", "u3", "u4", "u5"), best: int = 5, worst: int = 1
) -> list[Said]:
    """Each text once, by users in turn, some hours and minutes apart, with ratings that go through the scale."""
    moments = (START + timedelta(days=5 * n, hours=7 * n, minutes=11 * n) for n in range(len(texts)))
    return [
        Said(text, users[n % len(users)], moment.isoformat(), worst + (3 * n + 1) % (best - worst + 1))
        for n, (text, moment) in enumerate(zip(texts, moments, strict=False))
    ]


def without(rows: Sequence[Said], *parts: str) -> list[Said]:
    """What a file tells that has no users, times or ratings."""
    return [replace(row, **dict.fromkeys(parts)) for row in rows]


def table(header: Sequence[Any], rows: Sequence[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode(encoding)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        for name, data in files.items():
            into.writestr(name, data)
    return out.getvalue()


from exports import (  # noqa: E402, F401
    afterwards,
    asked,
    chats,
    desks,
    feeds,
    forms,
    held_out,
    last,
    later,
    markets,
    markets_chinese,
    more,
    newcomers,
    reviews,
    shops,
    strangers,
    support,
    surveys,
    talks,
    threads,
    threads_abroad,
    tools,
    tools_abroad,
    tools_later,
    usual,
)
