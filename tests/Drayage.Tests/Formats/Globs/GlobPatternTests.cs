using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Formats.Globs;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Formats.Globs;

public sealed class GlobPatternTests
{
    private static readonly string[] Patterns =
    [
        "a", "*", "**", "a/*", "a/**", "**/a", "a/**/b", "a/*/b", "?", "??", "[ab]", "[!a]", "[^a]c", "[a-c]", "{a,b}", "{a,b/c}", "{a,{b,c}}/x",
        "a{1..3}", "a{3..1}", "*.js", ".*", "*.{js,ts}", "!(a)", "!(a|b)", "!(a)c", "@(a|b)", "+(a|b)", "?(a)b", "*(ab)c", "a.b", "a[b", "{a", "a/",
        "**/.x", ".x/**", "a*b*c", "packages/**/test-*", "**/**", "a/**/**", "x{a}", "{a,}", "[]a]", "+(a|!(b))", "(a)", "a+b", "$", "^a",
    ];

    private static readonly string[] Paths =
    [
        "a", "b", "c", "ab", "ac", "bc", "abc", "aab", "a/b", "a/c", "a/b/c", "a/x/b", "a/x/y/b", "b/a", "b/c", "a1", "a2", "a4", "m.js", "m.ts", ".x", "a/.x",
        ".x/y", "a/.x/b", "a.b", "axb", "a[b", "{a", "a/x", "b/x", "c/x", "packages/test-a", "packages/q/r/test-b", "packages/q/test", "x{a}", "xa", "]",
        "(a)", "a+b", "$", "^a", "aXbYc", "acc", "ababc",
    ];

    /// <summary>minimatch, which comes with npm, is what defines the meaning.</summary>
    [Fact]
    public async Task Every_pattern_matches_what_minimatch_matches()
    {
        const string Script = """
            const [patterns, paths] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
            const { minimatch } = require(process.argv[1]);
            console.log(JSON.stringify(patterns.map(p => paths.map(f => minimatch(f, p, { nocomment: true, nonegate: true })))));
            """;
        var npm = (await Peer.Require("npm").RunAsync("root", "-g")).Succeeded().Output.Trim();
        var module = Path.Combine(npm, "npm", "node_modules", "minimatch");
        var question = new JsonArray(ArrayOf(Patterns), ArrayOf(Paths)).ToJsonString();
        var answer = (await Peer.Require("node").RunAsync(["-e", Script, module], question)).Succeeded().Output;

        var expected = JsonSerializer.Deserialize<bool[][]>(answer)!;
        var differences = from p in Enumerable.Range(0, Patterns.Length)
                          let pattern = GlobPattern.Parse(Patterns[p])
                          from f in Enumerable.Range(0, Paths.Length)
                          where pattern.Matches(Paths[f]) != expected[p][f]
                          select $"{Patterns[p]} on {Paths[f]}: minimatch says {expected[p][f]}";
        Assert.Empty(differences);
    }

    [Fact]
    public void Dot_files_match_wildcards_on_request_only()
    {
        Assert.False(GlobPattern.Parse("a/*/b").Matches("a/.x/b"));
        Assert.True(GlobPattern.Parse("a/*/b", matchDotFiles: true).Matches("a/.x/b"));
        Assert.True(GlobPattern.Parse("**/b", matchDotFiles: true).Matches(".a/.x/b"));
    }

    private static JsonArray ArrayOf(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
