using System.Security.Cryptography;
using Drayage.Acceptance.Delivery;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Workflows.Running;

/// <summary>The scripts of the sample's generated workflows, run in their order against embedded registries.</summary>
public sealed class RunStepsTests
{
    private const string TagOfRef = "github.ref_type == 'tag' && github.ref_name || ''";
    private const string DryRun = "inputs.dry-run && 'true' || ''";
    private const string Phase2Tag = "github.event.release.tag_name || github.event.client_payload.event.tag || inputs.tag";

    [Fact]
    public async Task A_tag_is_built_released_and_published()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var key = new SealingKey();
        using var sample = await PrepareAsync(key);
        using var scratch = new TemporaryDirectory();
        var runner = await RunnerAsync(sample.Root, scratch, registry, key.Path);

        runner.Expressions["github.event.pull_request.base.sha || github.event.before"] = await sample.Git.RunAsync("rev-parse", "HEAD~1");
        await SucceedAsync(runner, "changes.yml", "changes");
        Assert.Contains("components=[\"tidewater-library\"", runner.Outputs);
        Assert.Contains("filters=[\"notes\"]", runner.Outputs);
        runner.Expressions["needs.changes.outputs.base"] = runner.Outputs.Split('\n').Single(line => line.StartsWith("base=", StringComparison.Ordinal))["base=".Length..];
        await SucceedAsync(runner, "changes.yml", "build");
        await SucceedAsync(runner, "changes.yml", "try-notes");

        runner.Expressions[DryRun] = "true";
        runner.Expressions[TagOfRef] = "";
        await SucceedAsync(runner, "release.yml", "build");
        Assert.Contains("dry run: sealed as", await SucceedAsync(runner, "release.yml", "release"));
        Assert.Empty(SuccessfulChanges.Of(registry.Served));

        runner.Expressions[DryRun] = "";
        runner.Expressions[TagOfRef] = "v0.4.0";
        await sample.Git.RunAsync("tag", "v0.4.0");
        await SucceedAsync(runner, "release.yml", "build");
        Assert.Contains("phase 2 is handed over: ghcr/", await SucceedAsync(runner, "release.yml", "release"));
        Assert.Contains("tidewater: release complete", runner.Summary);

        runner.Expressions[Phase2Tag] = "v0.4.0";
        runner.Expressions["github.event.client_payload.event.waybill.digest || inputs.waybill-digest"] = "";
        Assert.Matches(@"ghcr/tide-api-image .*delivered", await SucceedAsync(runner, "release-phase-2.yml", "publish"));
    }

    [Fact]
    public async Task A_second_attempt_goes_on_with_what_the_first_kept()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync();
        using var scratch = new TemporaryDirectory();
        (await repository.Drayage.RunAsync("workflow", "generate", "--write")).Ended(0);
        await repository.CommitAsync("Generate workflows");
        await repository.KeyAsync();
        var runner = await RunnerAsync(repository.Root, scratch, registry, repository.KeyPath);
        runner.Expressions[DryRun] = "";
        runner.Expressions[TagOfRef] = "";
        await SucceedAsync(runner, "release.yml", "build");

        runner.With("DRAYAGE_KILL_AT", "5");
        Assert.False((await runner.RunAsync("release.yml", "release")).Succeeded);
        Assert.True(File.Exists(scratch["artifacts", "release-state", "journal.jsonl"]));
        Directory.Delete(repository.Dist, recursive: true);
        runner.With("DRAYAGE_KILL_AT", "");
        var (succeeded, output) = await runner.RunAsync("release.yml", "release", attempt: 2);

        Assert.True(succeeded, output);
        Assert.Contains("tide: release complete", runner.Summary);
    }

    private static async Task<string> SucceedAsync(WorkflowRunner runner, string file, string job)
    {
        var (succeeded, output) = await runner.RunAsync(file, job);
        Assert.True(succeeded, output);
        return output;
    }

    private static async Task<SampleFixture> PrepareAsync(SealingKey key)
    {
        var sample = await SampleFixture.StartAsync();
        await key.ArgumentsAsync(new BuiltDrayage(sample.Root));
        var directory = sample.Git.Directory;
        var configuration = await File.ReadAllTextAsync(directory["drayage.yaml"], TestContext.Current.CancellationToken);
        directory.Write("release.pub", await File.ReadAllTextAsync(key.PublicPath, TestContext.Current.CancellationToken));
        directory.Write("drayage.yaml", configuration.Replace("    registry: ghcr.io/tidewater\n", "    registry: ghcr.io/tidewater\n    phase: 2\n", StringComparison.Ordinal)
            + "\npublic-key: release.pub\nfilters:\n  notes:\n    paths: \"*.md\"\n    run: grep --quiet '0.4.0' CHANGELOG.md\n");
        await sample.Git.CommitAsync("Deliver images in phase 2");
        (await new BuiltDrayage(sample.Root).RunAsync("workflow", "generate", "--write")).Ended(0);
        directory.Write("CHANGELOG.md", await File.ReadAllTextAsync(directory["CHANGELOG.md"], TestContext.Current.CancellationToken) + "\n");
        directory.Write("crates/tidewater/src/lib.rs", await File.ReadAllTextAsync(directory["crates/tidewater/src/lib.rs"], TestContext.Current.CancellationToken) + "\n");
        await sample.Git.CommitAsync("Generate workflows, and change a crate");
        return sample;
    }

    /// <summary>A machine on which downloads of Drayage come from a directory, and sccache compiles without keeping.</summary>
    private static async Task<WorkflowRunner> RunnerAsync(string root, TemporaryDirectory scratch, RegistryFixture registry, string key)
    {
        scratch.WriteScript("bin/sccache", "exec \"$@\"\n");
        scratch.WriteScript("bin/curl", $"for argument; do case $argument in https://*) cp \"{scratch["downloads"]}/${{argument##*/}}\" . ;; esac; done\n");
        var version = (await new BuiltDrayage(root).RunAsync("--version")).Ended(0).Output.Split('+')[0].Trim();
        var name = $"drayage-{version}-linux-amd64";
        scratch.WriteScript($"packed/{name}/drayage", $"exec {BuiltDrayage.Executable} \"$@\"\n");
        scratch.MakeDirectory("downloads");
        using (var archive = File.Create(scratch["downloads", name + ".tar.gz"]))
        using (var gzip = new System.IO.Compression.GZipStream(archive, System.IO.Compression.CompressionMode.Compress))
        {
            System.Formats.Tar.TarFile.CreateFromDirectory(scratch["packed"], gzip, includeBaseDirectory: false);
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(scratch["downloads", name + ".tar.gz"])));
        scratch.Write("downloads/SHA256SUMS", $"{digest}  {name}.tar.gz\n{new string('0', 64)}  Drayage.{version}.nupkg\n");
        var runner = new WorkflowRunner(root, scratch)
            .With("DRAYAGE_REHEARSAL_URL", registry.Address.ToString()).With("DRAYAGE_REHEARSAL_TOKEN", RegistryFixture.Token)
            .With("GIT_CONFIG_GLOBAL", "/dev/null").With("GITHUB_ACTOR", "tidewater").With("GITHUB_REPOSITORY", "tidewater/tidewater").With("NO_COLOR", "1").With("DRAYAGE_JOURNAL", "");
        foreach (var secret in (string[])["NPM_TOKEN", "NUGET_API_KEY", "PYPI_TOKEN"])
            runner.Expressions[$"secrets.{secret}"] = RegistryFixture.Token;
        runner.Expressions["secrets.DRAYAGE_SIGNING_KEY"] = File.ReadAllText(key);
        runner.Expressions["secrets.DRAYAGE_KEY_PASSWORD"] = BuiltDrayage.Password;
        runner.Expressions["github.token"] = RegistryFixture.Token;
        runner.Expressions["runner.os"] = "Linux";
        runner.Expressions["runner.arch"] = "X64";
        runner.Expressions["hashFiles('**/Cargo.lock')"] = "hash";
        return runner;
    }
}
