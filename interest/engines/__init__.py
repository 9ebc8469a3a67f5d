"""Where work is done that goes part by part: in this process, or on a cluster."""

from interest.engines.choosing import ENGINES, choose_engine
from interest.engines.engine import LOCAL, Engine, Local, Report, each, silent

__all__ = ["ENGINES", "LOCAL", "Engine", "Local", "Report", "choose_engine", "each", "silent"]
