using System.Net;
using System.Security.Cryptography;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Each way of pushing a blob with each algorithm: distribution specification, "Pushing blobs"; image specification, "Digests".</summary>
public abstract class UploadWayRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task Every_way_of_pushing_takes_sha256() => RequireAsync(() => PushEveryWayAsync(Digest.Sha256));

    [Fact]
    public Task Every_way_of_pushing_takes_sha512() => RequireAsync(() => PushEveryWayAsync(Digest.Sha512));

    private async Task PushEveryWayAsync(string algorithm)
    {
        var repository = NewRepository();
        foreach (var way in Ways)
        {
            var content = NewContent(3000);
            var digest = Of(algorithm, content);
            using var done = await way(this, repository, content, digest);
            Assert.Equal(HttpStatusCode.Created, done.StatusCode);
            Assert.Equal(digest.ToString(), Header(done, "Docker-Content-Digest"));
            using var get = await Client.GetAsync(Location(done));
            Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData(Digest.Sha256)]
    [InlineData(Digest.Sha512)]
    public Task Every_way_of_pushing_refuses_a_digest_of_other_bytes(string algorithm) => RequireAsync(async () =>
    {
        var repository = NewRepository();
        foreach (var way in Ways)
        {
            var digest = Of(algorithm, NewContent());
            using var refused = await way(this, repository, NewContent(3000), digest);
            await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", refused);
            using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/blobs/{digest}");
            Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        }
    });

    [Theory]
    [InlineData(Digest.Sha256)]
    [InlineData(Digest.Sha512)]
    public Task A_single_POST_takes_both_algorithms_and_refuses_other_bytes(string algorithm) => RequireAsync(async () =>
    {
        var (repository, content) = (NewRepository(), NewContent(3000));
        var digest = Of(algorithm, content);
        using var refused = await SendAsync(HttpMethod.Post, WithDigest($"v2/{repository}/blobs/uploads/", digest), NewContent());
        await AssertErrorAsync(HttpStatusCode.BadRequest, "DIGEST_INVALID", refused);
        using var done = await SendAsync(HttpMethod.Post, WithDigest($"v2/{repository}/blobs/uploads/", digest), content);
        Assert.Equal(HttpStatusCode.Created, done.StatusCode);
        using var get = await Client.GetAsync(Location(done));
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    private static IEnumerable<Func<UploadWayRequirements, string, byte[], Digest, Task<HttpResponseMessage>>> Ways =>
    [
        async (test, repository, content, digest) => await test.SendAsync(HttpMethod.Put, WithDigest(await test.BeginUploadAsync(repository), digest), content),
        async (test, repository, content, digest) =>
        {
            using var stream = await test.SendAsync(HttpMethod.Patch, await test.BeginUploadAsync(repository), content);
            return await test.SendAsync(HttpMethod.Put, WithDigest(Location(stream), digest));
        },
        async (test, repository, content, digest) =>
        {
            using var first = await test.SendAsync(HttpMethod.Patch, await test.BeginUploadAsync(repository), content[..1000], headers: ("Content-Range", Range(0, 999)));
            using var second = await test.SendAsync(HttpMethod.Patch, Location(first), content[1000..], headers: ("Content-Range", Range(1000, content.Length - 1)));
            return await test.SendAsync(HttpMethod.Put, WithDigest(Location(second), digest));
        },
        async (test, repository, content, digest) =>
        {
            using var first = await test.SendAsync(HttpMethod.Patch, await test.BeginUploadAsync(repository), content[..2000], headers: ("Content-Range", Range(0, 1999)));
            return await test.SendAsync(HttpMethod.Put, WithDigest(Location(first), digest), content[2000..], headers: ("Content-Range", Range(2000, content.Length - 1)));
        },
    ];

    private static Digest Of(string algorithm, byte[] content) =>
        algorithm == Digest.Sha512 ? Digest.FromHash(Digest.Sha512, SHA512.HashData(content)) : Digest.OfSha256(content);
}
