"""Contacts: what somebody can be reached or looked up by, found in texts and masked."""

from interest.contacts.masking import KINDS, MARK, Masked, mask_contacts

__all__ = ["KINDS", "MARK", "Masked", "mask_contacts"]
