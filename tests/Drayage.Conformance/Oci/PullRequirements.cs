using System.Net;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Pulling: distribution specification, "Pull".</summary>
public abstract class PullRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task The_root_answers_200() => RequireAsync(async () =>
    {
        using var response = await SendAsync(HttpMethod.Get, "v2/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    });

    [Fact]
    public Task A_manifest_comes_back_byte_for_byte_by_tag_and_by_digest() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (digest, bytes) = await PushManifestAsync(repository, "1.0");
        foreach (var reference in new[] { "1.0", digest.ToString() })
        {
            using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{reference}", headers: ("Accept", ManifestType));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
            Assert.Equal(ManifestType, response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(digest.ToString(), Header(response, "Docker-Content-Digest"));
        }
    });

    [Fact]
    public Task HEAD_on_a_manifest_tells_type_length_and_digest() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (digest, bytes) = await PushManifestAsync(repository, "1.0");
        using var response = await SendAsync(HttpMethod.Head, $"v2/{repository}/manifests/1.0", headers: ("Accept", ManifestType));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        Assert.Equal(ManifestType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(digest.ToString(), Header(response, "Docker-Content-Digest"));
    });

    [Fact]
    public Task An_unknown_tag_is_MANIFEST_UNKNOWN() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await PushManifestAsync(repository, "1.0");
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/2.0");
        await AssertErrorAsync(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN", response);
    });

    [Fact]
    public Task An_unknown_digest_is_MANIFEST_UNKNOWN() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await PushManifestAsync(repository);
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{Digest.OfSha256(NewContent())}");
        await AssertErrorAsync(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN", response);
    });

    [Fact]
    public Task HEAD_on_what_is_missing_answers_404() => RequireAsync(async () =>
    {
        using var manifest = await SendAsync(HttpMethod.Head, $"v2/{NewRepository()}/manifests/latest");
        using var blob = await SendAsync(HttpMethod.Head, $"v2/{NewRepository()}/blobs/{Digest.OfSha256(NewContent())}");
        Assert.Equal(HttpStatusCode.NotFound, manifest.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, blob.StatusCode);
    });

    [Fact]
    public Task A_blob_comes_back_whole_and_HEAD_tells_its_length() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(100_000);
        var digest = await PushBlobAsync(repository, content);
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/blobs/{digest}");
        using var get = await SendAsync(HttpMethod.Get, $"v2/{repository}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(content.Length, head.Content.Headers.ContentLength);
        Assert.Equal(digest.ToString(), Header(head, "Docker-Content-Digest"));
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    [Fact]
    public Task A_range_of_a_blob_is_served() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(100_000);
        var digest = await PushBlobAsync(repository, content);
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/blobs/{digest}", headers: ("Range", "bytes=1000-1999"));
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(content[1000..2000], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes 1000-1999/{content.Length}", Header(response, "Content-Range"));
    });

    [Theory]
    [InlineData("bytes=500-", 500, 2047)]
    [InlineData("bytes=-500", 1548, 2047)]
    [InlineData("bytes=2000-5000", 2000, 2047)]
    [InlineData("bytes=0-0", 0, 0)]
    public Task An_open_range_ends_with_the_blob(string range, int start, int end) => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(2048);
        var digest = await PushBlobAsync(repository, content);
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/blobs/{digest}", headers: ("Range", range));
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(content[start..(end + 1)], await response.Content.ReadAsByteArrayAsync());
        Assert.Equal($"bytes {start}-{end}/2048", Header(response, "Content-Range"));
    });

    [Fact]
    public Task A_range_that_ends_before_it_begins_is_416() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var digest = await PushBlobAsync(repository, NewContent(2048));
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/blobs/{digest}", headers: ("Range", "bytes=500-0"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    });

    [Fact]
    public Task A_range_beyond_the_end_is_416() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var digest = await PushBlobAsync(repository, NewContent(100));
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/blobs/{digest}", headers: ("Range", "bytes=100-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
    });

    [Fact]
    public Task A_blob_of_another_repository_is_BLOB_UNKNOWN() => RequireAsync(async () =>
    {
        var digest = await PushBlobAsync(NewRepository(), NewContent());
        var other = NewRepository();
        await PushManifestAsync(other);
        using var response = await SendAsync(HttpMethod.Get, $"v2/{other}/blobs/{digest}");
        await AssertErrorAsync(HttpStatusCode.NotFound, "BLOB_UNKNOWN", response);
    });

    [Fact]
    public Task A_malformed_digest_is_DIGEST_INVALID() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await PushManifestAsync(repository);
        using var response = await SendAsync(HttpMethod.Get, $"v2/{repository}/blobs/sha256:1234");
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", response);
    });
}
