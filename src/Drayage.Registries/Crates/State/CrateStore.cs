using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Crates.Rules;
using Drayage.Registries.Crates.Wire;
using Drayage.Registries.Storage;

namespace Drayage.Registries.Crates.State;

/// <summary>The crates of all registries: <c>REGISTRY/CRATE</c>, one document a crate, under its canonical name.</summary>
internal sealed class CrateStore(string root)
{
    private readonly KeyedLock locks = new();

    /// <summary>Whoever changes a crate holds its lock.</summary>
    public Task<IDisposable> LockAsync(string registry, string crate, CancellationToken cancellationToken) =>
        locks.AcquireAsync($"{registry}/{CrateName.Canonical(crate)}", cancellationToken);

    /// <returns>Null when there is no such crate, however its name is spelt.</returns>
    public Task<CrateRecord?> FindAsync(string registry, string crate, CancellationToken cancellationToken) =>
        AtomicFile.ReadJsonAsync(PathOf(registry, crate), CratesJson.Wire.CrateRecord, cancellationToken);

    public Task WriteAsync(string registry, CrateRecord crate, CancellationToken cancellationToken) =>
        AtomicFile.WriteJsonAsync(PathOf(registry, crate.Name), crate, CratesJson.Wire.CrateRecord, cancellationToken);

    /// <summary>All crates of a registry, by name.</summary>
    public async Task<ImmutableArray<CrateRecord>> AllAsync(string registry, CancellationToken cancellationToken)
    {
        var directory = Path.Combine(root, FileNames.Encode(registry));
        var crates = ImmutableArray.CreateBuilder<CrateRecord>();
        foreach (var path in Documents(directory).Order(StringComparer.Ordinal))
        {
            if (await AtomicFile.ReadJsonAsync(path, CratesJson.Wire.CrateRecord, cancellationToken) is { } crate)
                crates.Add(crate);
        }

        return crates.ToImmutable();
    }

    /// <summary>Adds every blob that a version is made of.</summary>
    public async Task MarkAsync(ISet<Digest> live, CancellationToken cancellationToken)
    {
        foreach (var path in Documents(root))
        {
            if (await AtomicFile.ReadJsonAsync(path, CratesJson.Wire.CrateRecord, cancellationToken) is not { } crate)
                continue;
            foreach (var version in crate.Versions)
                live.Add(Digest.Parse($"{Digest.Sha256}:{version.Line.Cksum}"));
        }
    }

    private static IEnumerable<string> Documents(string directory) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(path => !Path.GetFileName(path).StartsWith('.'))
        : [];

    private string PathOf(string registry, string crate) => Path.Combine(root, FileNames.Encode(registry), FileNames.Encode(CrateName.Canonical(crate)));
}
