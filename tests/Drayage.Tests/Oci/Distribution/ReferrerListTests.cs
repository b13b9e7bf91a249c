using System.Net;
using System.Text;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;
using Drayage.Registries.Oci;
using Drayage.Testing;
using Xunit;
using static Drayage.Tests.Oci.Distribution.ScriptedHandler;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>Lists of referrers: in pages, filtered by the registry or not, and under the fallback tag.</summary>
public sealed class ReferrerListTests
{
    private static readonly Digest Subject = Digest.OfSha256("subject"u8);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_pages_of_our_registry_are_read()
    {
        await using var registry = await RegistryFixture.StartAsync(options => options with { Oci = new OciLimits { ReferrersPerPage = 2 } });
        var repository = Registries.Client(registry.Authority, RegistryFixture.Token).Repository("pages");
        var subject = await EmbeddedRegistryTests.PutArtifactAsync(repository, null);
        for (var number = 0; number < 5; number++)
            await EmbeddedRegistryTests.PutArtifactAsync(repository, subject.Descriptor, $"application/x.{number}");
        Assert.Equal(5, (await repository.ListReferrersAsync(subject.Digest, null, None)).Length);
        Assert.Equal(3, registry.Served.Count(served => served.Path.Contains("/referrers/", StringComparison.Ordinal)));
        Assert.Single(await repository.ListReferrersAsync(subject.Digest, "application/x.4", None));
    }

    [Fact]
    public async Task A_filter_that_the_registry_left_out_is_applied_here_on_every_page()
    {
        var handler = new ScriptedHandler(request => request.RequestUri!.Query.Contains("last=", StringComparison.Ordinal)
            ? Page([Entry("3", "a/b"), Entry("4", "c/d")])
            : Page([Entry("1", "a/b"), Entry("2", "c/d")], ("Link", "</v2/acme/tool/referrers/x?last=2>; rel=\"next\"")));
        var found = await Repository(handler).ListReferrersAsync(Subject, "a/b", None);
        Assert.Equal([Digest.OfSha256("1"u8), Digest.OfSha256("3"u8)], found.Select(entry => entry.Digest));
    }

    [Fact]
    public async Task A_filter_that_the_registry_applied_is_believed()
    {
        // The specification lets the registry derive the type; a descriptor without one is not thrown away.
        var handler = new ScriptedHandler(_ => Page([Entry("1", null)], ("OCI-Filters-Applied", "annotations, artifactType")));
        Assert.Single(await Repository(handler).ListReferrersAsync(Subject, "a/b", None));
    }

    [Fact]
    public async Task Pages_that_link_in_a_circle_are_refused()
    {
        var handler = new ScriptedHandler(_ => Page([Entry("1", "a/b")], ("Link", "</v2/acme/tool/referrers/x?last=1>; rel=\"next\"")));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).ListReferrersAsync(Subject, null, None));
        Assert.Contains("the list has no end", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, handler.Seen.Count);
    }

    [Fact]
    public async Task A_page_at_another_host_is_refused()
    {
        var handler = new ScriptedHandler(_ => Page([Entry("1", "a/b")], ("Link", "<https://other.example/v2/x>; rel=\"next\"")));
        await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).ListReferrersAsync(Subject, null, None));
        Assert.Single(handler.Seen);
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":"sha256:beef","size":1}]}""")]
    [InlineData("""{"schemaVersion":2,"manifests":[{"mediaType":"a/b","digest":null,"size":1}]}""")]
    [InlineData("""{"schemaVersion":2,"manifests":[null]}""")]
    [InlineData("""{"schemaVersion":2,"manifests":null}""")]
    [InlineData("""{"schemaVersion":1,"manifests":[]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("[")]
    [InlineData("")]
    public async Task A_list_that_is_no_index_is_refused_with_its_address(string body)
    {
        var handler = new ScriptedHandler(_ => Answer(HttpStatusCode.OK, body, ("Content-Type", MediaTypes.OciIndex)));
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Repository(handler).ListReferrersAsync(Subject, null, None));
        Assert.Contains($"/referrers/{Subject}", failure.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage Page(string[] entries, params (string Name, string Value)[] headers) => Answer(
        HttpStatusCode.OK, $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', entries)}}]}""", [("Content-Type", MediaTypes.OciIndex), .. headers]);

    private static string Entry(string content, string? type) =>
        $$"""{"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{Digest.OfSha256(Encoding.UTF8.GetBytes(content))}}","size":1{{(type is null ? "" : $",\"artifactType\":\"{type}\"")}}}""";

    private static RepositoryClient Repository(ScriptedHandler handler) =>
        Registries.Client("r.example", handler: handler).Repository("acme/tool");
}
