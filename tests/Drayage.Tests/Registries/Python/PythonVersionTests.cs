using Drayage.Registries.Python;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Registries.Python;

public sealed class PythonVersionTests
{
    private static readonly string[] Samples =
    [
        "1", "1.0", "1.0.0", "01.2", "v1.2", "V1", "1!2.0", "0!1", "1.0a1", "1.0.alpha", "1.0-alpha-2", "1.0_b3", "1.0beta", "1.0c4", "1.0rc",
        "1.0.pre.5", "1.0preview6", "1.0-1", "1.0.post", "1.0-r7", "1.0rev8", "1.0.post9", "1.0.dev", "1.0dev3", "1.0-dev_4", "1.0a1.post2.dev3",
        "1.0+local", "1.0+Ubuntu-1_2", "1.0+001.a", " 1.0 ", "", "one", "1.0.x", "1.0-", "1..0", "1.0+", "1.0-rc.1", "1.0-rc-", "1.0.0-1.2", "1.0~1",
    ];

    /// <summary>Two texts are one version exactly when the packaging library says so, and what it refuses is refused.</summary>
    [Fact]
    public async Task Agrees_with_packaging_on_what_is_a_version_and_which_are_equal()
    {
        const string Program = """
            import sys
            from packaging.version import Version, InvalidVersion
            seen = {}
            for line in sys.stdin.read().split("\n"):
                try: print(seen.setdefault(Version(line), len(seen)))
                except InvalidVersion: print("none")
            """;
        var oracle = (await Peer.Require("/usr/bin/python3").RunAsync(["-c", Program], string.Join('\n', Samples))).Succeeded();
        var expected = oracle.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var actual = Samples.Select(sample =>
        {
            if (PythonVersion.Canonical(sample) is not { } canonical)
                return "none";
            seen.TryAdd(canonical, seen.Count);
            return seen[canonical].ToString();
        });

        Assert.Equal(expected, actual);
    }
}
