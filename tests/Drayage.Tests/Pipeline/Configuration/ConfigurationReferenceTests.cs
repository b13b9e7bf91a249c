using System.Text.Json.Nodes;
using Drayage.Testing;
using Drayage.Tests.Architecture;
using Drayage.Tests.Pipeline.StandIns;
using Xunit;

namespace Drayage.Tests.Pipeline.Configuration;

/// <summary>The schema and the reference page, which come from the definitions that read the file.</summary>
public sealed class ConfigurationReferenceTests
{
    /// <summary>Set to 1, the committed files are written anew instead of compared.</summary>
    private const string Rewrite = "DRAYAGE_WRITE_DOCS";

    [Fact]
    public void Committed_schema_is_the_present_one() => Compare("docs/schemas/drayage-v1.json", LandedParts.Configuration.Schema());

    [Fact]
    public void Committed_reference_page_is_the_present_one() => Compare("docs/configuration.md", LandedParts.Configuration.ReferencePage());

    [Fact]
    public void Reference_page_names_every_key_with_type_and_default()
    {
        var page = StandInParts.Configuration.ReferencePage();
        Assert.Contains("| `project` | text | required | Name of the project. |\n", page, StringComparison.Ordinal);
        Assert.Contains("| `platforms` | list of text | linux/amd64 | Platforms. |\n", page, StringComparison.Ordinal);
        Assert.Contains("| `cgo` | `true` \\| `false` | false | Whether cgo is on. |\n", page, StringComparison.Ordinal);
        Assert.Contains("| `mode` | `pack` \\| `publish` |  | How it is built. |\n", page, StringComparison.Ordinal);
        Assert.Contains("| `env` | mapping of names to text |  | Variables of the build. |\n", page, StringComparison.Ordinal);
        Assert.Contains("### archive\n", page, StringComparison.Ordinal);
        Assert.Contains("### ecosystem: cargo\n", page, StringComparison.Ordinal);
        Assert.Contains("### kind: shelf\n", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("| `path` |").Length);
    }

    [Fact]
    public async Task Schema_accepts_what_is_read_and_refuses_what_is_not()
    {
        var peer = await JsonSchemaPeer.RequireAsync();
        string[] good =
        [
            """{ "schema": 1, "project": "tide", "components": {} }""",
            """{ "schema": "1", "project": 7, "exclude": "a/**", "components": { "tide": { "ecosystem": "cargo", "cgo": true, "env": { "A": 1 }, "to": ["s"], "archive": { "format": "zip" } } } }""",
            """{ "project": "tide", "destinations": { "s": { "kind": "shelf", "place": "x" } }, "components": { "a": { "ecosystem": "go", "platforms": ["linux/amd64"], "mode": "pack" } } }""",
        ];
        string[] bad =
        [
            """{ "project": "tide" }""",
            """{ "project": "tide", "components": {}, "projct": 1 }""",
            """{ "schema": 2, "project": "tide", "components": {} }""",
            """{ "project": "tide", "components": { "a": { "ecosystem": "go", "platfroms": [] } } }""",
            """{ "project": "tide", "components": { "a": { "ecosystem": "haskell" } } }""",
            """{ "project": "tide", "components": { "a": { "path": "x" } } }""",
            """{ "project": "tide", "components": { "a": { "ecosystem": "go", "cgo": "yes" } } }""",
            """{ "project": "tide", "components": { "a": { "ecosystem": "go", "archive": { "format": "rar" } } } }""",
            """{ "project": "tide", "destinations": { "s": { "kind": "shelf" } }, "components": {} }""",
        ];
        var answers = await peer.JudgeAsync(StandInParts.Configuration.Schema(), [.. good, .. bad]);
        Assert.Equal(Enumerable.Repeat("ok", good.Length), answers.Take(good.Length));
        Assert.All(answers.Skip(good.Length), answer => Assert.StartsWith("refused", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Schema_accepts_the_sample()
    {
        var peer = await JsonSchemaPeer.RequireAsync();
        var python = await Peer.RequirePythonAsync("yaml");
        var schema = LandedParts.Configuration.Schema();
        var sample = Path.Combine(SourceTree.Root, "samples/polyglot/drayage.yaml");
        var json = await python.RunAsync("-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", sample);
        var document = json.Output.Trim();
        var odd = JsonNode.Parse(document)!;
        odd["components"]!.AsObject().First().Value!["surprise"] = true;
        Assert.Equal(["ok"], await peer.JudgeAsync(schema, document));
        Assert.StartsWith("refused", Assert.Single(await peer.JudgeAsync(schema, odd.ToJsonString())), StringComparison.Ordinal);
    }

    private static void Compare(string path, string present)
    {
        var full = Path.Combine(SourceTree.Root, path);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            File.WriteAllText(full, present);
        Assert.True(
            File.Exists(full) && File.ReadAllText(full) == present,
            $"{path} is stale. Write it anew: {Rewrite}=1 and run the tests of {nameof(ConfigurationReferenceTests)}");
    }
}
