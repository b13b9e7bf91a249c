using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Xunit;

namespace Drayage.Acceptance.Faults;

/// <summary><c>drayage rehearse --faults</c> tells what was survived, and it is so.</summary>
public sealed class FaultyRehearsalTests
{
    private const string Script = """
        rules:
          - { operation: tag-put, from: 2, count: 1, fault: reset-after }
          - { operation: asset-upload, count: 1, fault: status, status: 502 }
          - { operation: release-publish, count: 1, fault: lost-response }
          - { operation: manifest-get, count: 1, fault: delay, for: 10ms }

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_survived_is_told_by_destination()
    {
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("faults.yaml", Script));

        var outcome = (await repository.Drayage.RunAsync("rehearse", "--faults", "faults.yaml", "--json")).Ended(0);

        var faults = outcome.Json().GetProperty("faults");
        Assert.Equal(4, faults.GetProperty("struck").GetInt32());
        Assert.Equal(
            ["ghcr delay waitedOut", "ghcr reset-after triedAgain", "github lost-response foundByAsking", "github status triedAgain"],
            faults.GetProperty("destinations").EnumerateArray().Select(Summary));
        Assert.Empty(faults.GetProperty("left").EnumerateArray());
        Assert.Equal([0, 0], faults.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("exitCode").GetInt32()));
        Assert.Contains("### What was survived", await File.ReadAllTextAsync(repository.Directory["dist", "rehearsal", "report.md"], Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_is_down_is_left_for_resume()
    {
        using var repository = await MiniRepository.CreateAsync();

        var outcome = (await repository.Drayage.RunAsync("rehearse", "--faults", "down:github")).Ended(0);

        Assert.Contains("left for resume: github/v1.4.0 open: failed", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("the release ended with exit code 3", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("drayage resume delivered the other", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("the release is complete", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("left for resume: ghcr", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_the_release_does_not_have_is_refused_before_anything_is_built()
    {
        using var repository = await MiniRepository.CreateAsync();
        (await repository.Drayage.RunAsync("rehearse", "--faults", "down:ghrc")).Refused(2, "no destination 'ghrc'", "it goes to github, ghcr", "did you mean 'ghcr'?");
        Assert.False(Directory.Exists(repository.Dist));
    }

    private static string Summary(JsonElement destination)
    {
        var coping = destination.GetProperty("coping").EnumerateObject().Where(counted => counted.Value.GetInt32() > 0).Select(counted => counted.Name);
        return $"{destination.GetProperty("destination")} {destination.GetProperty("fault")} {string.Join('+', coping)}";
    }
}
