using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Mistakes;

/// <summary>What goes wrong while things are built.</summary>
public sealed class BuildMistakeTests
{
    private const int Refused = 1;

    [Fact]
    public async Task A_missing_toolchain_is_named_with_every_step_that_needs_it()
    {
        using var repository = await MiniRepository.CreateAsync();
        using var programs = new TemporaryDirectory();
        File.CreateSymbolicLink(programs["git"], (await Peer.Require("sh").RunAsync("-c", "command -v git")).Succeeded().Output.Trim());

        (await repository.Drayage.With("PATH", programs.Path).RunAsync("build")).Refused(
            Refused, "missing toolchain: go", "needed by tide/binary/linux-amd64, tide/binary/linux-arm64", "install Go");

        Assert.False(Directory.Exists(repository.Directory["dist", "artifacts"]));
    }

    [Fact]
    public async Task A_failing_step_shows_its_last_lines_and_the_command_and_lets_others_finish()
    {
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("server/cmd/tide/main_arm64.go", "package main\n\nfunc broken(\n"));

        var outcome = (await repository.Drayage.RunAsync("build")).Refused(
            Refused, "build step tide/binary/linux-arm64 failed", "cmd/tide/main_arm64.go", "repeat it with: cd ");

        Assert.Contains("the other step finished and is kept", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("GOARCH=arm64", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(repository.Directory["dist", "artifacts"]));
        Assert.Contains("main_arm64.go", await File.ReadAllTextAsync(repository.Directory["dist", "logs", "tide.binary.linux-arm64.log"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_command_fails_in_the_same_way()
    {
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("server/cmd/tide/main_arm64.go", "package main\n\nfunc broken(\n"));
        var outcome = (await repository.Drayage.RunAsync("build")).Ended(Refused);
        const string label = "hint: repeat it with: ";
        var command = outcome.Error.Split('\n').Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..];

        var repeated = (await Peer.Require("sh").RunAsync("-c", command)).Failed();

        Assert.Contains("main_arm64.go", repeated.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_built_twice()
    {
        using var repository = await MiniRepository.CreateAsync();
        (await repository.Drayage.RunAsync("build")).Ended(0);

        var again = (await repository.Drayage.RunAsync("build")).Ended(0);

        Assert.Equal(2, again.Error.Split('\n').Count(line => line.StartsWith("unchanged", StringComparison.Ordinal)));
        Assert.DoesNotContain("\nbuilt ", "\n" + again.Error, StringComparison.Ordinal);
    }
}
