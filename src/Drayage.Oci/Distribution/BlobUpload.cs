using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Uploads one blob (distribution specification 1.1, "Pushing blobs"): POST opens a session, one PUT with the whole
/// content closes it. After a cut the registry is asked how much it has (GET on the session), and the rest goes in
/// PATCH chunks.
/// </summary>
internal sealed class BlobUpload
{
    private readonly RegistryTransport transport;
    private readonly RepositoryName repository;
    private readonly UploadOptions options;
    private readonly Pauses pauses;
    private readonly Descriptor blob;
    private readonly BlobSource open;
    private readonly RegistryScope scope;

    public BlobUpload(
        RegistryTransport transport, RepositoryName repository, UploadOptions options, Pauses pauses, Descriptor blob, BlobSource open)
    {
        this.transport = transport;
        this.repository = repository;
        this.options = options;
        this.pauses = pauses;
        this.blob = blob;
        this.open = open;
        scope = RegistryScope.Push(repository);
    }

    /// <param name="mountFrom">A repository of the same registry that may hold the blob already.</param>
    /// <param name="cancellationToken">Leaves the session to the registry's own clean-up when cancelled.</param>
    /// <returns>True when the blob was sent, false when the registry took it from the other repository.</returns>
    public async Task<bool> RunAsync(RepositoryName? mountFrom, CancellationToken cancellationToken)
    {
        if (await OpenOrMountAsync(mountFrom, cancellationToken) is not { } session)
            return false;
        var progress = new Progress(session, 0);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (options.AlwaysChunked || progress.Offset > 0)
                    await SendChunksAsync(progress, cancellationToken);
                else
                    await PutWholeAsync(progress.Session, cancellationToken);
                return true;
            }
            catch (RegistryException failure) when (CanResume(failure) && pauses.Allow(failure, attempt))
            {
                await pauses.WaitAsync(failure, attempt, cancellationToken);
            }
            if (await ResumeAsync(progress.Session, cancellationToken) is not { } resumed)
                return true;
            if (resumed.Offset > progress.Offset)
                attempt = -1;
            progress = resumed;
        }
    }

    /// <summary>Who may push here need not be allowed to read there: then the bytes are sent.</summary>
    private async Task<UploadSession?> OpenOrMountAsync(RepositoryName? mountFrom, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(mountFrom, cancellationToken);
        }
        catch (RegistryException failure) when (mountFrom is not null && failure.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return await OpenAsync(null, cancellationToken);
        }
    }

    /// <summary>Opens a session, or null when the blob was mounted.</summary>
    private async Task<UploadSession?> OpenAsync(RepositoryName? mountFrom, CancellationToken cancellationToken)
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
        var minChunk = response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
            && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var length) ? length : 0;
        return new UploadSession(new Uri(request.Uri, location), minChunk);
    }

    private async Task PutWholeAsync(UploadSession session, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest
        {
            Method = HttpMethod.Put,
            Uri = session.With($"digest={blob.Digest}"),
            Scope = scope,
            Body = async token => Content(await open(0, token), blob.Size),
        };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Created);
        CheckDigest(request, response, blob.Digest);
    }

    private async Task SendChunksAsync(Progress progress, CancellationToken cancellationToken)
    {
        while (progress.Offset < blob.Size)
            progress = await SendChunkAsync(progress, cancellationToken);
        var request = new RegistryRequest
        {
            Method = HttpMethod.Put,
            Uri = progress.Session.With($"digest={blob.Digest}"),
            Scope = scope,
        };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Created);
        CheckDigest(request, response, blob.Digest);
    }

    private async Task<Progress> SendChunkAsync(Progress progress, CancellationToken cancellationToken)
    {
        var length = Math.Min(Math.Max(options.ChunkSize, progress.Session.MinChunk), blob.Size - progress.Offset);
        var request = new RegistryRequest
        {
            Method = HttpMethod.Patch,
            Uri = progress.Session.Location,
            Scope = scope,
            Body = async token => Chunk(await open(progress.Offset, token), progress.Offset, length),
        };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Accepted, HttpStatusCode.NoContent);
        var next = EndOf(response) ?? progress.Offset + length;
        if (next <= progress.Offset || next > blob.Size)
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"the registry reports {next} bytes after a chunk at {progress.Offset}");
        return new Progress(progress.Session.After(response), next);
    }

    /// <summary>
    /// Asks what the registry has. A session that it has forgotten may have been closed by a PUT whose answer was lost:
    /// then the blob is there. Otherwise, and when nothing arrived, a new session begins.
    /// </summary>
    /// <returns>Where to go on, or null when the blob is there.</returns>
    private async Task<Progress?> ResumeAsync(UploadSession session, CancellationToken cancellationToken)
    {
        var state = new RegistryRequest { Method = HttpMethod.Get, Uri = session.Location, Scope = scope };
        using var response = await transport.SendAsync(state, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Accepted
            && EndOf(response) is > 0 and { } end && end <= blob.Size)
            return new Progress(session.After(response), end);
        var head = new RegistryRequest { Method = HttpMethod.Head, Uri = transport.Api($"{repository}/blobs/{blob.Digest}"), Scope = scope };
        using var found = await transport.SendAsync(head, cancellationToken);
        if (found.StatusCode == HttpStatusCode.OK)
            return null;
        return await OpenAsync(null, cancellationToken) is { } opened ? new Progress(opened, 0) : null;
    }

    /// <summary>A cut, an overload, or a chunk at another place than the registry has come to.</summary>
    private static bool CanResume(RegistryException failure) =>
        failure.IsTransient || failure.Status is HttpStatusCode.RequestedRangeNotSatisfiable
        || failure.Has("BLOB_UPLOAD_UNKNOWN") || failure.Has("BLOB_UPLOAD_INVALID");

    /// <summary>
    /// The count that a <c>Range: 0-N</c> header reports. Zero bytes have no such form; registries answer <c>0-0</c>
    /// or <c>0--1</c> then.
    /// </summary>
    private static long? EndOf(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Range", out var values))
            return null;
        var text = values.First().Replace("bytes=", "", StringComparison.Ordinal);
        return text.StartsWith("0-", StringComparison.Ordinal) && long.TryParse(text.AsSpan(2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)
            ? last > 0 ? last + 1 : 0
            : null;
    }

    private static StreamContent Content(Stream stream, long length)
    {
        var content = new StreamContent(stream, 128 * 1024);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentLength = length;
        return content;
    }

    private static StreamContent Chunk(Stream stream, long offset, long length)
    {
        var content = Content(new SliceStream(stream, length), length);
        // Not the header class: it writes "bytes 0-9/*", the specification wants "0-9".
        content.Headers.TryAddWithoutValidation("Content-Range", $"{offset}-{offset + length - 1}");
        return content;
    }

    internal static void CheckDigest(RegistryRequest request, HttpResponseMessage response, Digest expected)
    {
        if (response.Headers.TryGetValues("Docker-Content-Digest", out var values)
            && values.First() is { Length: > 0 } reported && reported != expected.ToString())
        {
            throw new RegistryException(
                request.Method, request.Uri, response.StatusCode, [], $"the registry reports the digest {reported} for {expected}");
        }
    }

    private sealed record Progress(UploadSession Session, long Offset);
}
