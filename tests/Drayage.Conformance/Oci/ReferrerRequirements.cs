using System.Net;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>What is attached to manifests: distribution specification, "Listing Referrers" and "Pushing Manifests with Subject".</summary>
public abstract class ReferrerRequirements(OciTarget target) : OciRequirement(target)
{
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
    public Task A_long_list_of_referrers_is_whole_over_all_its_pages() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        var pushed = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            using var put = await PushReferrerAsync(repository, subject, bytes.Length, $"application/example.{number}");
            pushed.Add(Header(put, "Docker-Content-Digest"));
        }
        var listed = await PagesAsync($"v2/{repository}/referrers/{subject}");
        Assert.Equal(pushed.Order(StringComparer.Ordinal), listed.Select(entry => entry.Digest).Order(StringComparer.Ordinal));
    });

    [Fact]
    public Task A_filter_holds_on_every_page_of_referrers() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (subject, bytes) = await PushManifestAsync(repository);
        for (var number = 0; number < 10; number++)
        {
            using var put = await PushReferrerAsync(repository, subject, bytes.Length, number % 2 == 0 ? "application/example.even+json" : "application/example.odd", $"{number}");
            Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        }
        var listed = await PagesAsync($"v2/{repository}/referrers/{subject}?artifactType={Uri.EscapeDataString("application/example.even+json")}", "artifactType");
        Assert.Equal(5, listed.Distinct().Count());
        Assert.All(listed, entry => Assert.Equal("application/example.even+json", entry.Type));
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

    /// <summary>Follows the links of a list of referrers; each page is an index on its own.</summary>
    private async Task<List<(string Digest, string Type)>> PagesAsync(string address, string filters = "")
    {
        var found = new List<(string, string)>();
        for (var next = address; next.Length > 0;)
        {
            using var response = await Client.GetAsync(next);
            Assert.Equal((HttpStatusCode.OK, IndexType), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.Equal(filters, Header(response, "OCI-Filters-Applied"));
            var page = (await JsonAsync(response)).GetProperty("manifests").EnumerateArray()
                .Select(entry => (entry.GetProperty("digest").GetString()!, entry.GetProperty("artifactType").GetString()!)).ToArray();
            Assert.NotEmpty(page);
            found.AddRange(page);
            var link = Header(response, "Link");
            Assert.True(link.Length == 0 || link.EndsWith("; rel=\"next\"", StringComparison.Ordinal), link);
            next = link.Length == 0 ? "" : link[1..link.IndexOf('>', StringComparison.Ordinal)];
        }
        return found;
    }

    private async Task<HttpResponseMessage> PushReferrerAsync(string repository, Digest subject, int subjectSize, string artifactType, string value = "value")
    {
        var empty = await PushBlobAsync(repository, Utf8("{}"));
        var manifest = Utf8($$$"""{"schemaVersion":2,"mediaType":"{{{ManifestType}}}","artifactType":"{{{artifactType}}}","config":{"mediaType":"{{{EmptyType}}}","digest":"{{{empty}}}","size":2},"layers":[{"mediaType":"{{{EmptyType}}}","digest":"{{{empty}}}","size":2}],"subject":{"mediaType":"{{{ManifestType}}}","digest":"{{{subject}}}","size":{{{subjectSize}}}},"annotations":{"key":"{{{value}}}"}}""");
        return await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{Digest.OfSha256(manifest)}", manifest, ManifestType);
    }
}
