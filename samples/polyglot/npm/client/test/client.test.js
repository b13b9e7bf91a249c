import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { Client, ServiceError } from "../src/index.js";

async function withService(answers, use) {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push(request.url);
    const [status, body] = answers[request.url.split("?")[0]] ?? [404, { error: "unknown" }];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(new Client(`http://127.0.0.1:${server.address().port}/`), seen);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const noon = new Date("2026-03-01T12:00:00Z");

test("heights carry dates and metres", () =>
  withService(
    { "/v1/harbours/selkie/heights": [200, { points: [{ at: "2026-03-01T12:00Z", metres: 0.912 }] }] },
    async (client, seen) => {
      assert.deepEqual(await client.heights("selkie", noon, { hours: 1 }), [{ at: noon, metres: 0.912 }]);
      assert.deepEqual(seen, ["/v1/harbours/selkie/heights?from=2026-03-01T12%3A00Z&hours=1"]);
    },
  ));

test("a harbour's name is escaped", () =>
  withService({}, async (client, seen) => {
    await assert.rejects(client.heights("a/b", noon), ServiceError);
    assert.match(seen[0], /^\/v1\/harbours\/a%2Fb\/heights\?/);
  }));

test("a refusal carries the reason of the service", () =>
  withService({}, async (client) => {
    await assert.rejects(client.harbours(), { name: "ServiceError", status: 404, message: "404: unknown" });
  }));

test("harbours are names", () =>
  withService({ "/v1/harbours": [200, { harbours: ["fennock", "selkie"] }] }, async (client) => {
    assert.deepEqual(await client.harbours(), ["fennock", "selkie"]);
  }));
