using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.PythonIndexes;

/// <summary>The sample's Python client, released as 0.4.0, 0.5.0 and 0.6.0rc1 to GitHub and to an OCI registry.</summary>
public sealed class ReleasedClient : IAsyncLifetime
{
    public const string Project = "tidewater-client";
    public const string Tidewater = "tidewater/tidewater";
    public const string Repository = "ghcr.io/tidewater/python/tidewater-client";

    private SampleFixture sample = null!;
    private SealingKey key = null!;

    public RegistryFixture Registry { get; private set; } = null!;

    public string Root => sample.Root;

    public async ValueTask InitializeAsync()
    {
        Registry = await RegistryFixture.StartAsync();
        sample = await SampleFixture.StartAsync();
        key = new SealingKey();
        await ReleaseAsync();
        await GoOnAsync("0.4.0", "0.5.0", "0.5.0");
        await ReleaseAsync();
        await GoOnAsync("0.5.0", "0.6.0-rc.1", "0.6.0rc1");
        await ReleaseAsync();
    }

    /// <summary>The tool, whose destinations are the embedded registries.</summary>
    internal BuiltDrayage Drayage() => new BuiltDrayage(sample.Root).Against(Registry);

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        sample.Dispose();
        key.Dispose();
    }

    /// <summary>Tests that share it.</summary>
    [CollectionDefinition]
    public sealed class Users : ICollectionFixture<ReleasedClient>;

    private async Task ReleaseAsync() => (await Drayage().RunAsync(["release", "--only", Project, .. await key.ArgumentsAsync(Drayage())])).Ended(0);

    private async Task GoOnAsync(string from, string version, string native)
    {
        await sample.Git.RunAsync("tag", $"v{from}");
        foreach (var (file, spelling) in new[] { ("Cargo.toml", version), ("python/pyproject.toml", native) })
        {
            var path = sample.Git.Directory[file];
            await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace($"version = \"{from}\"", $"version = \"{spelling}\"", StringComparison.Ordinal));
        }

        await sample.Git.CommitAsync($"Tidewater {version}");
    }
}
