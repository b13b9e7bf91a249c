using System.Text.Json;
using Drayage.Ecosystems.Npm.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Npm.Detection;

/// <summary>Compares detection with what npm itself makes of the same files.</summary>
public sealed class NpmOracleTests
{
    private static readonly string[][] Workspaces =
    [
        ["packages/*"],
        ["./packages/*/"],
        ["packages/**"],
        ["packages/**", "!packages/b/**"],
        ["packages/**", "!packages/b"],
        ["packages/**", "!packages/b/**", "packages/b/x"],
        ["!packages/b/**", "packages/**"],
        ["packages/*", "!packages/*"],
        ["!!packages/a"],
        ["**"],
        ["packages/{a,b}", "packages/.hidden"],
        ["packages/!(a)"],
        ["packages/a", "packages/a"],
        ["packages/*", "!**/b"],
        ["packages/*/*"],
    ];

    [Fact]
    public async Task Workspace_members_are_those_of_npm()
    {
        using var tree = new ForeignTree();
        foreach (var directory in (string[])["packages", "packages/a", "packages/b", "packages/b/x", "packages/b/x/y", "packages/.hidden", "other/a"])
            tree.Add(directory + "/package.json", $$"""{"name":"{{directory.Replace('/', '-').Replace(".", "")}}","version":"1.0.0"}""");
        tree.Add("packages/a/node_modules/n/package.json", """{"name":"n","version":"1.0.0"}""");
        tree.Add("package.json", "{}");

        const string Script = """
            const map = require(process.argv[1]);
            Promise.all(JSON.parse(process.argv[2]).map(workspaces => map({ cwd: process.cwd(), pkg: { workspaces } })))
                .then(all => all.forEach(found => console.log([...found.keys()].sort().join(' '))));
            """;
        var npm = (await Peer.Require("npm").RunAsync("root", "-g")).Succeeded().Output.Trim();
        var module = Path.Combine(npm, "npm", "node_modules", "@npmcli", "map-workspaces");
        var question = JsonSerializer.Serialize(Workspaces);
        var expected = (await Peer.Require("node").In(tree.Root).RunAsync("-e", Script, module, question)).Succeeded().Output.Split('\n');

        for (var i = 0; i < Workspaces.Length; i++)
        {
            File.WriteAllText(tree.Tree.FullPath("package.json"), $$"""{"name":"root","workspaces":{{JsonSerializer.Serialize(Workspaces[i])}}}""");
            var members = tree.Detect(new NpmDetector()).Packages
                .Where(package => package.Facts.Any(fact => fact.Name == "workspace")).Select(package => package.Name).Order(StringComparer.Ordinal);
            Assert.Equal((i, expected[i]), (i, string.Join(' ', members)));
        }
    }

    /// <summary><c>npm publish</c> reaches for the registry, which is not there, exactly where detection says "publishable".</summary>
    [Fact]
    public async Task Npm_refuses_to_publish_what_detection_calls_unpublishable()
    {
        using var tree = new ForeignTree
        {
            { "good/package.json", """{"name":"@s/good","version":"1.0.0-rc.1+b"}""" },
            { "loose/package.json", """{"name":"loose","version":" v1.0.0"}""" },
            { "text/package.json", """{"name":"text","version":"1.0.0","private":"false"}""" },
            { "zero/package.json", """{"name":"zero","version":"1.0.0","private":0}""" },
            { "unnamed/package.json", """{"version":"1.0.0"}""" },
            { "unversioned/package.json", """{"name":"unversioned"}""" },
            { "dotted/package.json", """{"name":".dotted","version":"1.0.0"}""" },
            { "short/package.json", """{"name":"short","version":"1.0"}""" },
        };
        await Task.WhenAll(tree.Detect(new NpmDetector()).Packages.Select(async package =>
        {
            var npm = Peer.Require("npm").In(tree.Tree.FullPath(package.Directory)).With("npm_config_registry", "http://127.0.0.1:9/");
            var result = (await npm.RunAsync("publish", "--tag", "edge", "--fetch-retries=0", "--//127.0.0.1:9/:_authToken=none")).Failed();
            var wentOut = result.Error.Contains("ECONNREFUSED", StringComparison.Ordinal);
            Assert.True(package.Publishability.IsPublishable == wentOut, $"{package.Directory}: {package.Publishability}\n{result.Error}");
        }));
    }
}
