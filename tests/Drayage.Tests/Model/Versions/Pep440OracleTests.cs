using Drayage.Model.Versions;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Model.Versions;

/// <summary>Compares with Python's own <c>packaging</c>.</summary>
public sealed class Pep440OracleTests
{
    private const string Script = """
        import json, sys
        from packaging.version import Version, InvalidVersion
        previous = None
        for text in json.load(sys.stdin):
            try:
                version = Version(text)
            except InvalidVersion:
                print("-")
                continue
            order = 0 if previous is None else (previous > version) - (previous < version)
            print(order, version, version.is_prerelease, version.local)
            previous = version
        """;

    [Fact]
    public async Task Packaging_reads_spells_and_ranks_alike()
    {
        var texts = VersionTexts.Sample(VersionTexts.Pep440, 3000, 3)
            .Concat(VersionTexts.Sample(VersionTexts.Damaged(VersionTexts.Pep440), 2000, 4))
            .Concat(VersionTexts.Sample(VersionTexts.Semantic, 500, 5)).ToList();

        var answer = (await Peer.Require("/usr/bin/python3").RunAsync(["-c", Script], System.Text.Json.JsonSerializer.Serialize(texts))).Succeeded();

        Assert.Equal(Own(texts), answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Zip(texts, (line, text) => $"{text}: {line}"));
    }

    private static IEnumerable<string> Own(IEnumerable<string> texts)
    {
        Pep440Version? previous = null;
        foreach (var text in texts)
        {
            if (!Pep440Version.TryParse(text, out var version))
            {
                yield return $"{text}: -";
                continue;
            }
            var order = previous is null ? 0 : Math.Sign(previous.CompareTo(version));
            var local = version.IsLocal ? string.Join('.', version.Local) : "None";
            yield return $"{text}: {order} {version} {version.IsPreRelease} {local}";
            previous = version;
        }
    }
}
