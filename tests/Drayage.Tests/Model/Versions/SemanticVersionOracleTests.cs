using Drayage.Model.Versions;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Model.Versions;

/// <summary>Compares with the <c>semver</c> package that npm itself brings along.</summary>
public sealed class SemanticVersionOracleTests
{
    private const string Script = """
        const root = require('child_process').execSync('npm root -g', { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
        const semver = require(root + '/npm/node_modules/semver');
        const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        const strict = /^[0-9]/;
        let previous = null;
        for (const text of texts) {
          const version = strict.test(text) && text.trim() === text ? semver.parse(text) : null;
          if (!version) { console.log('-'); continue; }
          const order = previous === null ? 0 : Math.sign(semver.compare(previous, text));
          console.log([order, semver.inc(text, 'major'), semver.inc(text, 'minor'), semver.inc(text, 'patch')].join(' '));
          previous = text;
        }
        """;

    [Fact]
    public async Task Node_reads_ranks_and_bumps_alike()
    {
        var texts = VersionTexts.Sample(VersionTexts.Semantic, 1500, 1)
            .Concat(VersionTexts.Sample(VersionTexts.Damaged(VersionTexts.Semantic), 1500, 2)).ToList();

        var answer = (await Peer.Require("node").RunAsync(["-e", Script], System.Text.Json.JsonSerializer.Serialize(texts))).Succeeded();

        Assert.Equal(Own(texts), answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Zip(texts, (line, text) => $"{text}: {line}"));
    }

    private static IEnumerable<string> Own(IEnumerable<string> texts)
    {
        SemanticVersion? previous = null;
        foreach (var text in texts)
        {
            if (!SemanticVersion.TryParse(text, out var version))
            {
                yield return $"{text}: -";
                continue;
            }
            var order = previous is null ? 0 : Math.Sign(SemanticVersion.ComparePrecedence(previous, version));
            yield return $"{text}: {order} {version.Next(VersionStep.Major)} {version.Next(VersionStep.Minor)} {version.Next(VersionStep.Patch)}";
            previous = version;
        }
    }
}
