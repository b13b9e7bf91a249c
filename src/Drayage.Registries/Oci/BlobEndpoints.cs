using Drayage.Model;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Pulling and deleting blobs.</summary>
internal sealed class BlobEndpoints(RepositoryStore repositories, BlobStore blobs)
{
    private const string ContentType = "application/octet-stream";

    /// <summary>GET with Range, and HEAD.</summary>
    public Task GetAsync(HttpContext context, RepositoryName repository, Digest digest)
    {
        Demand(repository, digest);
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        return Answer.FileAsync(context, blobs.PathOf(digest), digest, ContentType);
    }

    /// <summary>Takes the blob out of this repository; others keep it.</summary>
    public Task DeleteAsync(HttpContext context, RepositoryName repository, Digest digest)
    {
        if (!repositories.UnlinkBlob(repository, digest))
            throw OciRefusal.UnknownBlob(digest);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private void Demand(RepositoryName repository, Digest digest)
    {
        if (!repositories.HasBlob(repository, digest) || blobs.SizeOf(digest) is null)
            throw OciRefusal.UnknownBlob(digest);
    }
}
