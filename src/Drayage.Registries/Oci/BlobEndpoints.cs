using Drayage.Model;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Pulling and deleting blobs.</summary>
internal sealed class BlobEndpoints(RepositoryStore repositories, BlobStore blobs)
{
    /// <summary>GET with Range, and HEAD.</summary>
    public Task GetAsync(HttpContext context, RepositoryName repository, Digest digest)
    {
        if (!repositories.HasBlob(repository, digest) || blobs.SizeOf(digest) is not { } size)
            throw OciRefusal.UnknownBlob(digest);
        if (HttpMethods.IsHead(context.Request.Method))
            repositories.KeepBlob(repository, digest);
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        return BlobAnswer.SendAsync(context, blobs.PathOf(digest), size, digest);
    }

    /// <summary>Takes the blob out of this repository; others keep it.</summary>
    public Task DeleteAsync(HttpContext context, RepositoryName repository, Digest digest)
    {
        if (!repositories.UnlinkBlob(repository, digest, DateTimeOffset.MaxValue))
            throw OciRefusal.UnknownBlob(digest);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }
}
