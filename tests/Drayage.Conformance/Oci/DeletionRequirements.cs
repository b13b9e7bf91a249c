using System.Net;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Deleting: distribution specification, "Content Management".</summary>
public abstract class DeletionRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task A_deleted_tag_is_gone_and_its_manifest_stays() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (digest, _) = await PushManifestAsync(repository, "gone");
        using var delete = await Client.DeleteAsync($"v2/{repository}/manifests/gone");
        Assert.Equal(HttpStatusCode.Accepted, delete.StatusCode);
        using var byTag = await Client.GetAsync($"v2/{repository}/manifests/gone");
        using var byDigest = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{digest}", headers: ("Accept", ManifestType));
        Assert.Equal(HttpStatusCode.NotFound, byTag.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byDigest.StatusCode);
    });

    [Fact]
    public Task A_deleted_manifest_is_gone_with_its_tags() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (digest, _) = await PushManifestAsync(repository, "gone");
        using var delete = await Client.DeleteAsync($"v2/{repository}/manifests/{digest}");
        Assert.Equal(HttpStatusCode.Accepted, delete.StatusCode);
        using var byDigest = await Client.GetAsync($"v2/{repository}/manifests/{digest}");
        using var byTag = await Client.GetAsync($"v2/{repository}/manifests/gone");
        Assert.Equal(HttpStatusCode.NotFound, byDigest.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, byTag.StatusCode);
    });

    [Fact]
    public Task What_was_served_just_now_is_not_served_after_it_changed() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var (first, _) = await PushManifestAsync(repository, "moving");
        using var before = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/moving", headers: ("Accept", ManifestType));
        var (second, _) = await PushManifestAsync(repository, "moving");
        using var moved = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/moving", headers: ("Accept", ManifestType));
        Assert.Equal((first.ToString(), second.ToString()), (Header(before, "Docker-Content-Digest"), Header(moved, "Docker-Content-Digest")));
        using var delete = await Client.DeleteAsync($"v2/{repository}/manifests/{second}");
        using var byTag = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/moving", headers: ("Accept", ManifestType));
        using var byDigest = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{second}", headers: ("Accept", ManifestType));
        using var other = await SendAsync(HttpMethod.Get, $"v2/{repository}/manifests/{first}", headers: ("Accept", ManifestType));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK), (byTag.StatusCode, byDigest.StatusCode, other.StatusCode));
    });

    [Fact]
    public Task A_deleted_blob_is_gone() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        var digest = await PushBlobAsync(repository, NewContent());
        using var delete = await Client.DeleteAsync($"v2/{repository}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.Accepted, delete.StatusCode);
        using var head = await SendAsync(HttpMethod.Head, $"v2/{repository}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    });

    [Fact]
    public Task A_blob_deleted_in_one_repository_stays_in_another() => RequireAsync(async () =>
    {
        var (one, other) = (NewRepository(), NewRepository());
        var content = NewContent();
        var digest = await PushBlobAsync(one, content);
        await PushBlobAsync(other, content);
        using var delete = await Client.DeleteAsync($"v2/{one}/blobs/{digest}");
        using var get = await Client.GetAsync($"v2/{other}/blobs/{digest}");
        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync());
    });

    [Fact]
    public Task Deleting_what_is_missing_answers_404() => RequireAsync(async () =>
    {
        var repository = NewRepository();
        await PushManifestAsync(repository);
        using var manifest = await Client.DeleteAsync($"v2/{repository}/manifests/{Digest.OfSha256(NewContent())}");
        using var blob = await Client.DeleteAsync($"v2/{repository}/blobs/{Digest.OfSha256(NewContent())}");
        await AssertErrorAsync(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN", manifest);
        await AssertErrorAsync(HttpStatusCode.NotFound, "BLOB_UNKNOWN", blob);
    });
}
