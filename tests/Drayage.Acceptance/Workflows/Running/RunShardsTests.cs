using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Workflows.Running;

/// <summary>The generated jobs of a project that two kinds of machines build and that is delivered in two phases, run in their order.</summary>
public sealed class RunShardsTests : IAsyncLifetime
{
    private const string Tag = "v" + MiniSources.Version;

    private readonly TemporaryDirectory scratch = new();
    private RegistryFixture registry = null!;
    private MiniRepository repository = null!;

    public async ValueTask InitializeAsync()
    {
        registry = await RegistryFixture.StartAsync();
        repository = await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", Configuration()));
        await repository.KeyAsync();
        File.Copy(repository.PublicKeyPath, repository.Directory["release.pub"]);
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);
        await repository.CommitAsync("Generate workflows");
    }

    public async ValueTask DisposeAsync()
    {
        repository.Dispose();
        scratch.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_of_a_matrix_hand_over_to_the_release()
    {
        await repository.GitAsync("tag", Tag);
        var runner = new WorkflowRunner(repository.Root, scratch);
        foreach (var (name, value) in Surroundings())
            runner.With(name, value);
        runner.Expressions["github.ref_type == 'tag' && github.ref_name || ''"] = Tag;
        runner.Expressions["inputs.dry-run && 'true' || ''"] = "";
        runner.Expressions["github.token"] = RegistryFixture.Token;
        runner.Expressions["secrets.DRAYAGE_SIGNING_KEY"] = await File.ReadAllTextAsync(repository.KeyPath, TestContext.Current.CancellationToken);
        runner.Expressions["secrets.DRAYAGE_KEY_PASSWORD"] = BuiltDrayage.Password;

        foreach (var shard in (string[])["linux/amd64", "linux/arm64"])
        {
            runner.Expressions["matrix.shard"] = shard;
            runner.Expressions["matrix.name"] = shard.Replace('/', '-');
            var (built, said) = await runner.RunAsync("release.yml", "build");
            Assert.True(built, said);
            // The next machine has none of it.
            Directory.Delete(repository.Dist, recursive: true);
            Directory.Delete(repository.Directory[".drayage"], recursive: true);
        }

        var (released, output) = await runner.RunAsync("release.yml", "release");
        Assert.True(released, output);
        Assert.Contains("phase 2 is handed over: ghcr/", output);
        Assert.Contains("tide: release complete", runner.Summary);
    }

    [Fact]
    public async Task Jobs_of_GitLab_build_release_and_publish()
    {
        var runner = new GitLabRunner(repository.Root, scratch)
            .With("DRAYAGE_SIGNING_KEY", await File.ReadAllTextAsync(repository.KeyPath, TestContext.Current.CancellationToken))
            .With("DRAYAGE_KEY_PASSWORD", BuiltDrayage.Password).With("GITHUB_TOKEN", RegistryFixture.Token);
        foreach (var (name, value) in Surroundings())
            runner.With(name, value);

        var legs = runner.Matrix("drayage-build").ToArray();
        Assert.Equal(["linux/amd64", "linux/arm64"], legs.Select(leg => leg.Single(variable => variable.Name == "SHARD").Value));
        Assert.Contains("dry run: sealed as", await ReleaseAsync(runner, legs, tag: ""));
        Assert.Empty(SuccessfulChanges.Of(registry.Served));

        await repository.GitAsync("tag", Tag);
        Assert.Contains("phase 2 is handed over: ghcr/", await ReleaseAsync(runner, legs, Tag));
        Assert.Matches("ghcr/.*delivered", await runner.SucceedAsync("drayage-publish", ("DRAYAGE_RELEASE", Tag), ("WAYBILL_DIGEST", "")));
    }

    private static async Task<string> ReleaseAsync(GitLabRunner runner, (string Name, string Value)[][] legs, string tag)
    {
        foreach (var leg in legs)
            await runner.SucceedAsync("drayage-build", [.. leg, ("CI_COMMIT_TAG", tag)]);
        return await runner.SucceedAsync("drayage-release", ("CI_COMMIT_TAG", tag));
    }

    private IEnumerable<(string Name, string Value)> Surroundings() =>
    [
        ("DRAYAGE_REHEARSAL_URL", registry.Address.ToString()), ("DRAYAGE_REHEARSAL_TOKEN", RegistryFixture.Token), ("DRAYAGE_JOURNAL", ""),
        ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GITHUB_ACTOR", "example"), ("NO_COLOR", "1"), ("CI", ""),
    ];

    // With cgo Go wants a machine of the platform, though this program has no C that would need one.
    private static string Configuration()
    {
        var directory = Path.GetDirectoryName(BuiltDrayage.Executable);
        return MiniSources.Configuration
            .Replace("path: server", "path: server\n    cgo: true", StringComparison.Ordinal)
            .Replace("registry: ghcr.io/example,", "registry: ghcr.io/example, phase: 2,", StringComparison.Ordinal)
            + "public-key: release.pub\nworkflows:\n  for: [github, gitlab]\n  install: |\n"
            + $"    if [ -n \"$GITHUB_PATH\" ]; then echo '{directory}' >> \"$GITHUB_PATH\"; else export PATH=\"{directory}:$PATH\"; fi\n";
    }
}
