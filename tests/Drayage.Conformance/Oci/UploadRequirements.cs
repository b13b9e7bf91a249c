using System.Net;
using System.Security.Cryptography;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Pushing blobs: distribution specification, "Pushing blobs".</summary>
public abstract class UploadRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task POST_then_PUT_makes_a_blob() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent();
        var digest = Digest.OfSha256(content);
        using var put = await SendAsync(HttpMethod.Put, WithDigest(await BeginUploadAsync(repository), digest), content);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal(digest.ToString(), Header(put, "Docker-Content-Digest"));
        using var get = await Client.GetAsync(Location(put));
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    [Fact]
    public Task A_single_POST_with_digest_makes_a_blob() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent();
        var digest = Digest.OfSha256(content);
        using var post = await SendAsync(HttpMethod.Post, WithDigest($"v2/{repository}/blobs/uploads/", digest), content);
        Assert.Equal(HttpStatusCode.Created, post.StatusCode);
        using var get = await Client.GetAsync(Location(post));
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    [Fact]
    public Task A_streamed_PATCH_then_PUT_makes_a_blob() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(1_000_000);
        var digest = Digest.OfSha256(content);
        using var patch = await SendAsync(HttpMethod.Patch, await BeginUploadAsync(repository), content);
        Assert.Equal(HttpStatusCode.Accepted, patch.StatusCode);
        Assert.Equal(Range(0, content.Length - 1), Header(patch, "Range"));
        using var put = await SendAsync(HttpMethod.Put, WithDigest(Location(patch), digest));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    });

    [Fact]
    public Task Chunks_in_order_make_a_blob_and_the_last_may_come_with_PUT() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(3000);
        var location = await BeginUploadAsync(repository);
        for (var start = 0; start < 2000; start += 1000)
        {
            using var patch = await SendAsync(HttpMethod.Patch, location, content[start..(start + 1000)], headers: ("Content-Range", Range(start, start + 999)));
            Assert.Equal(HttpStatusCode.Accepted, patch.StatusCode);
            Assert.Equal(Range(0, start + 999), Header(patch, "Range"));
            location = Location(patch);
        }
        using var put = await SendAsync(HttpMethod.Put, WithDigest(location, Digest.OfSha256(content)), content[2000..], headers: ("Content-Range", Range(2000, 2999)));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var get = await Client.GetAsync(Location(put));
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    [Fact]
    public Task A_chunk_out_of_order_is_416_and_changes_nothing() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent(3000);
        using var first = await SendAsync(HttpMethod.Patch, await BeginUploadAsync(repository), content[..1000], headers: ("Content-Range", Range(0, 999)));
        using var gap = await SendAsync(HttpMethod.Patch, Location(first), content[2000..], headers: ("Content-Range", Range(2000, 2999)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, gap.StatusCode);
        using var again = await SendAsync(HttpMethod.Patch, Location(first), content[..1000], headers: ("Content-Range", Range(0, 999)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, again.StatusCode);
        using var rest = await SendAsync(HttpMethod.Patch, Location(first), content[1000..], headers: ("Content-Range", Range(1000, 2999)));
        using var put = await SendAsync(HttpMethod.Put, WithDigest(Location(rest), Digest.OfSha256(content)));
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    });

    [Fact]
    public Task The_status_of_an_upload_tells_how_far_it_is() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        using var patch = await SendAsync(HttpMethod.Patch, await BeginUploadAsync(repository), NewContent(500));
        using var status = await SendAsync(HttpMethod.Get, Location(patch));
        Assert.Equal(HttpStatusCode.NoContent, status.StatusCode);
        Assert.Equal(Range(0, 499), Header(status, "Range"));
        Assert.NotEmpty(Location(status));
    });

    [Fact]
    public Task A_cancelled_upload_is_BLOB_UPLOAD_UNKNOWN() => RequireAsync(async () =>
    {
        var location = await BeginUploadAsync(NewRepository());
        using var cancel = await SendAsync(HttpMethod.Delete, location);
        Assert.Equal(HttpStatusCode.NoContent, cancel.StatusCode);
        using var status = await SendAsync(HttpMethod.Get, location);
        await AssertErrorAsync(HttpStatusCode.NotFound, "BLOB_UPLOAD_UNKNOWN", status);
    });

    [Fact]
    public Task Other_bytes_than_the_digest_says_are_DIGEST_INVALID() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var digest = Digest.OfSha256(NewContent());
        using var put = await SendAsync(HttpMethod.Put, WithDigest(await BeginUploadAsync(repository), digest), NewContent());
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", put);
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    });

    [Fact]
    public Task An_upload_without_a_digest_is_DIGEST_INVALID() => RequireAsync(async () =>
    {
        using var put = await SendAsync(HttpMethod.Put, await BeginUploadAsync(NewRepository()), NewContent());
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", put);
    });

    [Fact]
    public Task An_empty_blob_can_be_pushed() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var digest = await PushBlobAsync(repository, []);
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(0, head.Content.Headers.ContentLength);
    });

    [Fact]
    public Task A_blob_can_be_pushed_by_sha512() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var content = NewContent();
        var digest = Digest.FromHash(Digest.Sha512, SHA512.HashData(content));
        using var put = await SendAsync(HttpMethod.Put, WithDigest(await BeginUploadAsync(repository), digest), content);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        using var get = await Client.GetAsync($"v2/{repository}/blobs/{digest}");
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    [Fact]
    public Task An_upload_belongs_to_its_repository() => RequireAsync(async () =>
    {
        var (mine, other) = (NewRepository(), NewRepository());
        var location = await BeginUploadAsync(mine);
        using var status = await SendAsync(HttpMethod.Get, location.Replace(mine, other, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, status.StatusCode);
    });

    [Fact]
    public Task A_chunk_out_of_order_tells_where_the_upload_is() => RequireAsync(async () =>
    {
        var content = NewContent(3000);
        using var first = await SendAsync(HttpMethod.Patch, await BeginUploadAsync(NewRepository()), content[..1000], headers: ("Content-Range", Range(0, 999)));
        using var gap = await SendAsync(HttpMethod.Patch, Location(first), content[2000..], headers: ("Content-Range", Range(2000, 2999)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, gap.StatusCode);
        Assert.Equal(Range(0, 999), Header(gap, "Range"));
        using var status = await SendAsync(HttpMethod.Get, Location(gap));
        Assert.Equal((HttpStatusCode.NoContent, Range(0, 999)), (status.StatusCode, Header(status, "Range")));
    });

    [Fact]
    public Task A_closing_chunk_out_of_order_is_416() => RequireAsync(async () =>
    {
        var content = NewContent(3000);
        using var first = await SendAsync(HttpMethod.Patch, await BeginUploadAsync(NewRepository()), content[..1000], headers: ("Content-Range", Range(0, 999)));
        using var gap = await SendAsync(HttpMethod.Put, WithDigest(Location(first), Digest.OfSha256(content)), content[2000..], headers: ("Content-Range", Range(2000, 2999)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, gap.StatusCode);
        using var rest = await SendAsync(HttpMethod.Put, WithDigest(Location(first), Digest.OfSha256(content)), content[1000..], headers: ("Content-Range", Range(1000, 2999)));
        Assert.Equal(HttpStatusCode.Created, rest.StatusCode);
    });

    [Theory]
    [InlineData("abc")]
    [InlineData("5-2")]
    [InlineData("-1-5")]
    [InlineData("0-99999999999999999999")]
    public Task A_range_that_is_none_is_refused_and_changes_nothing(string range) => RequireAsync(async () =>
    {
        var location = await BeginUploadAsync(NewRepository());
        var content = NewContent(6);
        using var patch = await SendAsync(HttpMethod.Patch, location, content, headers: ("Content-Range", range));
        Assert.InRange((int)patch.StatusCode, 400, 499);
        using var put = await SendAsync(HttpMethod.Put, WithDigest(location, Digest.OfSha256(content)), content);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    });
}
