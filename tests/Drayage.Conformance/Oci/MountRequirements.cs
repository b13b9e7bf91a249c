using System.Net;
using Drayage.Model;
using Xunit;

namespace Drayage.Conformance.Oci;

/// <summary>Taking blobs from other repositories: distribution specification, "Mounting a blob from another repository".</summary>
public abstract class MountRequirements(OciTarget target) : OciRequirement(target)
{
    [Fact]
    public Task A_blob_can_be_mounted_from_another_repository() => RequireAsync(async () =>
    {
        var (source, destination) = (NewRepository(), NewRepository());
        var digest = await PushBlobAsync(source, NewContent());
        using var mount = await SendAsync(HttpMethod.Post, $"v2/{destination}/blobs/uploads/?mount={digest}&from={source}", []);
        Assert.Equal(HttpStatusCode.Created, mount.StatusCode);
        using var head = await SendAsync(HttpMethod.Head, $"v2/{destination}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    });

    [Fact]
    public Task A_mount_of_an_unknown_blob_begins_an_upload() => RequireAsync(async () =>
    {
        using var mount = await SendAsync(HttpMethod.Post, $"v2/{NewRepository()}/blobs/uploads/?mount={Digest.OfSha256(NewContent())}&from={NewRepository()}", []);
        Assert.Equal(HttpStatusCode.Accepted, mount.StatusCode);
        Assert.NotEmpty(Location(mount));
    });

    [Fact]
    public Task A_blob_can_be_mounted_without_naming_its_repository() => RequireAsync(async () =>
    {
        var destination = NewRepository();
        var digest = await PushBlobAsync(NewRepository(), NewContent());
        using var mount = await SendAsync(HttpMethod.Post, $"v2/{destination}/blobs/uploads/?mount={digest}", []);
        Assert.Equal(HttpStatusCode.Created, mount.StatusCode);
        Assert.EndsWith($"/v2/{destination}/blobs/{digest}", Location(mount), StringComparison.Ordinal);
        using var head = await SendAsync(HttpMethod.Head, $"v2/{destination}/blobs/{digest}");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    });

    [Fact]
    public Task A_mount_without_a_repository_of_an_unknown_blob_begins_an_upload() => RequireAsync(async () =>
    {
        using var mount = await SendAsync(HttpMethod.Post, $"v2/{NewRepository()}/blobs/uploads/?mount={Digest.OfSha256(NewContent())}", []);
        Assert.Equal(HttpStatusCode.Accepted, mount.StatusCode);
        Assert.NotEmpty(Location(mount));
    });

    [Fact]
    public Task The_upload_that_a_mount_fell_back_to_takes_the_blob() => RequireAsync(async () =>
    {
        var (repository, content) = (NewRepository(), NewContent());
        var digest = Digest.OfSha256(content);
        using var mount = await SendAsync(HttpMethod.Post, $"v2/{repository}/blobs/uploads/?mount={digest}&from={NewRepository()}", []);
        using var put = await SendAsync(HttpMethod.Put, WithDigest(Location(mount), digest), content);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
    });
}
