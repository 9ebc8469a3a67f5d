"""Which encoder is taken for which texts and names."""

import time

import pytest

import interest
from interest.encoders import choose_encoder, transformer
from interest.encoders.transformer import TransformerEncoder, load_model
from interest.errors import EncoderError

ENGLISH = ["I love hiking in the hills", "best pizza in town", "how do I train for a marathon"]
CHINESE = ["我喜欢在山里徒步", "城里最好吃的披萨", "怎么训练马拉松"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (ENGLISH, "english"),
        (CHINESE, "multilingual"),
        (ENGLISH * 6 + CHINESE[:1], "multilingual"),  # one in nineteen
        (ENGLISH * 10 + CHINESE[:1], "english"),  # one in thirty-one
        (["iPhone 15 手机壳推荐", "MacBook 贴膜"], "multilingual"),
        (["me gusta mucho la comida de mi abuela", "vamos a la playa con los niños"], "multilingual"),
        ([], "english"),
    ],
)
def test_language_decides(texts, expected):
    assert choose_encoder("auto", texts).name == expected


def test_a_name_decides_over_the_language():
    assert choose_encoder("english", CHINESE).name == "english"
    assert choose_encoder("multilingual", ENGLISH).name == "multilingual"
    assert choose_encoder("some/model", ENGLISH).name == "some/model"


def test_choosing_loads_no_model(monkeypatch):
    monkeypatch.setattr(transformer, "load_model", lambda *args: pytest.fail("loaded a model"))
    choose_encoder("auto", CHINESE)


@pytest.fixture
def no_hub(monkeypatch):
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError("Network is unreachable")

    monkeypatch.setattr("urllib.request.urlopen", refuse)


def test_an_unknown_name_is_an_error_at_once_that_lists_what_there_is(no_hub):
    import sentence_transformers  # noqa: F401 - its import is not what is timed

    begin = time.perf_counter()
    with pytest.raises(EncoderError, match=r"'no/such-model'.*no model hub.*english, multilingual"):
        load_model("no/such-model")
    assert time.perf_counter() - begin < 5


def test_encode_and_build_raise_the_same_error(no_hub, planted_frame):
    with pytest.raises(EncoderError, match="no/such-model"):
        interest.encode(["a text"], encoder="no/such-model")
    with pytest.raises(EncoderError, match="no/such-model"):
        interest.build(planted_frame(n_users=4), encoder="no/such-model")


def test_a_folder_that_holds_no_model_is_an_error(tmp_path, no_hub):
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(EncoderError, match="could not be loaded"):
        load_model(str(tmp_path))


def test_the_key_tells_names_precision_and_states_of_a_folder_apart(tmp_path, monkeypatch):
    (tmp_path / "weights").write_bytes(b"1")
    first = TransformerEncoder(str(tmp_path)).key
    assert TransformerEncoder(str(tmp_path)).key == first
    (tmp_path / "weights").write_bytes(b"22")
    assert TransformerEncoder(str(tmp_path)).key != first
    keys = {TransformerEncoder("english").key, TransformerEncoder("multilingual").key}
    for native in (True, False):
        monkeypatch.setattr(transformer, "has_native_bfloat16", lambda native=native: native)
        keys.add(TransformerEncoder("english").key)
    assert len(keys) == 3
