"""Engines by name."""

from interest.engines.engine import LOCAL, Engine
from interest.errors import EngineError

ENGINES = ("local", "ray")


def choose_engine(engine: str | Engine, address: str | None = None) -> Engine:
    """The engine of that name: "local", or "ray" with the address of a cluster (see `RayEngine`).

    Raises `EngineError` for another name, and where there is no such cluster.
    """
    if not isinstance(engine, str):
        return engine
    if engine == "ray":
        from interest.engines.cluster import RayEngine

        return RayEngine(address)
    if engine != "local":
        raise EngineError(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}.")
    if address is not None:
        raise EngineError(f"An address ({address!r}) is that of a cluster; say engine ray, too.")
    return LOCAL
