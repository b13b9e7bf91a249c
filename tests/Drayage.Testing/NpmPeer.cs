using System.Text.Json.Nodes;

namespace Drayage.Testing;

/// <summary>npm itself, with a configuration and a cache of its own, so that it asks one registry on the loopback and no other.</summary>
public sealed class NpmPeer : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    /// <param name="registry">With its slash at the end.</param>
    /// <param name="token">Null for somebody without a login.</param>
    public NpmPeer(Uri registry, string? token)
    {
        Registry = registry;
        var login = token is null ? "" : $"//{registry.Authority}{registry.AbsolutePath}:_authToken={token}\n";
        directory.Write("npmrc", $"registry={registry}\naudit=false\nfund=false\nupdate-notifier=false\n{login}");
        directory.Write("npmrc-global", "");
    }

    public Uri Registry { get; }

    /// <summary>Runs npm in a directory.</summary>
    public Task<PeerResult> RunAsync(string place, params string[] arguments) => Peer.Require("npm").In(place)
        .With("npm_config_userconfig", directory["npmrc"])
        .With("npm_config_globalconfig", directory["npmrc-global"])
        .With("npm_config_cache", directory["cache"])
        .RunAsync(arguments);

    /// <summary>Writes a package that can be published.</summary>
    /// <returns>Its directory.</returns>
    public string Package(string name, string version, string members = "")
    {
        var place = $"packages/{name.Replace('/', '-')}-{version}";
        directory.Write($"{place}/package.json", $$"""{"name":"{{name}}","version":"{{version}}","main":"index.js"{{members}}}""");
        directory.Write($"{place}/README.md", "# A package\n");
        directory.Write($"{place}/index.js", "module.exports = 42;\n");
        return directory[place];
    }

    /// <summary>Installs into a fresh project, and again from the lock file that this leaves.</summary>
    /// <returns>The version and the integrity that the lock file states.</returns>
    public async Task<(string Version, string Integrity)> InstallAsync(string package, string wanted)
    {
        var place = directory.Inside($"project-{Guid.NewGuid():N}");
        place.Write("package.json", """{"name":"project","private":true}""");
        (await RunAsync(place.Path, "install", $"{package}@{wanted}")).Succeeded();
        (await RunAsync(place.Path, "ci")).Succeeded();
        var entry = JsonNode.Parse(await File.ReadAllTextAsync(place["package-lock.json"]))!["packages"]![$"node_modules/{package}"]!;
        return (entry["version"]!.GetValue<string>(), entry["integrity"]!.GetValue<string>());
    }

    public void Dispose() => directory.Dispose();
}
