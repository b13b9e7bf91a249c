using Drayage.Acceptance.Repositories;
using Drayage.Registries.Faults;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Withdrawing;

/// <summary>A repository that released 1.4.0 and then 1.5.0, and the registries that hold both: made once, and copied for each test.</summary>
public sealed class TwoReleases : IAsyncLifetime
{
    private const string Told = "destinations:\n  file: { kind: event-file, events: [release.withdrawn], path: 'dist/told/{{ type }}-{{ subject }}.json' }\n";

    private RegistryFixture registry = null!;
    private MiniRepository repository = null!;

    public string PublicKey => repository.PublicKeyPath;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync();
        repository = await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", MiniSources.Configuration.Replace("destinations:\n", Told, StringComparison.Ordinal)));
        (await repository.ReleaseAsync(registry)).Ended(0);
        await repository.GitAsync("tag", "v1.4.0");
        repository.Replace("VERSION", "1.4.0", "1.5.0");
        await repository.CommitAsync("Go on");
        (await repository.ReleaseAsync(registry)).Ended(0);
        await registry.Server.DisposeAsync();
    }

    /// <summary>The same state, in directories and registries of its own.</summary>
    /// <param name="fault">Between the tool and the registries.</param>
    internal async Task<ReleasedCopy> CopyAsync(IFault? fault = null)
    {
        var directory = new TemporaryDirectory();
        DirectoryCopy.Copy(registry.DataDirectory, directory["data"], except: path => path.EndsWith(".lock", StringComparison.Ordinal));
        DirectoryCopy.Copy(repository.Root, directory["repository"], except: path => path.EndsWith("/.drayage", StringComparison.Ordinal));
        var copied = await RegistryFixture.StartAsync(options => options with { DataDirectory = directory["data"], Faults = fault is null ? [] : [fault] });
        return new ReleasedCopy(directory, copied);
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        repository.Dispose();
    }
}
