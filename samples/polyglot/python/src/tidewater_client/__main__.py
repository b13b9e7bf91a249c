from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from urllib.error import URLError

from . import Client, ServiceError, __version__


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="tidewater-client", description="Tide heights of a harbour")
    root.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    root.add_argument("--service", default="http://localhost:8080", help="address of the tide service")
    commands = root.add_subparsers(dest="command", required=True)
    commands.add_parser("harbours", help="list the harbours")
    heights = commands.add_parser("heights", help="print heights by the hour")
    heights.add_argument("harbour")
    heights.add_argument("--hours", type=int, default=24)
    return root


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    client = Client(options.service)
    try:
        if options.command == "harbours":
            print(*client.harbours(), sep="\n")
        else:
            for point in client.heights(options.harbour, datetime.now(timezone.utc), options.hours):
                print(f"{point.at:%Y-%m-%d %H:%M}  {point.metres:6.2f} m")
    except (ServiceError, URLError) as error:
        print(f"tidewater-client: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
