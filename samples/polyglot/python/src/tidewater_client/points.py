from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Mapping


@dataclass(frozen=True)
class Point:
    """A height in metres above chart datum at a moment in UTC."""

    at: datetime
    metres: float

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Point:
        at = datetime.strptime(value["at"], "%Y-%m-%dT%H:%MZ")
        return cls(at.replace(tzinfo=timezone.utc), float(value["metres"]))


def moment(at: datetime) -> str:
    """The service's spelling of a moment; a naive one would be ambiguous."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%MZ")
