using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>A project that tags each of its components once the component is published.</summary>
public sealed class TaggingTests
{
    private const int Partial = 3;

    [Fact]
    public async Task Tags_come_after_publishing_and_before_the_releases_and_missing_ones_are_made_up_for()
    {
        var fault = new UnavailableFault("/v2");
        await using var registry = await RegistryFixture.StartAsync(options => options with { Faults = [fault] });
        using var repository = await TaggedAfterAsync();
        // Down from the time when everything is asked and built.
        fault.IsDown = false;
        (await repository.ReleaseAsync(registry, "--dry-run")).Ended(0);
        fault.IsDown = true;

        var partial = (await repository.Drayage.Against(registry).RunAsync("resume", "--json")).Ended(Partial).Json();

        Assert.Equal("delivered", StatusOf(partial, "github/refs/tags/tide-v1.4.0"));
        Assert.Equal("delivered", StatusOf(partial, "github/tide-v1.4.0"));
        Assert.NotEqual("delivered", StatusOf(partial, "github/refs/tags/tide-image-v1.4.0"));
        Assert.Equal(["tide-v1.4.0"], TagsOf(registry));

        fault.IsDown = false;
        (await repository.Drayage.Against(registry).RunAsync("resume")).Ended(0);

        Assert.Equal(["tide-v1.4.0", "tide-image-v1.4.0"], TagsOf(registry));
        Assert.Empty(SuccessfulChanges.Repeated(registry.Served).Where(change => !change.EndsWith("/git/refs", StringComparison.Ordinal) && !change.EndsWith("/git/tags", StringComparison.Ordinal)));
        AssertInOrder(registry, "POST /api/v3/repos/example/tide/git/refs", "PATCH /api/v3/repos/example/tide/releases/");
        AssertInOrder(registry, "PUT /v2/ghcr.io/example/tide/manifests/1.4.0", "POST /api/v3/repos/example/tide/git/refs", last: true);
        (await repository.Drayage.Against(registry).RunAsync("verify")).Ended(0);
    }

    [Fact]
    public async Task Tagging_after_needs_a_repository_that_can_be_tagged()
    {
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", MiniSources.Configuration
            .Replace("destinations:\n  github: { kind: github, token: env:GITHUB_TOKEN }\n", "tagging: after\ndestinations:\n", StringComparison.Ordinal)
            .Replace("    to: [github]\n", "", StringComparison.Ordinal)));

        (await repository.Drayage.RunAsync("plan")).Refused(2, "nothing can make tag v1.4.0 after publishing", "no destination is the repository example/tide", "tagging: before");
    }

    private static async Task<MiniRepository> TaggedAfterAsync() => await MiniRepository.CreateAsync(directory => directory.Write("drayage.yaml", MiniSources.Configuration
        .Replace("version: 'VERSION~([0-9.]+)'\n", "tagging: after\n", StringComparison.Ordinal)
        .Replace("    path: server\n", "    path: server\n    version: 'VERSION~([0-9.]+)'\n    tag: tide-v{{ version }}\n", StringComparison.Ordinal)
        .Replace("    from: [tide]\n", "    from: [tide]\n    version: 'VERSION~([0-9.]+)'\n    tag: tide-image-v{{ version }}\n", StringComparison.Ordinal)));

    private static ImmutableArray<string> TagsOf(RegistryFixture registry)
    {
        using var client = registry.NewClient();
        using var tags = JsonDocument.Parse(client.GetStringAsync("api/v3/repos/example/tide/git/refs/tags", TestContext.Current.CancellationToken).GetAwaiter().GetResult());
        return [.. tags.RootElement.EnumerateArray().Select(tag => tag.GetProperty("ref").GetString()!["refs/tags/".Length..]).OrderBy(tag => tag.Length)];
    }

    /// <param name="last">Of several later ones the last is meant, else the first.</param>
    private static void AssertInOrder(RegistryFixture registry, string earlier, string later, bool last = false)
    {
        var changes = registry.Served.Where(request => request.Status < 300).Select(request => $"{request.Method} {request.Path}").ToList();
        var first = changes.FindIndex(change => change.StartsWith(earlier, StringComparison.Ordinal));
        var second = last
            ? changes.FindLastIndex(change => change.StartsWith(later, StringComparison.Ordinal))
            : changes.FindIndex(change => change.StartsWith(later, StringComparison.Ordinal));
        Assert.True(first >= 0 && first < second, string.Join('\n', changes));
    }

    private static string? StatusOf(JsonElement report, string consignment) =>
        report.GetProperty("consignments").EnumerateArray().Single(c => c.GetProperty("id").GetString() == consignment).GetProperty("status").GetString();
}
