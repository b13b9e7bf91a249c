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
          charts: { kind: helm }
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

    /// <param name="isIndexed">Whether it goes to a classic index as well.</param>
    /// <param name="registry">Where charts go as OCI artifacts.</param>
    public static async Task<ChartRepository> CreateAsync(bool isIndexed = false, string registry = "ghcr.io/example")
    {
        var repository = new ChartRepository(await GitFixture.StartAsync());
        var configuration = Configuration.Replace("ghcr.io/example", registry, StringComparison.Ordinal);
        repository.git.Directory.Write("drayage.yaml", isIndexed ? configuration.Replace("[ghcr, github]", "[ghcr, github, charts]", StringComparison.Ordinal) : configuration);
        repository.git.Directory.Write("LICENSE", "MIT License\n");
        repository.git.Directory.Write("chart/templates/notes.yaml", "kind: ConfigMap\n");
        return repository;
    }

    /// <summary>Seals a release of a version and sends nothing.</summary>
    /// <param name="registry">Asked whether it would take it.</param>
    public async Task SealAsync(string version, RegistryFixture registry)
    {
        await WriteAsync(version);
        (await ReleaseAsync(registry, "--dry-run")).Ended(0);
    }

    /// <summary>Commits a version.</summary>
    /// <param name="description">What else the chart says.</param>
    public Task WriteAsync(string version, string description = "Tide tables")
    {
        git.Directory.Write("VERSION", version + "\n");
        git.Directory.Write("chart/Chart.yaml", $"apiVersion: v2\nname: tide-chart\ndescription: {description}\ntype: application\nversion: {version}\n");
        return git.CommitAsync($"Version {version}");
    }

    public Task<CommandOutcome> ReleaseAsync(RegistryFixture registry, params string[] arguments) =>
        At(registry).RunAsync(["release", "--key", $"file:{key}", .. arguments]);

    /// <summary>The tool, at work in this repository.</summary>
    public BuiltDrayage Drayage => new(git.Directory.Path);

    /// <summary>The tool, at work in this repository and at registries.</summary>
    public BuiltDrayage At(RegistryFixture registry) => Drayage.Against(registry).With("DRAYAGE_KEY_PASSWORD", null);

    /// <summary>A work directory with the release that was sealed last.</summary>
    public Task<SealedCopy> CopySealedAsync() => SealedCopy.OfAsync(git.Directory.Path);

    public void Dispose()
    {
        git.Dispose();
        keys.Dispose();
    }
}
