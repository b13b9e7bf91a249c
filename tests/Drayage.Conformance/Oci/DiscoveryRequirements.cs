using System.Net;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Tags and repositories: distribution specification, "Content Discovery".</summary>
public abstract class DiscoveryRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task Tags_are_listed_in_lexical_order() => RequireAsync(async () =>
    {
        var repository = await PushTagsAsync("b", "a", "1.10.0", "1.9.0");
        Assert.Equal(["1.10.0", "1.9.0", "a", "b"], await TagsAsync($"v2/{repository}/tags/list"));
    });

    [Fact]
    public Task Tags_can_be_paged_with_n_and_last() => RequireAsync(async () =>
    {
        var repository = await PushTagsAsync("a", "b", "c", "d", "e");
        Assert.Equal(["a", "b"], await TagsAsync($"v2/{repository}/tags/list?n=2"));
        Assert.Equal(["c", "d"], await TagsAsync($"v2/{repository}/tags/list?n=2&last=b"));
        Assert.Equal(["c", "d", "e"], await TagsAsync($"v2/{repository}/tags/list?last=b"));
        Assert.Equal(["c", "d", "e"], await TagsAsync($"v2/{repository}/tags/list?last=bb"));
    });

    [Fact]
    public Task A_page_that_is_not_the_last_links_to_the_next() => RequireAsync(async () =>
    {
        var repository = await PushTagsAsync("a", "b", "c");
        using var first = await Client.GetAsync($"v2/{repository}/tags/list?n=2");
        var link = Header(first, "Link");
        Assert.EndsWith("; rel=\"next\"", link, StringComparison.Ordinal);
        using var second = await Client.GetAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]);
        Assert.Equal("c", (await JsonAsync(second)).GetProperty("tags")[0].GetString());
        Assert.Empty(Header(second, "Link"));
    });

    [Fact]
    public Task No_tags_are_listed_for_n_0() => RequireAsync(async () =>
    {
        var repository = await PushTagsAsync("a");
        using var response = await Client.GetAsync($"v2/{repository}/tags/list?n=0");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, (await JsonAsync(response)).GetProperty("tags").GetArrayLength());
        Assert.Empty(Header(response, "Link"));
    });

    [Fact]
    public Task Tags_of_an_unknown_repository_are_NAME_UNKNOWN() => RequireAsync(async () =>
    {
        using var response = await Client.GetAsync($"v2/{NewRepository()}/tags/list");
        await AssertErrorAsync(HttpStatusCode.NotFound, "NAME_UNKNOWN", response);
    });

    [Fact]
    public Task The_catalog_lists_repositories() => RequireAsync(async () =>
    {
        var repository = await PushTagsAsync("a");
        using var response = await Client.GetAsync("v2/_catalog?n=1000");
        var names = (await JsonAsync(response)).GetProperty("repositories").EnumerateArray().Select(name => name.GetString());
        Assert.Contains(repository, names);
    });

    [Fact]
    public Task The_catalog_can_be_paged_by_its_links() => RequireAsync(async () =>
    {
        string[] pushed = [await PushTagsAsync("a"), await PushTagsAsync("a"), await PushTagsAsync("a")];
        var (names, next) = (new List<string>(), "v2/_catalog?n=2");
        while (next.Length > 0)
        {
            using var response = await Client.GetAsync(next);
            var page = (await JsonAsync(response)).GetProperty("repositories");
            Assert.InRange(page.GetArrayLength(), 0, 2);
            names.AddRange(page.EnumerateArray().Select(name => name.GetString()!));
            var link = Header(response, "Link");
            next = link.Length == 0 ? "" : link[1..link.IndexOf('>', StringComparison.Ordinal)];
        }
        Assert.Equal(names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), names);
        Assert.Superset(pushed.ToHashSet(StringComparer.Ordinal), names.ToHashSet(StringComparer.Ordinal));
    });

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    public Task A_page_size_that_is_no_number_is_refused(string n) => RequireAsync(async () =>
    {
        var repository = await PushTagsAsync("a");
        using var tags = await Client.GetAsync($"v2/{repository}/tags/list?n={n}");
        Assert.Equal(HttpStatusCode.BadRequest, tags.StatusCode);
    });

    private async Task<string> PushTagsAsync(params string[] tags)
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        foreach (var tag in tags)
        {
            using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{tag}", bytes, ManifestType);
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        }
        return repository;
    }

    private async Task<string[]> TagsAsync(string address)
    {
        using var response = await Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await JsonAsync(response)).GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];
    }
}
