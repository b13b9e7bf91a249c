using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Faults;

/// <summary>Fault scripts as users write them, right and wrong.</summary>
public sealed class FaultScriptTests
{
    private const string Committed = "docs/schemas/faults-v1.json";

    private const string Whole = """
        schema: 1
        seed: 42
        rules:
          - { protocol: oci, operation: blob-upload, method: PUT, fault: status, status: 503, body: "busy", retry-after: 2s, count: 2 }
          - { destination: [ghcr.io, pypi], path: "/v2/*", from: 2, every: 3, probability: 0.5, fault: down, refuse: true }
          - { operation: [asset-upload, file-upload], fault: lost-response }
          - { fault: delay, for: 500ms }
          - { fault: hold, for: 1m }
          - { fault: truncate, after: 100 }
          - { fault: wrong-bytes, at: 7 }
          - { fault: disk-full, after: 0 }
          - { fault: clock-skew, by: -1h }
          - { fault: slow, rate: 1024 }
          - { fault: reset-before }
          - { fault: reset-after }

        """;

    [Fact]
    public async Task The_committed_schema_is_the_present_one()
    {
        using var directory = new TemporaryDirectory();
        var schema = (await new BuiltDrayage(directory.Path).RunAsync("schema", "faults")).Ended(0).Output;
        Assert.True(
            schema == await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, Committed), TestContext.Current.CancellationToken),
            $"{Committed} is stale. Write it anew: drayage schema faults > {Committed}");
    }

    [Fact]
    public async Task The_schema_accepts_what_is_read_and_refuses_what_is_not()
    {
        var judge = await JsonSchemaPeer.RequireAsync();
        using var directory = new TemporaryDirectory();
        var schema = (await new BuiltDrayage(directory.Path).RunAsync("schema", "faults")).Ended(0).Output;
        var python = await Peer.RequirePythonAsync("yaml");
        var whole = await python.RunAsync("-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", directory.Write("whole.yaml", Whole));

        var answers = await judge.JudgeAsync(schema, whole.Succeeded().Output.Trim(), """{ "rules": [{ "fault": "explode" }] }""", """{ "rules": [{ "fault": "delay", "fro": 1 }] }""", """{ "rule": [] }""");

        Assert.Equal("ok", answers[0]);
        Assert.All(answers[1..], answer => Assert.StartsWith("refused", answer, StringComparison.Ordinal));
        // Read in whole, it is refused only for a port that is none.
        (await ServeAsync(directory, "whole.yaml", "--port", "70000")).Refused(2, "--port: 70000", "0 to 65535", "any free one");
    }

    [Theory]
    [InlineData("rules: [{ fault: delay }]", "fault delay lacks 'for'", ":1:18", "How long")]
    [InlineData("rules: [{ fault: reset-after, status: 500 }]", "fault reset-after takes no 'status'", ":1:39", "it takes nothing")]
    [InlineData("rules: [{ fault: delay, for: soon }]", "'soon' is no time", ":1:30", "")]
    [InlineData("rules: [{ fault: delay, for: -1s }]", "'for' is below zero", ":1:30", "only 'by'")]
    [InlineData("rules: [{ fault: explode }]", "'explode' is none of clock-skew, delay, disk-full", ":1:18", "")]
    [InlineData("rules: [{ fault: status, status: 200 }]", "'200' is no number from 400 to 599", ":1:34", "")]
    [InlineData("rules: [{ operation: asset-uplod, fault: reset-after }]", "did you mean 'asset-upload'?", ":1:22", "")]
    [InlineData("rules: [{ protocol: oci, operation: file-upload, fault: reset-after }]", "protocol oci has no operation 'file-upload'", ":1:37", "it has ping")]
    [InlineData("rules: [{ fault: reset-after, proto: oci }]", "unknown key 'proto' in rule", ":1:31", "known keys")]
    [InlineData("rules: [{ fault: down, refuse: true, status: 503 }]", "answers no status", ":1:46", "leave out")]
    [InlineData("rules: [{ fault: reset-after, probability: 0 }]", "'0' is no probability", ":1:44", "")]
    [InlineData("rules: [{ count: 1 }]", "the rule lacks 'fault'", ":1:9", "clock-skew")]
    [InlineData("seed: 1", "the fault script lacks 'rules'", ":1:1", "What goes wrong")]
    public async Task A_mistake_is_told_with_its_place(string text, string error, string place, string hint)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("faults.yaml", text);
        (await ServeAsync(directory, "faults.yaml")).Refused(2, error, place, hint);
    }

    [Theory]
    [InlineData("storm:often", "the seed is no number", "storm:often", "such as storm:42")]
    [InlineData("down", "names no destination", "down", "down:ghcr")]
    [InlineData("nothing.yaml", "nothing.yaml cannot be read", "Could not find", "storm, flaky, down:NAME")]
    public async Task A_choice_that_means_nothing_is_refused(string faults, string error, string because, string hint)
    {
        using var directory = new TemporaryDirectory();
        (await ServeAsync(directory, faults)).Refused(2, error, because, hint);
    }

    private static Task<CommandOutcome> ServeAsync(TemporaryDirectory directory, string faults, params string[] more) =>
        new BuiltDrayage(directory.Path).RunAsync(["serve", "--data", "data", "--faults", faults, .. more]);
}
