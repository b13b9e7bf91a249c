from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from .points import Point, moment

if TYPE_CHECKING:
    import pandas


class ServiceError(Exception):
    """The service refused a request."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason


class Client:
    """Asks one tide service."""

    def __init__(self, service: str, timeout: float = 10.0) -> None:
        self._service = service.rstrip("/")
        self._timeout = timeout

    def harbours(self) -> list[str]:
        return list(self._get("/v1/harbours")["harbours"])

    def heights(self, harbour: str, start: datetime, hours: int = 24) -> list[Point]:
        query = urlencode({"from": moment(start), "hours": hours})
        answer = self._get(f"/v1/harbours/{quote(harbour, safe='')}/heights?{query}")
        return [Point.from_json(point) for point in answer["points"]]

    def heights_frame(self, harbour: str, start: datetime, hours: int = 24) -> pandas.DataFrame:
        """Heights as a data frame; needs the extra `frame`."""
        import pandas

        points = self.heights(harbour, start, hours)
        index = pandas.DatetimeIndex([point.at for point in points], name="at")
        return pandas.DataFrame({"metres": [point.metres for point in points]}, index=index)

    def _get(self, path: str) -> Any:
        try:
            with urlopen(self._service + path, timeout=self._timeout) as response:
                return json.load(response)
        except HTTPError as error:
            with error:
                raise ServiceError(error.code, _reason(error)) from None


def _reason(error: HTTPError) -> str:
    try:
        return str(json.load(error)["error"])
    except (ValueError, KeyError, TypeError):
        return error.reason
