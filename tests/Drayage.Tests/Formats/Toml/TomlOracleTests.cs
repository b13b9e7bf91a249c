using System.Text.Json.Nodes;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Formats.Toml;

/// <summary>Python's tomllib must read every document to the same tree, in the same order, or refuse it as we do.</summary>
public sealed class TomlOracleTests
{
    // Where tomllib goes beyond the specification's 64 bits, the script refuses; no document here has a byte order mark.
    private const string Script = """
        import sys, json, tomllib, datetime, math
        def spell(x):
            if math.isnan(x): return "nan"
            if math.isinf(x): return "Infinity" if x > 0 else "-Infinity"
            mantissa, exponent = ("%.16e" % x).split("e")
            return "%sE%s%03d" % (mantissa, exponent[0], int(exponent[1:]))
        def model(v):
            if isinstance(v, dict): return {k: model(x) for k, x in v.items()}
            if isinstance(v, list): return [model(x) for x in v]
            if isinstance(v, int) and not -2**63 <= v < 2**63: raise ValueError
            if isinstance(v, float): return {"<float>": spell(v)}
            if isinstance(v, datetime.datetime):
                local = v.replace(tzinfo=None).isoformat(timespec="microseconds")
                if v.tzinfo is None: return {"<local-date-time>": local}
                return {"<offset-date-time>": "%s %d" % (local, v.utcoffset().total_seconds() / 60)}
            if isinstance(v, datetime.date): return {"<local-date>": v.isoformat()}
            if isinstance(v, datetime.time): return {"<local-time>": v.isoformat(timespec="microseconds")}
            return v
        def read(text):
            try: return model(tomllib.loads(text))
            except (tomllib.TOMLDecodeError, ValueError, RecursionError): return None
        json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
        """;

    [Fact]
    public Task The_specification_cases_agree() => Agree(
        [.. TomlCases.Valid.Concat(TomlCases.Invalid).Select(item => item.Item1).Where(text => !HasLoneSurrogate(text))]);

    [Fact]
    public Task Generated_documents_agree() => Agree([.. Enumerable.Range(0, 1500).Select(seed => new RandomToml(seed).Write())]);

    [Fact]
    public Task Mutated_documents_agree() => Agree(
        [.. Enumerable.Range(0, 6000).Select(seed => TomlMutation.Of(new RandomToml(seed % 500).Write(), seed)).Where(text => !HasLoneSurrogate(text) && !text.StartsWith('\uFEFF'))]);

    [Fact]
    public Task Manifests_of_installed_projects_agree()
    {
        string[] roots = ["/usr/lib/python3", "/usr/lib/python3.11", "/usr/share"];
        var files = roots
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateFiles(root, "*.toml", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8 }));
        return Agree([.. files.Select(File.ReadAllText)]);
    }

    private static async Task Agree(IReadOnlyList<string> texts)
    {
        var input = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString();
        var result = await Peer.Require("/usr/bin/python3").RunAsync(["-c", Script], input);
        Assert.True(result.ExitCode == 0, result.Error);
        var answers = JsonNode.Parse(result.Output)!.AsArray();
        Assert.Equal(texts.Count, answers.Count);
        for (var i = 0; i < texts.Count; i++)
            Assert.True(Read(texts[i]) == answers[i]?.ToJsonString(), $"for document\n{texts[i]}\ntomllib: {answers[i]?.ToJsonString()}\nours:    {Read(texts[i])}");
    }

    private static string? Read(string text)
    {
        try
        {
            return TomlModel.Of(TomlDocument.Parse(text, "doc.toml").Root).ToJsonString();
        }
        catch (ReleaseException)
        {
            return null;
        }
    }

    /// <summary>JSON cannot carry half of a pair to the other side.</summary>
    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
