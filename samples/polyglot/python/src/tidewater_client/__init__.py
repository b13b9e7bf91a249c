"""Client of the Tidewater tide service."""

from importlib.metadata import PackageNotFoundError, version

from .client import Client, ServiceError
from .points import Point

try:
    __version__ = version("tidewater-client")
except PackageNotFoundError:  # run from a checkout
    __version__ = "0+unknown"

__all__ = ["Client", "Point", "ServiceError", "__version__"]
