"""What many tests share: a fast encoder, data planted with a known tree in English and Chinese, and a small study."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd
import pytest
from filelock import FileLock

import interest
from interest.config import Progress, no_progress, studies_folder
from interest.segments import grouped
from interest.study import Study

PLANTED = {  # category (English, Chinese: a general name of each) → topics → pairs of words that mean the same
    ("Travel", "旅行"): {
        "flights": "airline航空 boarding登机 luggage行李 runway跑道 "
        "cockpit驾驶舱 turbulence颠簸 airport机场 layover转机",
        "beaches": "seaside海滩 snorkel浮潜 lagoon泻湖 coral珊瑚 "
        "hammock吊床 palm棕榈 surfing冲浪 sandcastle沙堡",
        "trains": "railway铁路 carriage车厢 conductor列车员 platform站台 "
        "locomotive火车头 sleeper卧铺 timetable时刻表 tram电车",
    },
    ("Music", "音乐"): {
        "guitars": "guitar吉他 fretboard指板 strumming扫弦 chords和弦 "
        "amplifier音箱 capo变调夹 plectrum拨片 fingerstyle指弹",
        "opera": "soprano女高音 aria咏叹调 libretto歌词本 tenor男高音 "
        "overture序曲 baritone男中音 recitative宣叙调 orchestra管弦乐",
        "vinyl": "turntable唱机 stylus唱针 sleeve封套 pressing压片 "
        "groove沟槽 platter唱盘 tonearm唱臂 phono唱头",
    },
    ("Gardening", "园艺"): {
        "vegetables": "tomato番茄 cucumber黄瓜 seedlings幼苗 greenhouse温室 "
        "harvest收成 pepper辣椒 beans豆角 zucchini西葫芦",
        "lawns": "lawn草坪 mower割草机 moss苔藓 fertiliser肥料 "
        "sprinkler洒水器 clover三叶草 aerator打孔机 turf草皮",
        "bonsai": "bonsai盆景 pruning修剪 juniper刺柏 rootstock砧木 "
        "ficus榕树 wiring蟠扎 moisture湿度 azalea杜鹃",
    },
    ("Investing", "投资理财"): {
        "shares": "dividend股息 broker券商 portfolio投资组合 earnings财报 "
        "stocks股票 ticker代码 shareholder股东 nasdaq纳斯达克",
        "property": "mortgage房贷 landlord房东 tenant租客 valuation估价 "
        "deposit首付 apartment公寓 escrow托管 refinance再融资",
        "pensions": "pension养老金 retirement退休 annuity年金 payout领取 "
        "actuary精算师 contribution缴费 trustee受托人 longevity长寿",
    },
    ("Pets", "宠物"): {
        "dogs": "puppy幼犬 leash牵引绳 barking吠叫 kennel犬舍 "
        "retriever寻回犬 obedience服从训练 fetch捡球 poodle贵宾犬",
        "aquariums": "aquarium鱼缸 filter过滤器 guppy孔雀鱼 algae藻类 "
        "heater加热棒 shrimp观赏虾 betta斗鱼 tetra灯鱼",
        "parrots": "parrot鹦鹉 feather羽毛 cage鸟笼 perch栖木 "
        "budgie虎皮 cockatoo凤头 millet小米 beak鸟喙",
    },
}  # fmt: skip
PATTERNS = {
    "en": ("my {} with the {} and the {}", "finally sorted {} then {} plus {}", "questions on {} versus {} or {}",
           "so happy about {} beside {} near {}", "never expected {} after {} before {}"),
    "zh": ("我的{}配上{}还有{}", "终于弄好了{}然后是{}和{}", "想请教{}跟{}或者{}",
           "真喜欢{}旁边的{}以及{}", "没想到{}之后{}之前{}"),
}  # fmt: skip
DIMENSION = 128
WITH_BROWSER = ("journeys/", "test_browser.py", "test_pictures.py", "test_wheel.py")
SEEN_CHEAPLY = sys.version_info >= (3, 12)
"""Python then tells for next to nothing which lines were run; before, only the quick tests are watched (pytest-cov)."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FUNCTION_WORDS = frozenset(re.findall("[a-z]+", " ".join(PATTERNS["en"])))


def _pairs(words: str) -> list[tuple[str, str]]:
    return re.findall(r"([a-z]+)([\u4e00-\u9fff]+)", words)


@cache
def _direction(name: str, length: float) -> np.ndarray:
    """A random direction of its own for each name."""
    direction = np.random.default_rng(crc32(name.encode())).normal(size=DIMENSION)
    return length * direction / np.linalg.norm(direction)


@cache
def _word_vectors() -> dict[str, np.ndarray]:
    """Planted words lean towards their topic and its category; a word and its translation are one."""
    vectors = {}
    for (english, chinese), topics in PLANTED.items():
        category = _direction(f"category {english}", 0.5)
        vectors[english.lower()] = vectors[chinese] = 2 * category
        for topic, words in topics.items():
            for en, zh in _pairs(words):
                vectors[en] = vectors[zh] = category + _direction(f"topic {topic}", 0.55) + _direction(en, 0.6)
    return vectors


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run beside each other (pytest-xdist), those that take long begin."""
    heavy = [any(map(item.get_closest_marker, ("browser", "model"))) for item in items]
    if not SEEN_CHEAPLY:
        for item in (item for item, is_heavy in zip(items, heavy, strict=True) if is_heavy):
            item.add_marker(pytest.mark.no_cover)
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = [items[i] for i in np.argsort(np.logical_not(heavy), kind="stable")]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: Sequence[object]) -> None:
    """Processes beside each other share the cores. BLAS asks as soon as numpy is imported, so before they start."""
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // len(specs))))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object):
    """A file stays in one process, for what its tests share; all with a browser in the same, so that two cores do."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return "browser" if any(part in file for part in WITH_BROWSER) else file

    return Scheduling(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have measured is shown at the end, in whichever process they ran."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for _, measured in report.user_properties if report.when == "call" else ():
                terminalreporter.write_line(f"\n{measured}")


@cache  # each build asks for the general names, and many tests for the same planted texts
def _text_vector(text: str) -> np.ndarray:
    words = _word_vectors()
    latin = re.findall(r"[a-z]+", text.lower())
    han = re.findall(r"[\u4e00-\u9fff]", text)
    known = [word for word in latin if word in words]
    if not text.isascii():
        known += [word for word in words if not word.isascii() and word in text]
    others = [word for word in latin if word not in words and word not in FUNCTION_WORDS]
    if not known:
        others += han
    language = "zh" if han else "en"
    parts = [words[word] for word in known] + [_direction(word, 0.3) for word in others]
    return np.sum([_direction("text", 1.0), _direction(language, 1.0), *parts], axis=0)


class FakeEncoder:
    """A bag of words in 128 dimensions, in which words of one planted topic and category lie together.

    Like real encoders it leans all texts to one side and each language to a side of its own.
    """

    name = "fake"
    key = "fake"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.encoded: list[str] = []
        """All texts that were asked for, in order."""

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> np.ndarray:
        self.encoded += texts
        progress("encode", 0.0)
        vectors = np.stack([_text_vector(text) for text in texts]) if len(texts) else np.zeros((0, DIMENSION))
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(autouse=True)
def own_places(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory) -> None:
    """Studies and vectors of tests go to folders of their own; the real models stay unpacked where they are."""
    monkeypatch.setenv("INTEREST_HOME", str(tmp_path_factory.mktemp("home")))
    if request.node.get_closest_marker("model") is None:
        monkeypatch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


def plant(
    language: str = "en", n_users: int = 60, statements: int = 8, seed: int = 0, topics: int = 15
) -> pd.DataFrame:
    """Users with 1 to 4 of the planted topics who write `statements` texts each, a statement a text.

    `language` is "en", "zh" or "mixed" (each text in one of both). `topics` is how many of the 15 topics are used, in
    the order of `PLANTED`. Columns user_id, text, timestamp, planted_topic, planted_category.
    """
    rng = np.random.default_rng(seed)
    planted = [(topic, names[0], _pairs(words)) for names, part in PLANTED.items() for topic, words in part.items()]
    rows = []
    for user in range(n_users):
        # the first topic in turn, so that each topic is somebody's
        others = rng.permutation(topics)[: rng.integers(0, 4)]
        own = list(dict.fromkeys([user % topics, *others.tolist()]))
        for number in range(statements):
            topic, category, words = planted[own[number % len(own)]]
            chosen = language if language != "mixed" else ("en", "zh")[int(rng.integers(2))]
            pattern = PATTERNS[chosen][int(rng.integers(len(PATTERNS[chosen])))]
            picked = [words[i][chosen == "zh"] for i in rng.permutation(len(words))[:3]]
            time = pd.Timestamp("2026-01-01") + pd.Timedelta(hours=int(rng.integers(24 * 120)))
            rows.append((f"user{user:03}", pattern.format(*picked), time, topic, category))
    return pd.DataFrame(rows, columns=["user_id", "text", "timestamp", "planted_topic", "planted_category"])


@pytest.fixture(scope="session")
def planted_frame() -> Callable[..., pd.DataFrame]:
    """The function `plant`."""
    return plant


@pytest.fixture(scope="session")
def planted_items() -> pd.DataFrame:
    """Three items a topic: item_id, text."""
    rows = []
    for part in PLANTED.values():
        for topic, words in part.items():
            english = [en for en, _ in _pairs(words)]
            rows += [(f"{topic}-{i}", f"{english[i]} and {english[i + 1]} set") for i in range(3)]
    return pd.DataFrame(rows, columns=["item_id", "text"])


@pytest.fixture(scope="session")
def planted_interactions() -> pd.DataFrame:
    """The first 30 planted users took an item of their first topic, and "taker", who wrote nothing, took two."""
    topics = [topic for part in PLANTED.values() for topic in part]
    rows = [(f"user{user:03}", f"{topics[user % 15]}-{user % 2}") for user in range(30)]
    rows += [("taker", "dogs-0"), ("taker", "dogs-1")]
    return pd.DataFrame(rows, columns=["user_id", "item_id"])


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Study]:
    """Builds the study of a frame with the fake encoder and options of `interest.build`, or opens it where any process
    has built the same before. What is computed from it is kept with it, what is changed is not."""
    base = tmp_path_factory.getbasetemp()  # beside each other, each process has one of its own in that of the run
    built = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built_once"
    built.mkdir(exist_ok=True)
    known: dict[Path, Study] = {}

    def build(frame: pd.DataFrame, **options: object) -> Study:
        asked = f"{pd.util.hash_pandas_object(frame).sum()} {list(frame)} {options}"
        folder = built / f"{crc32(asked.encode()):x}"
        if folder not in known:
            with FileLock(f"{folder}.lock"), pytest.MonkeyPatch.context() as patch:
                patch.setenv("INTEREST_CACHE", str(built / "cache"))
                if not folder.exists():
                    interest.build(frame, encoder=FakeEncoder(), **options).save(folder)
            known[folder] = interest.open_study(folder, encoder=FakeEncoder())
        return Study(known[folder].contents)

    return build


@pytest.fixture(scope="session")
def small_study(tmp_path_factory, planted_items, planted_interactions) -> Iterator[Study]:
    """480 English statements of 60 users, 45 items, and a user "taker" who is seen only in interactions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("study_cache")))
        study = interest.build(
            plant(), items=planted_items, interactions=planted_interactions, encoder=FakeEncoder(), name="small",
            columns={"label": "planted_topic"},
        )  # fmt: skip
        yield Study(grouped(study.contents))


@pytest.fixture(scope="session")
def _saved_once(small_study: Study, tmp_path_factory) -> Path:
    study = Study(small_study.contents.change(quality=None))  # whichever test has asked for it before
    return study.save(tmp_path_factory.mktemp("saved") / "small")


@pytest.fixture
def small_study_folder(_saved_once: Path, tmp_path: Path) -> Path:
    """`small_study` as a saved folder, a copy that the test may change; open it with `fake_encoder` to search."""
    return Path(shutil.copytree(_saved_once, tmp_path / "small"))


@pytest.fixture
def namesakes(small_study: Study, small_study_folder: Path) -> tuple[Path, str]:
    """The small study, saved with an item that has the id of a user, and that id: both are recommended to user007."""
    item, user = (
        small_study.recommend_items("user007")["item_id"][0],
        small_study.similar_users("user007")["user_id"][0],
    )
    for name in ("items", "interactions"):
        path = small_study_folder / f"{name}.parquet"
        frame = pd.read_parquet(path)
        frame.assign(item_id=frame["item_id"].replace(item, user)).to_parquet(path)
    return small_study_folder, user


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. Without one the test is skipped, or fails where INTEREST_REQUIRE_BROWSER is set."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no browser found (looked for {', '.join(BROWSERS)})"
        if os.environ.get("INTEREST_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator:
    """One browser for all; each visitor has a context of their own."""
    from playwright.sync_api import sync_playwright
    from visiting import ARGUMENTS

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))


@pytest.fixture
def new_page(browser) -> Iterator[Callable]:
    """Opens the page of a visitor with options such as locale; it is closed when the test ends."""
    contexts = []

    def new_page(**options: object):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def fake_encoder_class() -> type[FakeEncoder]:
    """For fixtures that live longer than `fake_encoder`."""
    return FakeEncoder


@pytest.fixture
def saved(small_study_folder: Path) -> Path:
    """The small study among the studies of the app."""
    return Path(shutil.copytree(small_study_folder, studies_folder() / "small"))


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch, fake_encoder) -> None:
    """The app with the encoder of the small study, its pages run by app.py."""
    from streamlit.runtime.pages_manager import PagesManager

    monkeypatch.setattr("interest.encoders.transformer.TransformerEncoder", lambda name: fake_encoder)
    # Otherwise the second run of a test would skip app.py: see DESIGN on pages beside st.navigation.
    monkeypatch.setattr(PagesManager, "uses_pages_directory", False)
