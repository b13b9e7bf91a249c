using System.Collections.Immutable;
using System.Text;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Adds each crate to a fresh package with cargo, compares the checksum that it locks with the waybill's, and builds it.</summary>
internal sealed class CargoProof : IClientProof
{
    private const string CratesIo = "crates-io";

    public string Program => "cargo";

    public string Install => "https://rustup.rs";

    public bool Covers(Consignment consignment) => consignment.Kind == "crates";

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var package = await PreparePackageAsync(waybill, consignment, tools, cancellationToken);
        var crate = $"{consignment.Options["crate"]}@={consignment.Version}";
        var registry = consignment.Options["registry"] is var named && named != CratesIo ? new[] { "--registry", named } : [];
        var added = await CargoAsync(["add", crate, .. registry]);
        if (!added.Succeeded)
            return [Failed(consignment, added)];
        var fetched = await CargoAsync(["fetch"]);
        if (!fetched.Succeeded)
            return [fetched.Errors.Contains("no matching package named", StringComparison.Ordinal) ? await LookAsync() : Failed(consignment, fetched)];
        if (!await IsLockedAsync(consignment, package, cancellationToken))
            return [new Proof("cargo", consignment.Id, ProofOutcome.Failed, "locked another checksum than the waybill's")];
        var built = await CargoAsync(["build", "--locked", "--offline"]);
        return [built.Succeeded ? new Proof("cargo", consignment.Id, ProofOutcome.Held, "added, locked by the waybill's checksum, built") : Failed(consignment, built)];

        // What a crate depends on may not be part of this release, and so not be here.
        async Task<Proof> LookAsync()
        {
            var shown = await CargoAsync(["info", crate, .. registry]);
            return shown.Succeeded ? new Proof("cargo", consignment.Id, ProofOutcome.Held, $"added and downloaded; not built: {FirstError(fetched)}") : Failed(consignment, shown);
        }

        Task<ClientRun> CargoAsync(ImmutableArray<string> arguments) =>
            tools.RunAsync("cargo", ["--config", Path.Combine(package, "sources.toml"), .. arguments], package, EnvironmentOf(waybill, package), cancellationToken);
    }

    private static async Task<string> PreparePackageAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var package = tools.Scratch($"cargo-{consignment.Destination}-{consignment.Options["crate"]}");
        // A workspace of its own, or cargo would look for the one around it.
        await WriteAsync(Path.Combine(package, "Cargo.toml"), "[package]\nname = \"rehearsed\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n");
        await WriteAsync(Path.Combine(package, "src", "lib.rs"), "");
        await WriteAsync(Path.Combine(package, "sources.toml"), Sources(waybill, consignment, tools));
        return package;

        Task WriteAsync(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return File.WriteAllTextAsync(path, text, cancellationToken);
        }
    }

    /// <summary>Lets an embedded registry stand in for each registry that the release goes to.</summary>
    private static string Sources(Waybill waybill, Consignment consignment, ProofTools tools)
    {
        var text = new StringBuilder();
        var crates = waybill.Consignments.Where(other => other.Kind == consignment.Kind).OrderBy(other => other.Destination == consignment.Destination ? 0 : 1);
        foreach (var registry in crates.DistinctBy(other => other.Options["registry"]))
        {
            var name = registry.Options["registry"];
            if (name != CratesIo)
                text.Append($"[registries.{name}]\nindex = \"{registry.Address}\"\n[source.{name}]\nregistry = \"{registry.Address}\"\n");
            else
                text.Append($"[source.{name}]\n");
            text.Append($"replace-with = \"rehearsed-{name}\"\n[source.rehearsed-{name}]\nregistry = \"sparse+{tools.Site.Address}crates/{registry.Destination}/index/\"\n");
        }

        return text.ToString();
    }

    // The user's own settings and downloads are left alone.
    private static IEnumerable<KeyValuePair<string, string?>> EnvironmentOf(Waybill waybill, string package) =>
    [
        KeyValuePair.Create("CARGO_HOME", (string?)Path.Combine(package, "home")),
        KeyValuePair.Create("CARGO_TARGET_DIR", (string?)Path.Combine(package, "target")),
        .. waybill.Consignments.Where(other => other.Kind == "crates")
            .Select(other => KeyValuePair.Create($"CARGO_REGISTRIES_{other.Options["registry"].Replace('-', '_').ToUpperInvariant()}_INDEX", (string?)null))
            .DistinctBy(variable => variable.Key),
    ];

    private static async Task<bool> IsLockedAsync(Consignment consignment, string package, CancellationToken cancellationToken)
    {
        var digest = consignment.Effects.OfType<Effect.Put>().Single().Digest!;
        return (await File.ReadAllTextAsync(Path.Combine(package, "Cargo.lock"), cancellationToken)).Contains($"checksum = \"{digest.Hex}\"", StringComparison.Ordinal);
    }

    private static Proof Failed(Consignment consignment, ClientRun run) => new("cargo", consignment.Id, ProofOutcome.Failed, FirstError(run));

    private static string FirstError(ClientRun run) =>
        run.Errors.Split('\n').FirstOrDefault(line => line.StartsWith("error", StringComparison.Ordinal)) ?? run.Error;
}
