using System.Text.Json;
using Drayage.Acceptance.Repositories;
using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Pruning;

/// <summary>Old versions go from registries by rules, shown first.</summary>
public sealed class PruneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Images_of_the_project_go_by_count_through_GitHubs_interface_and_the_kept_ones_verify()
    {
        using var repository = await MiniRepository.CreateAsync();
        await using var registry = await RegistryFixture.StartAsync();
        (await repository.ReleaseAsync(registry)).Ended(0);
        repository.Replace("VERSION", "1.4.0", "1.4.1");
        await repository.CommitAsync("Raise the version");
        (await repository.ReleaseAsync(registry)).Ended(0);
        var drayage = repository.Drayage.Against(registry);
        var changes = Changes(registry);

        var recorded = Old((await drayage.RunAsync("prune", "--keep-last", "1", "--json")).Ended(0).Json());
        var shown = (await drayage.RunAsync("prune", "--keep-last", "1", "--released", "--json")).Ended(0).Json();

        Assert.Equal(changes, Changes(registry));
        Assert.Equal("stays", recorded.GetProperty("status").GetString());
        Assert.Contains("the waybill of v1.4.0 is on record: dist/history/", recorded.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("would go", Old(shown).GetProperty("status").GetString());
        Assert.True(shown.GetProperty("dryRun").GetBoolean());

        (await drayage.RunAsync("prune", "ghcr.io/example/tide", "--keep-last", "1", "--yes")).Ended(0);
        Assert.Equal(changes, Changes(registry));
        (await drayage.RunAsync("prune", "ghcr.io/example/tide", "--keep-last", "1", "--released", "--yes")).Ended(0);

        var deleted = registry.Served.Where(request => request.Method == "DELETE").ToArray();
        // The index, one manifest a platform, and the waybill that was attached.
        Assert.Equal(4, deleted.Length);
        Assert.All(deleted, request => Assert.StartsWith("/api/v3/orgs/example/packages/container/tide/versions/", request.Path, StringComparison.Ordinal));
        (await drayage.RunAsync("verify")).Ended(0);
        Assert.Equal(["1", "1.4", "1.4.1", "latest"], await TagsAsync(registry));
        (await drayage.RunAsync("prune", "--keep-last", "1", "--released", "--yes")).Ended(0);
        Assert.Equal(4, registry.Served.Count(request => request.Method == "DELETE"));
    }

    [Fact]
    public async Task Mistakes_are_told_before_anything_is_asked()
    {
        using var work = new TemporaryDirectory();
        var drayage = new BuiltDrayage(work.Path);

        (await drayage.RunAsync("prune", "ghcr.io/example/tide")).Refused(2, "nothing says what is to be kept", "everything would go", "--keep-last");
        (await drayage.RunAsync("prune", "ghcr.io/example/tide", "--older-than", "1y")).Refused(2, "'1y' is no age", "", "36h, 30d, 12w");
        (await drayage.RunAsync("prune", "ghcr.io/example/tide:1.0", "--keep-last", "1")).Refused(2, "it is not clear what is to be pruned", "names one image", "REGISTRY/REPOSITORY");
        (await drayage.RunAsync("prune", "ghcr.io/tide", "--keep-last", "1")).Refused(2, "it is not clear what is to be pruned", "an image of GitHub has an owner", "REGISTRY/REPOSITORY");
        (await drayage.RunAsync("prune", "github:pypi/example/tide", "--keep-last", "1")).Refused(2, "it is not clear", "GitHub has no packages of type 'pypi': npm", "github:TYPE");
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        using var work = new TemporaryDirectory();
        await using var registry = await RegistryFixture.StartAsync();

        (await new BuiltDrayage(work.Path).Against(registry).RunAsync("prune", "github:npm/example/tide", "--keep-last", "1")).Refused(
            1, "github:npm/example/tide cannot be read", "neither an organisation nor a user example", "read:packages");
        var image = (await new BuiltDrayage(work.Path).Against(registry).RunAsync("prune", "ghcr.io/example/tide", "--keep-last", "1", "--yes")).Ended(0);
        Assert.Contains("nothing is there", image.Output, StringComparison.Ordinal);
    }

    private static JsonElement Old(JsonElement shown)
    {
        var store = Assert.Single(shown.GetProperty("stores").EnumerateArray());
        Assert.Equal("ghcr.io/example/tide", store.GetProperty("name").GetString());
        return Assert.Single(store.GetProperty("versions").EnumerateArray(), version => Tags(version).Contains("1.4.0"));
    }

    private static int Changes(RegistryFixture registry) => registry.Served.Count(request => request.Method is not ("GET" or "HEAD"));

    private static string[] Tags(JsonElement version) => [.. version.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];

    private static async Task<string[]> TagsAsync(RegistryFixture registry)
    {
        using var client = registry.NewClient();
        using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri("v2/ghcr.io/example/tide/tags/list", UriKind.Relative), Cancellation));
        return Tags(list.RootElement);
    }
}
