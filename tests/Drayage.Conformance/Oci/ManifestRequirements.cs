using System.Net;
using System.Security.Cryptography;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Pushing manifests: distribution specification, "Pushing Manifests".</summary>
public abstract class ManifestRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task A_push_tells_location_and_digest() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (digest, bytes) = await PushManifestAsync(repository);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/tagged", bytes, ManifestType);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(digest.ToString(), Header(put, "Docker-Content-Digest"));
        using var get = await SendAsync(HttpMethod.Get, Location(put), headers: ("Accept", ManifestType));
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
    });

    [Fact]
    public Task A_tag_moves_to_the_manifest_pushed_last() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await PushManifestAsync(repository, "moving");
        var (second, _) = await PushManifestAsync(repository, "moving");
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/manifests/moving", headers: ("Accept", ManifestType));
        Assert.Equal(second.ToString(), Header(head, "Docker-Content-Digest"));
    });

    [Fact]
    public Task Another_digest_than_that_of_the_body_is_DIGEST_INVALID() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{Digest.OfSha256(NewContent())}", bytes, ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", put);
    });

    [Fact]
    public Task A_manifest_can_be_pushed_by_sha512() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        var digest = Digest.FromHash(Digest.Sha512, SHA512.HashData(bytes));
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{digest}", bytes, ManifestType);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var get = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{digest}", headers: ("Accept", ManifestType));
        Assert.Equal(bytes, await get.Content.ReadAsByteArrayAsync());
    });

    [Theory]
    [InlineData(Digest.Sha256)]
    [InlineData(Digest.Sha512)]
    public Task A_manifest_pushed_by_digest_may_bring_tags_along(string algorithm) => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        var digest = algorithm == Digest.Sha512 ? Digest.FromHash(Digest.Sha512, SHA512.HashData(bytes)) : Digest.OfSha256(bytes);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{digest}?tag=one&tag=two", bytes, ManifestType);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(["one", "two"], put.Headers.GetValues("OCI-Tag"));
        foreach (var tag in new[] { "one", "two" })
        {
            using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/manifests/{tag}", headers: ("Accept", ManifestType));
            Assert.Equal(digest.ToString(), Header(head, "Docker-Content-Digest"));
        }
    });

    [Fact]
    public Task A_malformed_digest_in_the_address_is_DIGEST_INVALID() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/sha256:baddigeststring", bytes, ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", put);
    });

    [Theory]
    [InlineData(".INVALID_MANIFEST_NAME")]
    [InlineData("-dash")]
    public Task A_tag_that_cannot_be_is_missing_when_it_is_asked_for(string tag) => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await PushManifestAsync(repository);
        using var get = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{tag}", headers: ("Accept", ManifestType));
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/manifests/{tag}", headers: ("Accept", ManifestType));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (get.StatusCode, head.StatusCode));
    });

    [Theory]
    [InlineData("\"size\":99999999999999999999")]
    [InlineData("\"size\":1.5")]
    [InlineData("\"size\":\"2\"")]
    public Task A_size_that_is_no_number_of_bytes_is_MANIFEST_INVALID(string size) => RequireAsync(() => RefuseSizeAsync(size));

    [Theory]
    [InlineData("\"size\":-1")]
    [InlineData("\"size\":3")]
    [InlineData("\"size\":9223372036854775807")]
    public Task A_size_other_than_that_of_the_blob_is_MANIFEST_INVALID(string size) => RequireAsync(() => RefuseSizeAsync(size));

    private async Task RefuseSizeAsync(string size)
    {
        var repository = NewRepository();
        var config = await PushBlobAsync(repository, Utf8("{}"));
        var body = Manifest(config, 2, config, 2).Replace("\"size\":2", size, StringComparison.Ordinal);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/broken", Utf8(body), ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_INVALID", put);
    }

    [Fact]
    public Task What_is_an_image_and_an_index_at_once_is_MANIFEST_INVALID() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var config = await PushBlobAsync(repository, Utf8("{}"));
        var body = Manifest(config, 2, config, 2, ""","manifests":[]""");
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/broken", Utf8(body), ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_INVALID", put);
    });

    [Fact]
    public Task A_content_type_other_than_the_media_type_is_MANIFEST_INVALID() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/broken", bytes, IndexType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_INVALID", put);
    });

    [Fact]
    public Task A_layer_that_was_not_pushed_is_MANIFEST_BLOB_UNKNOWN() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var config = await PushBlobAsync(repository, Utf8("{}"));
        var manifest = Utf8(Manifest(config, 2, Digest.OfSha256(NewContent()), 1000));
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/broken", manifest, ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_BLOB_UNKNOWN", put);
    });

    [Fact]
    public Task A_child_that_was_not_pushed_is_MANIFEST_BLOB_UNKNOWN() => RequireAsync(async () =>
    {
        var index = Utf8($$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{"mediaType":"{{ManifestType}}","digest":"{{Digest.OfSha256(NewContent())}}","size":5}]}""");
        using var put = await SendAsync(HttpMethod.Put, $"v2/{NewRepository()}/manifests/broken", index, IndexType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_BLOB_UNKNOWN", put);
    });

    [Fact]
    public Task An_index_of_pushed_manifests_is_kept_with_its_type() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (child, bytes) = await PushManifestAsync(repository);
        var index = Utf8($$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{"mediaType":"{{ManifestType}}","digest":"{{child}}","size":{{bytes.Length}},"platform":{"os":"linux","architecture":"amd64"} }]}""");
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/multi", index, IndexType);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var get = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/multi", headers: ("Accept", IndexType));
        Assert.Equal(IndexType, get.Content.Headers.ContentType?.MediaType);
        Assert.Equal(index, await get.Content.ReadAsByteArrayAsync());
    });

    [Theory]
    [InlineData("this is no JSON")]
    [InlineData("[]")]
    [InlineData("""{"schemaVersion":2}{"schemaVersion":2}""")]
    public Task What_is_no_manifest_is_MANIFEST_INVALID(string body) => RequireAsync(async () =>
    {
        using var put = await SendAsync(HttpMethod.Put, $"v2/{NewRepository()}/manifests/broken", Utf8(body), ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_INVALID", put);
    });

    [Fact]
    public Task A_malformed_digest_within_is_MANIFEST_INVALID() => RequireAsync(async () =>
    {
        var body = $$$"""{"schemaVersion":2,"mediaType":"{{{ManifestType}}}","config":{"mediaType":"a/b","digest":"sha256:beef","size":1},"layers":[]}""";
        using var put = await SendAsync(HttpMethod.Put, $"v2/{NewRepository()}/manifests/broken", Utf8(body), ManifestType);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "MANIFEST_INVALID", put);
    });

    [Fact]
    public Task A_manifest_of_four_mebibytes_is_taken() => RequireAsync(async () =>
    {
        var extra = $$""","annotations":{"padding":"{{new string('x', (4 * 1024 * 1024) - 2000)}}"}""";
        var repository = NewRepository();
        var (digest, bytes) = await PushManifestAsync(repository, "large", extra);
        Assert.InRange(bytes.Length, 4_190_000, 4 * 1024 * 1024);
        using var get = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/large", headers: ("Accept", ManifestType));
        Assert.Equal(digest, Digest.OfSha256(await get.Content.ReadAsByteArrayAsync()));
    });

    [Theory]
    [InlineData("Upper/case")]
    [InlineData("under__score_/x")]
    [InlineData("double..dot")]
    [InlineData("-dash")]
    public Task A_name_outside_the_grammar_is_NAME_INVALID(string name) => RequireAsync(async () =>
    {
        using var response = await SendAsync(HttpMethod.Post, $"v2/{name}/blobs/uploads/", []);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "NAME_INVALID", response);
    });

    [Theory]
    [InlineData(".hidden")]
    [InlineData("-dash")]
    [InlineData("plus+sign")]
    public Task A_tag_outside_the_grammar_is_refused(string tag) => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (_, bytes) = await PushManifestAsync(repository);
        using var put = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{tag}", bytes, ManifestType);
        Assert.InRange((int)put.StatusCode, 400, 499);
        using var longest = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{new string('A', 128)}", bytes, ManifestType);
        using var longer = await SendAsync(HttpMethod.Put, $"v2/{repository}/manifests/{new string('A', 129)}", bytes, ManifestType);
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        Assert.InRange((int)longer.StatusCode, 400, 499);
    });
}
