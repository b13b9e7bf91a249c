using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Checking;

/// <summary><c>drayage check</c> in a copy of the sample.</summary>
public sealed class ChecklistTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repository_that_is_ready_is_told_so_with_evidence()
    {
        using var sample = await SampleFixture.StartAsync();

        var told = (await new BuiltDrayage(sample.Root).RunAsync("check", "--skip", "destinations")).Ended(0).Output;

        Assert.Contains("good            configuration     9 components, 9 consignments to 6 destinations", told, StringComparison.Ordinal);
        Assert.Contains("good            tag               v0.4.0 is free", told, StringComparison.Ordinal);
        Assert.Contains("good            versions", told, StringComparison.Ordinal);
        Assert.Matches(@"good            toolchains        cargo 1\.\d+", told);
        Assert.Contains("good            changelog         CHANGELOG.md tells of 0.4.0", told, StringComparison.Ordinal);
        Assert.Contains("good            licences          a licence goes into 4 packages", told, StringComparison.Ordinal);
        Assert.Contains("not-applicable  workflows", told, StringComparison.Ordinal);
        Assert.Contains("not-applicable  previous-release  nothing was released yet", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_bad_point_is_told_with_what_to_do()
    {
        using var sample = await SampleFixture.StartAsync();
        var drayage = new BuiltDrayage(sample.Root);
        await sample.Git.RunAsync("tag", "v0.5.0");
        (await drayage.RunAsync("version", "set", "0.5.0")).Ended(0);
        File.Delete(Path.Combine(sample.Root, "npm", "client", "LICENSE"));
        sample.Git.Directory.Write(".github/workflows/publish.yml", """
            on: push
            permissions:
              contents: read
            jobs:
              publish:
                runs-on: ubuntu-latest
                steps:
                  - uses: actions/checkout@v4
                  - run: twine upload --repository-url https://upload.pkg.github.com/tidewater dist/*
            """);
        await sample.Git.CommitAsync("Go on");
        await File.WriteAllTextAsync(Path.Combine(sample.Root, "new.txt"), "new", Cancellation);

        var points = new CheckedPoints((await drayage.RunAsync("check", "--skip", "destinations", "--json")).Ended(1));

        points.RequireBad("work-tree", "new.txt", "commit or put aside");
        points.RequireBad("tag", "v0.5.0 names commit", "drayage version bump patch");
        points.RequireBad("changelog", "CHANGELOG.md has no section of 0.5.0", "drayage changelog --write");
        points.RequireBad("licences", "npm/client has none, and LICENSE of the root is not packed", "cp LICENSE npm/client/");
        points.RequireBad("workflows", ".github/workflows/publish.yml:9:", "drayage workflow lint");
        points.Require("versions", "good");
        points.Require("toolchains", "good");
    }

    [Fact]
    public async Task A_toolchain_that_is_missing_is_named_with_how_to_get_it()
    {
        using var sample = await SampleFixture.StartAsync();
        using var programs = new TemporaryDirectory();
        foreach (var program in (string[])["git", "node", "npm", "dotnet", "env", "sh"])
            File.CreateSymbolicLink(programs[program], TestProcesses.Environment.Path.Split(Path.PathSeparator).Select(directory => Path.Combine(directory, program)).First(File.Exists));

        var points = new CheckedPoints((await new BuiltDrayage(sample.Root).With("PATH", programs.Path).RunAsync("check", "--only", "toolchains", "--json")).Ended(1));

        points.RequireBad("toolchains", "missing toolchain: cargo", "rustup");
        Assert.Contains("cargo is not on PATH and is needed by", points.EvidenceOf("toolchains"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_is_wrong_spoils_only_the_points_that_need_it()
    {
        using var sample = await SampleFixture.StartAsync();
        await File.AppendAllTextAsync(Path.Combine(sample.Root, "drayage.yaml"), "\nnonsense: 1\n", Cancellation);
        await sample.Git.CommitAsync("Go on");

        var points = new CheckedPoints((await new BuiltDrayage(sample.Root).RunAsync("check", "--json")).Ended(1));

        points.RequireBad("configuration", "nonsense", "");
        points.Require("work-tree", "good");
        points.Require("workflows", "not-applicable");
        Assert.All((string[])["tag", "versions", "toolchains", "changelog", "licences", "destinations", "previous-release"], name => points.Require(name, "unknown"));
    }

    [Fact]
    public async Task A_lock_file_that_its_manifest_has_left_behind_is_told()
    {
        using var sample = await SampleFixture.StartAsync();
        var drayage = new BuiltDrayage(sample.Root);
        Assert.Contains("good            lock-files", (await drayage.RunAsync("check", "--only", "lock-files")).Ended(0).Output, StringComparison.Ordinal);

        var manifest = Path.Combine(sample.Root, "npm", "client", "package.json");
        var text = await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(manifest, text.TrimEnd().TrimEnd('}').TrimEnd() + ",\n  \"dependencies\": { \"ms\": \"^2.1.1\" }\n}\n", TestContext.Current.CancellationToken);

        var told = (await drayage.RunAsync("check", "--only", "lock-files")).Ended(1).Output;
        Assert.Contains("requires ms ^2.1.1 among its dependencies, package-lock.json does not", told, StringComparison.Ordinal);
        Assert.Contains("npm install --package-lock-only --prefix npm/client", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_point_is_refused()
    {
        using var sample = await SampleFixture.StartAsync();
        (await new BuiltDrayage(sample.Root).RunAsync("check", "--only", "moon")).Refused(2, "the checklist has no point 'moon'", "", "its points are: work-tree, configuration, tag");
    }
}
