using System.Net;
using System.Text.Json;
using Drayage.Testing;
using Drayage.Tests.Ecosystems.Containers.Retention;
using Xunit;
using Clients = Drayage.Tests.Oci.Distribution.Registries;

namespace Drayage.Tests.Registries.GitHub;

/// <summary>Images of <c>ghcr.io</c> as GitHub's packages.</summary>
public sealed class PackageTests(RegistryFixture registry) : IClassFixture<RegistryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_manifest_is_a_version_and_goes_by_its_number_until_the_last()
    {
        var repository = new PrunedRepository(Clients.Client(registry.Authority, RegistryFixture.Token).Repository(Drayage.Oci.References.RepositoryName.Parse("ghcr.io/owner/group/tool")));
        var (one, two) = (await repository.ImageAsync("one", 1, Cancellation), await repository.ImageAsync("two", 1, Cancellation));
        await repository.TagAsync(two, "2", Cancellation);

        var versions = await ListAsync("orgs/owner/packages/container/group%2Ftool/versions");

        Assert.Equal(new[] { one.Digest.ToString(), two.Digest.ToString() }.Order(StringComparer.Ordinal), versions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""["2"]""", versions[two.Digest.ToString()].GetProperty("metadata").GetProperty("container").GetProperty("tags").GetRawText());
        Assert.Equal(versions.Keys, (await ListAsync("users/owner/packages/container/group%2Ftool/versions")).Keys);
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(versions[one.Digest.ToString()]));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(versions[one.Digest.ToString()]));
        Assert.Null(await repository.Client.ResolveAsync(one.Digest.ToString(), Cancellation));
        Assert.Equal(HttpStatusCode.BadRequest, await DeleteAsync(versions[two.Digest.ToString()]));
    }

    [Theory]
    [InlineData("orgs/owner/packages/container/nothing", true, HttpStatusCode.NotFound)]
    [InlineData("orgs/owner/packages/npm/nothing/versions", true, HttpStatusCode.NotFound)]
    [InlineData("orgs/owner/packages/pypi/tool", true, HttpStatusCode.UnprocessableEntity)]
    [InlineData("orgs/owner/packages/container/nothing", false, HttpStatusCode.Unauthorized)]
    public async Task What_is_not_there_or_not_allowed_is_refused(string address, bool authenticated, HttpStatusCode expected)
    {
        using var client = registry.NewClient(authenticated);
        using var reply = await client.GetAsync(new Uri($"api/v3/{address}", UriKind.Relative), Cancellation);

        Assert.Equal(expected, reply.StatusCode);
    }

    private async Task<Dictionary<string, JsonElement>> ListAsync(string address)
    {
        using var client = registry.NewClient();
        var list = JsonElement.Parse(await client.GetStringAsync(new Uri($"api/v3/{address}", UriKind.Relative), Cancellation));
        return list.EnumerateArray().ToDictionary(version => version.GetProperty("name").GetString()!);
    }

    private async Task<HttpStatusCode> DeleteAsync(JsonElement version)
    {
        using var client = registry.NewClient();
        using var reply = await client.DeleteAsync(new Uri($"api/v3/orgs/owner/packages/container/group%2Ftool/versions/{version.GetProperty("id")}", UriKind.Relative), Cancellation);
        return reply.StatusCode;
    }
}
