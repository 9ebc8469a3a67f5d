"""Texts → vectors."""

from interest.encoders.choosing import Encoder, choose_encoder, encoder_label
from interest.encoders.encoding import clear_cache, encode_texts

__all__ = ["Encoder", "choose_encoder", "clear_cache", "encode_texts", "encoder_label"]
