using System.Net;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>The requests of one blob's upload (distribution specification 1.1, "Pushing blobs"), each sent once.</summary>
internal sealed class UploadRequests(RegistryTransport transport, RepositoryName repository, Descriptor blob, BlobSource open)
{
    private readonly RegistryScope scope = RegistryScope.Push(repository);

    /// <summary>Opens a session, or null when the blob was mounted.</summary>
    public async Task<UploadSession?> OpenAsync(RepositoryName? mountFrom, CancellationToken cancellationToken)
    {
        var query = mountFrom is null ? "" : $"?mount={blob.Digest}&from={mountFrom}";
        var request = new RegistryRequest
        {
            Method = HttpMethod.Post,
            Uri = transport.Api($"{repository}/blobs/uploads/{query}"),
            Scope = mountFrom is null ? scope : scope.AndPull(mountFrom),
            Repeatable = true,
        };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Accepted, HttpStatusCode.Created);
        if (response.StatusCode == HttpStatusCode.Created && mountFrom is not null)
            return null;
        if (response.Headers.Location is not { } location)
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], "the answer names no location for the upload");
        return new UploadSession(new Uri(request.Uri, location), UploadBody.MinChunkOf(response));
    }

    public Task PutWholeAsync(UploadSession session, CancellationToken cancellationToken) =>
        PutAsync(session, async token => UploadBody.Of(await open(0, token), blob.Size), cancellationToken);

    /// <summary>Ends a session that has all.</summary>
    public Task CloseAsync(UploadSession session, CancellationToken cancellationToken) => PutAsync(session, null, cancellationToken);

    public async Task<UploadProgress> PatchAsync(UploadProgress progress, long length, bool withRange, CancellationToken cancellationToken)
    {
        var offset = progress.Offset;
        var request = new RegistryRequest
        {
            Method = HttpMethod.Patch,
            Uri = progress.Session.Location,
            Scope = scope,
            Body = async token => withRange
                ? UploadBody.Chunk(await open(offset, token), offset, length)
                : UploadBody.Of(await open(offset, token), length),
        };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Accepted, HttpStatusCode.NoContent);
        var next = UploadBody.EndOf(response) ?? offset + length;
        if (next <= offset || next > blob.Size)
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"the registry reports {next} bytes after {length} bytes at {offset}");
        return new UploadProgress(progress.Session.After(response), next);
    }

    /// <summary>How far the session has come; null when it is gone, or nothing has arrived.</summary>
    public async Task<UploadProgress?> StatusAsync(UploadSession session, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Get, Uri = session.Location, Scope = scope };
        using var response = await transport.SendAsync(request, cancellationToken);
        return response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Accepted or HttpStatusCode.OK
            && UploadBody.EndOf(response) is > 0 and { } end && end <= blob.Size
            ? new UploadProgress(session.After(response), end)
            : null;
    }

    public async Task<bool> IsStoredAsync(CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Head, Uri = transport.Api($"{repository}/blobs/{blob.Digest}"), Scope = scope };
        using var response = await transport.SendAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private async Task PutAsync(UploadSession session, Func<CancellationToken, Task<HttpContent>>? body, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Put, Uri = session.With($"digest={blob.Digest}"), Scope = scope, Body = body };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Created);
        if (response.Headers.TryGetValues("Docker-Content-Digest", out var values)
            && values.First() is { Length: > 0 } reported && reported != blob.Digest.ToString())
        {
            throw new RegistryException(
                request.Method, request.Uri, response.StatusCode, [], $"the registry reports the digest {reported} for {blob.Digest}");
        }
    }
}
