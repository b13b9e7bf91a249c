import contextlib
import io
import pathlib
import sys
import unittest
from datetime import datetime, timedelta, timezone

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "src"))

from tidewater_client import Client, Point, ServiceError  # noqa: E402
from tidewater_client.__main__ import main  # noqa: E402

from .service import Service  # noqa: E402

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=timezone.utc)
HEIGHTS = {"harbour": "selkie", "points": [{"at": "2026-03-01T12:00Z", "metres": 0.912}]}


class ClientTests(unittest.TestCase):
    def test_heights_are_typed_points(self) -> None:
        with Service({"/v1/harbours/selkie/heights": (200, HEIGHTS)}) as service:
            self.assertEqual(Client(service.url).heights("selkie", NOON, 1), [Point(NOON, 0.912)])
            self.assertEqual(service.seen, ["/v1/harbours/selkie/heights?from=2026-03-01T12%3A00Z&hours=1"])

    def test_a_moment_is_sent_in_utc(self) -> None:
        east = NOON.astimezone(timezone(timedelta(hours=9)))
        with Service({"/v1/harbours/selkie/heights": (200, HEIGHTS)}) as service:
            Client(service.url + "/").heights("selkie", east, 1)
            self.assertIn("from=2026-03-01T12%3A00Z", service.seen[0])

    def test_a_naive_moment_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            Client("http://localhost").heights("selkie", datetime(2026, 3, 1))

    def test_a_refusal_carries_the_reason_of_the_service(self) -> None:
        with Service({}) as service, self.assertRaises(ServiceError) as refusal:
            Client(service.url).heights("atlantis", NOON)
        self.assertEqual((refusal.exception.status, refusal.exception.reason), (404, "unknown"))

    def test_the_command_lists_harbours(self) -> None:
        out = io.StringIO()
        with Service({"/v1/harbours": (200, {"harbours": ["fennock", "selkie"]})}) as service:
            with contextlib.redirect_stdout(out):
                self.assertEqual(main(["--service", service.url, "harbours"]), 0)
        self.assertEqual(out.getvalue(), "fennock\nselkie\n")


if __name__ == "__main__":
    unittest.main()
