using System.Net;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Tags and referrers: distribution specification, "Content Discovery".</summary>
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
    public Task A_manifest_with_a_subject_is_answered_with_OCI_Subject() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        using var put = await PushReferrerAsync(repository, subject, bytes.Length, "application/example.sbom");
        Assert.Equal(subject.ToString(), Header(put, "OCI-Subject"));
    });

    [Fact]
    public Task Referrers_are_listed_with_artifact_type_and_annotations() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        using var put = await PushReferrerAsync(repository, subject, bytes.Length, "application/example.sbom");
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(IndexType, response.Content.Headers.ContentType?.MediaType);
        var index = await JsonAsync(response);
        Assert.Equal(2, index.GetProperty("schemaVersion").GetInt32());
        var descriptor = index.GetProperty("manifests")[0];
        Assert.Equal(ManifestType, descriptor.GetProperty("mediaType").GetString());
        Assert.Equal(Header(put, "Docker-Content-Digest"), descriptor.GetProperty("digest").GetString());
        Assert.Equal("application/example.sbom", descriptor.GetProperty("artifactType").GetString());
        Assert.Equal("value", descriptor.GetProperty("annotations").GetProperty("key").GetString());
    });

    [Fact]
    public Task Without_an_artifact_type_the_type_of_the_config_is_listed() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        var extra = $$$""","subject":{"mediaType":"{{{ManifestType}}}","digest":"{{{subject}}}","size":{{{bytes.Length}}}}""";
        await PushManifestAsync(repository, extra: extra, configType: "application/example.config");
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}");
        Assert.Equal("application/example.config", (await JsonAsync(response)).GetProperty("manifests")[0].GetProperty("artifactType").GetString());
    });

    [Fact]
    public Task Referrers_can_be_filtered_by_artifact_type() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        using var sbom = await PushReferrerAsync(repository, subject, bytes.Length, "application/example.sbom+json");
        using var signature = await PushReferrerAsync(repository, subject, bytes.Length, "application/example.signature");
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}?artifactType={Uri.EscapeDataString("application/example.sbom+json")}");
        Assert.Equal("artifactType", Header(response, "OCI-Filters-Applied"));
        var only = Assert.Single((await JsonAsync(response)).GetProperty("manifests").EnumerateArray());
        Assert.Equal(Header(sbom, "Docker-Content-Digest"), only.GetProperty("digest").GetString());
    });

    [Fact]
    public Task Referrers_of_a_missing_subject_are_an_empty_list() => RequireAsync(async () =>
    {
        using var response = await Client.GetAsync($"v2/{NewRepository()}/referrers/{Digest.OfSha256(NewContent())}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, (await JsonAsync(response)).GetProperty("manifests").GetArrayLength());
    });

    [Fact]
    public Task A_subject_may_come_after_its_referrer() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var subject = Digest.OfSha256(NewContent());
        using var put = await PushReferrerAsync(repository, subject, 1000, "application/example.sbom");
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}");
        Assert.Equal(1, (await JsonAsync(response)).GetProperty("manifests").GetArrayLength());
    });

    [Fact]
    public Task A_deleted_referrer_is_no_longer_listed() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        using var put = await PushReferrerAsync(repository, subject, bytes.Length, "application/example.sbom");
        using var delete = await Client.DeleteAsync($"v2/{repository}/manifests/{Header(put, "Docker-Content-Digest")}");
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}");
        Assert.Equal(0, (await JsonAsync(response)).GetProperty("manifests").GetArrayLength());
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

    [Fact]
    public Task A_filter_that_matches_nothing_gives_an_empty_list() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        using var put = await PushReferrerAsync(repository, subject, bytes.Length, "application/example.sbom");
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}?artifactType=application/other");
        Assert.Equal("artifactType", Header(response, "OCI-Filters-Applied"));
        Assert.Equal(0, (await JsonAsync(response)).GetProperty("manifests").GetArrayLength());
    });

    [Fact]
    public Task Referrers_of_a_malformed_digest_are_refused() => RequireAsync(async () =>
    {
        using var response = await Client.GetAsync($"v2/{NewRepository()}/referrers/sha256:beef");
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", response);
    });

    [Fact]
    public Task An_index_with_a_subject_is_listed_as_a_referrer() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        var index = Utf8($$$"""{"schemaVersion":2,"mediaType":"{{{IndexType}}}","artifactType":"application/example.set","manifests":[],"subject":{"mediaType":"{{{ManifestType}}}","digest":"{{{subject}}}","size":{{{bytes.Length}}}}}""");
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{Digest.OfSha256(index)}", index, IndexType);
        Assert.Equal(subject.ToString(), Header(put, "OCI-Subject"));
        using var response = await Client.GetAsync($"v2/{repository}/referrers/{subject}");
        var descriptor = Assert.Single((await JsonAsync(response)).GetProperty("manifests").EnumerateArray());
        Assert.Equal((IndexType, "application/example.set"), (descriptor.GetProperty("mediaType").GetString(), descriptor.GetProperty("artifactType").GetString()));
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

    private async Task<HttpResponseMessage> PushReferrerAsync(string repository, Digest subject, int subjectSize, string artifactType)
    {
        var empty = await PushBlobAsync(repository, Utf8("{}"));
        var manifest = Utf8($$$"""{"schemaVersion":2,"mediaType":"{{{ManifestType}}}","artifactType":"{{{artifactType}}}","config":{"mediaType":"{{{EmptyType}}}","digest":"{{{empty}}}","size":2},"layers":[{"mediaType":"{{{EmptyType}}}","digest":"{{{empty}}}","size":2}],"subject":{"mediaType":"{{{ManifestType}}}","digest":"{{{subject}}}","size":{{{subjectSize}}}},"annotations":{"key":"value"}}""");
        return await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{Digest.OfSha256(manifest)}", manifest, ManifestType);
    }
}
