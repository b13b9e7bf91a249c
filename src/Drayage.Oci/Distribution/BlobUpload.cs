using System.Net;
using Drayage.Oci.Content;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>
/// Uploads one blob (distribution specification 1.1, "Pushing blobs"): POST opens a session; a small blob is the body of
/// the PUT that closes it, a large one goes in a PATCH before. After a cut the registry is asked how much it has (GET on
/// the session), and the rest goes in one PATCH, or in several where the registry limits their length.
/// </summary>
internal sealed class BlobUpload
{
    /// <summary>Bytes that must have gone over for a lost connection to be nobody's fault.</summary>
    private const long Underway = 1024 * 1024;

    private readonly RegistryTransport transport;
    private readonly RepositoryName repository;
    private readonly UploadOptions options;
    private readonly Pauses pauses;
    private readonly Descriptor blob;
    private readonly BlobSource open;
    private readonly UploadRequests requests;
    private bool chunked;
    private bool resumed;
    private bool isSpoilt;
    private long read;

    public BlobUpload(
        RegistryTransport transport, RepositoryName repository, UploadOptions options, Pauses pauses, Descriptor blob, BlobSource open)
    {
        this.transport = transport;
        this.repository = repository;
        this.options = options;
        this.pauses = pauses;
        this.blob = blob;
        this.open = open;
        chunked = options.AlwaysChunked;
        requests = new UploadRequests(transport, repository, blob, OpenAsync);
    }

    /// <param name="mountFrom">A repository of the same registry that may hold the blob already.</param>
    /// <param name="cancellationToken">Leaves the session to the registry's own clean-up, or to a later process, when cancelled.</param>
    /// <returns>True when the blob was sent, false when the registry took it from the other repository.</returns>
    public async Task<bool> RunAsync(RepositoryName? mountFrom, CancellationToken cancellationToken)
    {
        using var note = blob.Size >= options.StreamFrom ? options.Notes?.Open($"{transport.Registry.Name}/{repository}", blob.Digest) : null;
        var progress = await ReviveAsync(note, cancellationToken);
        if (progress is null)
        {
            if (await OpenOrMountAsync(mountFrom, cancellationToken) is not { } session)
            {
                note?.Delete();
                return false;
            }
            progress = new UploadProgress(session, 0);
        }
        await FinishAsync(progress, note, cancellationToken);
        note?.Delete();
        return true;
    }

    private async Task FinishAsync(UploadProgress progress, UploadNote? note, CancellationToken cancellationToken)
    {
        var restarts = 0;
        for (var attempt = 0; ; attempt++)
        {
            if (transport.Registry.Owns(progress.Session.Location))
                note?.Write(progress.Session.Location);
            read = 0;
            bool wasCut;
            try
            {
                await SendAsync(progress, cancellationToken);
                return;
            }
            catch (RegistryException failure) when (CanGoOn(failure) && pauses.Allow(failure, attempt))
            {
                wasCut = failure.Status is null && read >= Underway;
                await pauses.WaitAsync(failure, attempt, cancellationToken);
            }
            catch (RegistryException failure) when (failure.Has("DIGEST_INVALID"))
            {
                note?.Delete();
                throw await UploadMismatch.ExplainAsync(failure, transport.Registry.Name, blob, open, cancellationToken);
            }
            var next = await LookAsync(progress.Session, cancellationToken);
            if (next is null)
                return;
            if (next.Offset > progress.Offset || (wasCut && ++restarts <= options.MaxRestarts))
                attempt = -1;
            progress = next;
            resumed |= progress.Offset > 0;
        }
    }

    private async Task SendAsync(UploadProgress progress, CancellationToken cancellationToken)
    {
        if (progress.Offset == 0 && !chunked && blob.Size < options.StreamFrom)
        {
            await requests.PutWholeAsync(progress.Session, cancellationToken);
            return;
        }
        while (progress.Offset < blob.Size)
        {
            var left = blob.Size - progress.Offset;
            var length = chunked ? Math.Min(Math.Max(options.ChunkSize, progress.Session.MinChunk), left) : left;
            progress = await requests.PatchAsync(progress, length, withRange: progress.Offset > 0 || chunked, cancellationToken);
        }
        await requests.CloseAsync(progress.Session, cancellationToken);
    }

    /// <summary>
    /// A cut, an overload, a chunk at another place than the registry has come to, one that is too long, or a session
    /// whose parts do not make up the blob. What must be different the next time is seen to.
    /// </summary>
    private bool CanGoOn(RegistryException failure)
    {
        if (failure.Status is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.RequestedRangeNotSatisfiable && !chunked)
            return chunked = true;
        if (failure.Has("DIGEST_INVALID") && resumed)
        {
            resumed = false;
            return isSpoilt = true;
        }
        return failure.IsTransient || failure.Status is HttpStatusCode.RequestedRangeNotSatisfiable
            || failure.Has("BLOB_UPLOAD_UNKNOWN") || (failure.Has("BLOB_UPLOAD_INVALID") && failure.Status != HttpStatusCode.BadRequest)
            || (failure.Status == HttpStatusCode.NotFound && failure.Errors.IsEmpty);
    }

    /// <summary>What an earlier process left.</summary>
    private async Task<UploadProgress?> ReviveAsync(UploadNote? note, CancellationToken cancellationToken)
    {
        if (note?.Read() is not { } location || !transport.Registry.Owns(location))
            return null;
        var found = await requests.StatusAsync(new UploadSession(location, 0), cancellationToken);
        resumed = found is not null;
        return found;
    }

    /// <summary>
    /// Asks what the registry has. A session that it has forgotten may have been closed by a PUT whose answer was lost:
    /// then the blob is there. Otherwise, and when nothing arrived, a new session begins.
    /// </summary>
    /// <returns>Where to go on, or null when the blob is there.</returns>
    private async Task<UploadProgress?> LookAsync(UploadSession session, CancellationToken cancellationToken)
    {
        if (!isSpoilt && await requests.StatusAsync(session, cancellationToken) is { } progress)
            return progress;
        isSpoilt = false;
        if (await requests.IsStoredAsync(cancellationToken))
            return null;
        return await requests.OpenAsync(null, cancellationToken) is { } opened ? new UploadProgress(opened, 0) : null;
    }

    /// <summary>Who may push here need not be allowed to read there: then the bytes are sent.</summary>
    private async Task<UploadSession?> OpenOrMountAsync(RepositoryName? mountFrom, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.OpenAsync(mountFrom, cancellationToken);
        }
        catch (RegistryException failure) when (mountFrom is not null && failure.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return await requests.OpenAsync(null, cancellationToken);
        }
    }

    private async Task<Stream> OpenAsync(long offset, CancellationToken cancellationToken) =>
        new CountedStream(await open(offset, cancellationToken), count => read += count);
}
