using System.Security.Cryptography;
using Drayage.Testing;

namespace Drayage.Acceptance.Repositories;

/// <summary>
/// A repository of one chart, which goes to a registry and to GitHub. Nothing in it is compiled, so that many releases of it are
/// sealed in little time.
/// </summary>
internal sealed class ChartRepository : IDisposable
{
    private const string Configuration = """
        schema: 1
        project: tide
        repository: example/tide
        description: Tide tables for small harbours
        licence: MIT
        version: 'VERSION~([0-9.]+)'
        destinations:
          github: { kind: github, token: env:GITHUB_TOKEN }
          ghcr: { kind: oci, registry: ghcr.io/example, username: env:GITHUB_ACTOR, password: env:GITHUB_TOKEN }
        components:
          tide-chart: { ecosystem: helm, path: chart, to: [ghcr, github] }

        """;

    private readonly TemporaryDirectory keys = new();
    private readonly GitFixture git;
    private readonly string key;

    private ChartRepository(GitFixture git)
    {
        this.git = git;
        // Without a password, which takes a second of processor time for each release to check.
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        key = keys.Write("release.key", pair.ExportPkcs8PrivateKeyPem());
    }

    public static async Task<ChartRepository> CreateAsync()
    {
        var repository = new ChartRepository(await GitFixture.StartAsync());
        repository.git.Directory.Write("drayage.yaml", Configuration);
        repository.git.Directory.Write("LICENSE", "MIT License\n");
        repository.git.Directory.Write("chart/templates/notes.yaml", "kind: ConfigMap\n");
        return repository;
    }

    /// <summary>Seals a release of a version and sends nothing.</summary>
    /// <param name="registry">Asked whether it would take it.</param>
    public async Task SealAsync(string version, RegistryFixture registry)
    {
        git.Directory.Write("VERSION", version + "\n");
        git.Directory.Write("chart/Chart.yaml", $"apiVersion: v2\nname: tide-chart\ndescription: Tide tables\ntype: application\nversion: {version}\n");
        await git.CommitAsync($"Version {version}");
        var drayage = new BuiltDrayage(git.Directory.Path).Against(registry).With("DRAYAGE_KEY_PASSWORD", null);
        (await drayage.RunAsync("release", "--dry-run", "--key", $"file:{key}")).Ended(0);
    }

    /// <summary>A work directory with the release that was sealed last.</summary>
    public Task<SealedCopy> CopySealedAsync() => SealedCopy.OfAsync(git.Directory.Path);

    public void Dispose()
    {
        git.Dispose();
        keys.Dispose();
    }
}
