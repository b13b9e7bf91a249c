// Reads {paths, lists, dot} and prints which of the paths micromatch picks for each list of globs.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const micromatch = createRequire(process.argv[2] + "/")("micromatch");
const { paths, lists, dot } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(lists.map((list) => micromatch(paths, list, { dot }))));
