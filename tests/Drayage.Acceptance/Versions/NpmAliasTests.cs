using System.Text.Json.Nodes;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Versions;

/// <summary>A package of the repository that another one takes under another name, from the registry.</summary>
public sealed class NpmAliasTests
{
    [Fact]
    public async Task It_moves_in_the_lock_file_as_in_the_manifest_and_npm_takes_both_once_the_version_is_published()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var npm = new NpmPeer(new Uri(registry.Address, "npm/main/"), RegistryFixture.Token);
        foreach (var (name, version) in ((string, string)[])[("@tide/core", "1.4.0"), ("@tide/core", "1.5.0"), ("other", "1.4.0")])
            (await npm.RunAsync(npm.Package(name, version), "publish")).Succeeded();
        using var git = await CreateAsync();
        (await npm.RunAsync(git.Directory.Path, "install", "--package-lock-only")).Succeeded();
        await git.CommitAsync("Begin");
        var before = Asked(git);

        var edit = (await new BuiltDrayage(git.Directory.Path).RunAsync("version", "set", "1.5.0")).Ended(0);

        Assert.Contains("package-lock.json follows what was edited; renew it: npm install --package-lock-only", edit.Error, StringComparison.Ordinal);
        var edited = Asked(git);
        Assert.Equal(before.Replace("@tide/core@1.4.0", "@tide/core@1.5.0", StringComparison.Ordinal).Replace("core@^1.4.0", "core@^1.5.0", StringComparison.Ordinal), edited);
        Assert.Contains("\"@tide/core\":\"npm:other@1.4.0\"", edited, StringComparison.Ordinal);
        (await npm.RunAsync(git.Directory.Path, "install", "--package-lock-only")).Succeeded();
        Assert.Equal(edited, Asked(git));
        Assert.Equal("1.5.0", Locked(git)["node_modules/exact"]!["version"]!.GetValue<string>());
        (await npm.RunAsync(git.Directory.Path, "ci")).Succeeded();
    }

    private static async Task<GitFixture> CreateAsync()
    {
        var git = await GitFixture.StartAsync();
        git.Directory.Write("package.json", """{ "name": "tide", "version": "1.4.0", "private": true, "workspaces": ["packages/*"] }""");
        git.Directory.Write("packages/core/package.json", """{ "name": "@tide/core", "version": "1.4.0" }""");
        git.Directory.Write("packages/app/package.json", """
            {
              "name": "@tide/app",
              "version": "1.4.0",
              "dependencies": { "exact": "npm:@tide/core@1.4.0", "@tide/core": "npm:other@1.4.0" },
              "devDependencies": { "caret": "npm:@tide/core@^1.4.0" }
            }
            """);
        git.Directory.Write("drayage.yaml", "project: tide\ncomponents:\n  tide: { ecosystem: npm }\n  core: { ecosystem: npm, path: packages/core }\n  app: { ecosystem: npm, path: packages/app }\n");
        return git;
    }

    private static JsonNode Locked(GitFixture git) => JsonNode.Parse(File.ReadAllText(git.Directory["package-lock.json"]))!["packages"]!;

    /// <summary>What the package asks for by its manifest, which the lock file has to repeat.</summary>
    private static string Asked(GitFixture git)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(git.Directory["packages", "app", "package.json"]))!;
        var asked = Of(manifest);
        Assert.Equal(asked, Of(Locked(git)["packages/app"]!));
        return asked;
    }

    private static string Of(JsonNode manifest) =>
        $"{new JsonObject(manifest["dependencies"]!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString()} {manifest["devDependencies"]!.ToJsonString()}";
}
