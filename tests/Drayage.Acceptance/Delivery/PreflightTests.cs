using System.Globalization;
using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Registries.Access;
using Drayage.Registries.Faults;
using Drayage.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Drayage.Acceptance.Delivery;

/// <summary>What the destinations are asked before anything is built.</summary>
public sealed class PreflightTests
{
    [Fact]
    public async Task Tells_of_each_destination_what_is_known_and_what_is_not_and_sends_nothing()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync(PythonSources.AddTo);

        var told = (await repository.Drayage.Against(registry).RunAsync("preflight", "--json")).Ended(0).Json();

        Assert.True(told.GetProperty("ready").GetBoolean());
        Assert.Equal("good", VerdictOf(told, "ghcr/tide-image", "permission"));
        Assert.Equal("good", VerdictOf(told, "ghcr/tide-image", "version"));
        Assert.Equal("good", VerdictOf(told, "pypi/tide-client", "credential"));
        Assert.Equal("good", VerdictOf(told, "github/v1.4.0", "version"));
        Assert.Equal(["good"], VerdictsOfHost(registry, told, "clock"));
        Assert.False(Directory.Exists(repository.Dist));
        // An empty form is how Python indexes are asked.
        Assert.DoesNotContain(registry.Served, request => request.Method is not ("GET" or "HEAD") && !request.Path.EndsWith("/legacy/", StringComparison.Ordinal));
        var table = (await repository.Drayage.Against(registry).RunAsync("preflight")).Ended(0);
        Assert.Contains("nothing is known that would stop this release", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_release_says_that_everything_is_there()
    {
        await using var registry = await RegistryFixture.StartAsync();
        using var repository = await MiniRepository.CreateAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);

        var told = (await repository.Drayage.Against(registry).RunAsync("preflight", "--json")).Ended(0).Json();

        Assert.Equal("unknown", VerdictOf(told, "ghcr/tide-image", "version"));
        Assert.Equal("unknown", VerdictOf(told, "github/v1.4.0", "version"));
        Assert.Equal("good", VerdictOf(told, "github/v1.4.0", "permission"));
    }

    [Fact]
    public async Task A_token_that_may_only_pull_is_refused_before_anything_is_built()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with
        {
            Tokens = options.Tokens with { Grants = [new TokenGrant { Secret = "reader", Repositories = "ghcr.io/example/*", Actions = [TokenGrant.Pull] }] },
        });
        using var repository = await MiniRepository.CreateAsync(directory => directory.Write(
            "drayage.yaml", MiniSources.Configuration.Replace("    to: [github]\n", "", StringComparison.Ordinal)));

        var outcome = (await repository.Drayage.Against(registry.Address, "reader").RunAsync("preflight", "--json")).Ended(1).Json();
        Assert.Equal("refused", VerdictOf(outcome, "ghcr/tide-image", "permission"));

        (await repository.Drayage.Against(registry.Address, "reader").RunAsync(["release", .. await repository.KeyAsync()]))
            .Refused(1, "ghcr would refuse this release", "does not allow pushing", "run the command again");
        Assert.False(Directory.Exists(repository.Dist));
    }

    [Fact]
    public async Task A_clock_that_is_off_and_a_limit_that_is_near_are_told()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { GitHubRequestsPerHour = 30, Faults = [new OtherClock(TimeSpan.FromMinutes(-7))] });
        using var repository = await MiniRepository.CreateAsync();

        var told = (await repository.Drayage.Against(registry).RunAsync("preflight", "--json")).Ended(0).Json();

        Assert.Equal(["doubtful"], VerdictsOfHost(registry, told, "clock"));
        Assert.Equal(["doubtful"], VerdictsOfHost(registry, told, "limit"));
    }

    private static string? VerdictOf(JsonElement told, string consignment, string subject) =>
        told.GetProperty("consignments").EnumerateArray().Single(c => c.GetProperty("id").GetString() == consignment)
            .GetProperty("findings").EnumerateArray().First(f => f.GetProperty("subject").GetString() == subject).GetProperty("verdict").GetString();

    private static string[] VerdictsOfHost(RegistryFixture registry, JsonElement told, string subject) =>
    [
        .. told.GetProperty("hosts").EnumerateArray()
            .Where(f => f.GetProperty("host").GetString() == registry.Authority && f.GetProperty("subject").GetString() == subject)
            .Select(f => f.GetProperty("verdict").GetString()!),
    ];

    private sealed class OtherClock(TimeSpan off) : IFault
    {
        public Task InvokeAsync(HttpContext context, RequestDelegate next)
        {
            context.Response.Headers.Date = (DateTimeOffset.UtcNow + off).ToString("r", CultureInfo.InvariantCulture);
            return next(context);
        }
    }
}
