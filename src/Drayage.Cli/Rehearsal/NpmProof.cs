using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Installs each npm package by its dist-tag into a fresh project, and again from the lock file that this left.</summary>
internal sealed class NpmProof : IClientProof
{
    public string Program => "npm";

    public string Install => "https://nodejs.org";

    public bool Covers(Consignment consignment) => consignment.Kind == "npm";

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var place = tools.Scratch($"npm-{consignment.Id}");
        var package = consignment.Options["package"];
        await File.WriteAllTextAsync(Path.Combine(place, "package.json"), "{\"name\":\"proof\",\"private\":true}\n", cancellationToken);
        var environment = Environment(new Uri(tools.Site.Address, $"npm/{consignment.Destination}/"), package, place);
        var tag = consignment.Effects.OfType<Effect.Point>().First().Name;
        var installed = await tools.RunAsync("npm", ["install", $"{package}@{tag}", "--ignore-scripts", "--legacy-peer-deps"], place, environment, cancellationToken);
        if (!installed.Succeeded)
            return [await FetchedAsync(consignment, $"{package}@{tag}", installed.Error, place, environment, tools, cancellationToken)];
        var again = await tools.RunAsync("npm", ["ci", "--ignore-scripts", "--legacy-peer-deps"], place, environment, cancellationToken);
        if (!again.Succeeded)
            return [Failed(consignment, $"npm ci: {again.Error}")];
        var (version, integrity) = await LockedAsync(place, package, cancellationToken);
        return version == consignment.Version
            ? [new Proof("npm", consignment.Id, ProofOutcome.Held, $"installed {package}@{tag} = {version}, and again from the lock file: {integrity}")]
            : [Failed(consignment, $"{package}@{tag} is {version}, expected {consignment.Version}")];
    }

    // A package whose dependencies are elsewhere cannot be installed here; npm still fetches it and checks its integrity.
    private static async Task<Proof> FetchedAsync(
        Consignment consignment, string wanted, string because, string place, KeyValuePair<string, string?>[] environment, ProofTools tools, CancellationToken cancellationToken)
    {
        var packed = await tools.RunAsync("npm", ["pack", wanted, "--json", "--ignore-scripts"], place, environment, cancellationToken);
        if (!packed.Succeeded)
            return Failed(consignment, $"npm install {wanted}: {because}; npm pack: {packed.Error}");
        using var document = JsonDocument.Parse(packed.Output);
        var entry = document.RootElement.EnumerateArray().First();
        var version = entry.GetProperty("version").GetString();
        return version == consignment.Version
            ? new Proof("npm", consignment.Id, ProofOutcome.Held, $"fetched {wanted} = {version}, {entry.GetProperty("integrity").GetString()}; not installed: {because}")
            : Failed(consignment, $"{wanted} is {version}, expected {consignment.Version}");
    }

    private static Proof Failed(Consignment consignment, string saw) => new("npm", consignment.Id, ProofOutcome.Failed, saw);

    // A user's own npm configuration would point elsewhere, and lend its login; a cache of its own sees what is served now.
    private static KeyValuePair<string, string?>[] Environment(Uri registry, string package, string place) =>
    [
        Variable("npm_config_userconfig", Path.Combine(place, "npmrc")),
        Variable("npm_config_globalconfig", Path.Combine(place, "npmrc-global")),
        Variable("npm_config_cache", Path.Combine(place, "cache")),
        Variable("npm_config_registry", registry.AbsoluteUri),
        Variable("npm_config_audit", "false"),
        Variable("npm_config_fund", "false"),
        Variable("npm_config_update_notifier", "false"),
        .. package.StartsWith('@') ? [Variable($"npm_config_{package[..package.IndexOf('/', StringComparison.Ordinal)]}:registry", registry.AbsoluteUri)] : Array.Empty<KeyValuePair<string, string?>>(),
    ];

    private static KeyValuePair<string, string?> Variable(string name, string value) => KeyValuePair.Create(name, (string?)value);

    private static async Task<(string? Version, string? Integrity)> LockedAsync(string place, string package, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(place, "package-lock.json"), cancellationToken));
        var entry = document.RootElement.GetProperty("packages").GetProperty($"node_modules/{package}");
        return (entry.GetProperty("version").GetString(), entry.GetProperty("integrity").GetString());
    }
}
