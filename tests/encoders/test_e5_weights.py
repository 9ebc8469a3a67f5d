"""A weight file of a tiny model, written here, is read as what was written."""

import struct
from pathlib import Path

import numpy as np
import pytest

from interest.encoders.e5_weights import LAYER_NAMES, e5_model, e5_tokenizer, read_e5
from interest.errors import EncoderError

HIDDEN, FEED_FORWARD, POSITIONS = 32, 64, 16
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0), ("▁hi", -1.0), ("猫", -2.0)]


def q4(weights: np.ndarray) -> tuple[bytes, np.ndarray]:
    """Weights as Q4_0 blocks, low nibbles the first 16 of a block, and the values that the blocks stand for."""
    blocks = weights.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1) / 7).astype(np.float16)
    quants = np.clip(np.round(blocks / scales[:, None].astype(np.float32)) + 8, 0, 15).astype(np.uint8)
    packed = quants[:, :16] | (quants[:, 16:] << 4)
    data = b"".join(scale.tobytes() + row.tobytes() for scale, row in zip(scales, packed, strict=True))
    values = (quants.astype(np.float32) - 8) * scales[:, None].astype(np.float32)
    return data, values.reshape(weights.shape)


def shapes() -> dict[str, tuple[int, ...]]:
    """Name in the file → shape; vectors are stored as float32, matrices as Q4_0."""
    found = {"emb.word": (len(PIECES), HIDDEN), "emb.pos": (POSITIONS, HIDDEN), "emb.type": (1, HIDDEN)}
    found |= {"emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for part in LAYER_NAMES:
        rows, columns = {"fi": (FEED_FORWARD, HIDDEN), "fo": (HIDDEN, FEED_FORWARD)}.get(part, (HIDDEN, HIDDEN))
        found[f"l0.{part}.w"] = (HIDDEN,) if part.endswith("ln") else (rows, columns)
        found[f"l0.{part}.b"] = (rows,)
    return found


def write(path: Path, leave_out: str = "") -> dict[str, np.ndarray]:
    """Write the file; gives the values of each tensor as they should be read."""
    rng = np.random.default_rng(0)
    blob = b"".join(piece.encode() for piece, _ in PIECES)
    offsets = np.cumsum([0, *(len(piece.encode()) for piece, _ in PIECES)]).astype("<u4")
    head = b"E5S1" + struct.pack("<i", 1)
    head += struct.pack("<7if2i", HIDDEN, 1, 2, FEED_FORWARD, len(PIECES), POSITIONS, 1, 1e-12, 0, len(PIECES))
    head += struct.pack("<4i", 0, 2, 1, 3) + struct.pack("<Q", len(blob)) + offsets.tobytes()
    head += np.array([score for _, score in PIECES], "<f4").tobytes() + blob + struct.pack("<II", 0, 5) + b"nfkc."
    named = {name: shape for name, shape in shapes().items() if name != leave_out}
    start = len(head) + 4 + sum(2 + len(name) + 21 for name in named)
    directory, body, expected = struct.pack("<i", len(named)), b"", {}
    for name, shape in named.items():
        weights = rng.normal(size=shape).astype(np.float32)
        data, expected[name] = q4(weights) if len(shape) == 2 else (weights.tobytes(), weights)
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", len(shape) == 2, weights.size, start + len(body), len(data))
        body += data
    path.write_bytes(head + directory + body)
    return expected


def test_header_vocabulary_and_blocks_are_read_as_written(tmp_path):
    expected = write(tmp_path / "tiny.bin")
    weights = read_e5(tmp_path / "tiny.bin")
    assert (weights.hidden, weights.layers, weights.heads, weights.feed_forward) == (32, 1, 2, 64)
    assert (weights.vocabulary, weights.positions, weights.token_types) == (7, 16, 1)
    assert weights.pieces == PIECES
    np.testing.assert_allclose(weights.tensors["embeddings.word_embeddings.weight"], expected["emb.word"], rtol=1e-6)
    np.testing.assert_array_equal(weights.tensors["embeddings.LayerNorm.bias"], expected["emb.ln.b"])
    feed_forward = weights.tensors["encoder.layer.0.output.dense.weight"]
    assert feed_forward.shape == (HIDDEN, FEED_FORWARD)
    np.testing.assert_allclose(feed_forward, expected["l0.fo.w"], rtol=1e-6)


def test_a_block_of_known_nibbles(tmp_path):
    """Scale 0.5; the low nibble of byte i is weight i, the high one weight i + 16."""
    from interest.encoders.e5_weights import _unpack_q4

    block = np.float16(0.5).tobytes() + bytes([0x80 | i for i in range(16)])
    expected = [(i - 8) * 0.5 for i in range(16)] + [0.0] * 16
    assert _unpack_q4(b"xxxx" + block, 32, 4).tolist() == expected


def test_the_model_takes_all_tensors_and_gives_finite_vectors(tmp_path):
    import torch

    expected = write(tmp_path / "tiny.bin")
    model = e5_model(read_e5(tmp_path / "tiny.bin"))
    state = model.state_dict()
    np.testing.assert_allclose(state["encoder.layer.0.attention.self.query.weight"].numpy(), expected["l0.q.w"])
    with torch.inference_mode():
        hidden = model(input_ids=torch.tensor([[0, 5, 2]])).last_hidden_state
    assert hidden.shape == (1, 3, HIDDEN)
    assert torch.isfinite(hidden).all()


def test_a_missing_tensor_is_an_error_that_names_it(tmp_path):
    write(tmp_path / "tiny.bin", leave_out="l0.ao.b")
    with pytest.raises(EncoderError, match=r"attention\.output\.dense\.bias"):
        e5_model(read_e5(tmp_path / "tiny.bin"))


def test_tokenizer_is_the_one_of_xlm_r(tmp_path):
    write(tmp_path / "tiny.bin")
    tokenizer = e5_tokenizer(read_e5(tmp_path / "tiny.bin"))
    assert tokenizer.encode("hi").ids == [0, 5, 2]
    assert tokenizer.encode("  hi \n hi ").ids == [0, 5, 5, 2]
    assert tokenizer.encode("ｈｉ").ids == [0, 5, 2]  # NFKC
    assert tokenizer.encode("猫").ids == [0, 4, 6, 2]
    assert tokenizer.encode("犬").ids == [0, 4, 3, 2]


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(EncoderError, match="other.bin is not a weight file"):
        read_e5(tmp_path / "other.bin")
