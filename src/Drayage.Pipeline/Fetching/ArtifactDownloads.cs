using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Storage;
using Polly;

namespace Drayage.Pipeline.Fetching;

/// <summary>
/// Downloads into a file that outlives the process: a run after a cut or a kill asks for the rest only. Everything is hashed as it
/// comes, and what is longer than stated is not even written.
/// </summary>
/// <param name="directory">Of the unfinished files.</param>
/// <param name="store">Receives what is whole.</param>
/// <param name="patience">How often a broken download is gone on with.</param>
/// <param name="clock">For the pauses between.</param>
public sealed class ArtifactDownloads(string directory, ContentStore store, DeliveryPatience patience, TimeProvider clock)
{
    private const int BlockSize = 128 * 1024;

    private readonly ResiliencePipeline retrying = DeliveryRetries.Of(patience, clock);

    /// <returns>False when the destination does not hold it.</returns>
    /// <exception cref="ReleaseException">The destination serves other bytes than the waybill states, or the disk is full.</exception>
    /// <exception cref="DeliveryException">It could not be downloaded.</exception>
    public async Task<bool> RunAsync(IArtifactSource source, Consignment holder, Artifact artifact, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        if (await DownloadAsync(source, holder, artifact, cancellationToken) is not { } whole)
            return false;
        await store.AdoptAsync(whole, artifact.Digest, cancellationToken);
        File.Delete(whole);
        return true;
    }

    /// <returns>A whole file that nobody else knows of; null when the destination does not hold it.</returns>
    private async Task<string?> DownloadAsync(IArtifactSource source, Consignment holder, Artifact artifact, CancellationToken cancellationToken)
    {
        await using var file = Open(artifact.Digest);
        try
        {
            if (!await retrying.ExecuteAsync(async token => await ContinueAsync(file, source, holder, artifact, token), cancellationToken))
                return null;
            file.Flush(flushToDisk: true);
            // Under its old name another process could begin it anew, and the store may share its bytes.
            var whole = Path.Combine(directory, Path.GetRandomFileName());
            File.Move(file.Name, whole);
            return whole;
        }
        catch (IOException full) when (DiskFull.Caused(full))
        {
            throw DiskFull.Explain(file.Name, artifact.Size, full);
        }
    }

    /// <summary>What an earlier run left, or a file of its own where another process is busy with that.</summary>
    private FileStream Open(Digest digest)
    {
        var path = Path.Combine(directory, $"{digest.Hex}.partial");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (!DiskFull.Caused(busy) && File.Exists(path))
        {
            return new FileStream($"{path}.{Path.GetRandomFileName()}", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
    }

    private static async Task<bool> ContinueAsync(
        FileStream file, IArtifactSource source, Consignment holder, Artifact artifact, CancellationToken cancellationToken)
    {
        var earlier = file.Length < artifact.Size ? file.Length : 0;
        file.SetLength(earlier);
        using var hash = artifact.Digest.NewHash();
        await HashAsync(file, hash, cancellationToken);
        using var download = await source.OpenAsync(holder, artifact.Name.Text, earlier, cancellationToken);
        if (download is null)
            return false;
        if (!download.IsRest && earlier > 0)
        {
            earlier = 0;
            file.SetLength(0);
            hash.GetHashAndReset();
        }

        await ReceiveAsync(download, file, hash, holder, artifact, cancellationToken);
        var served = Digest.FromHash(artifact.Digest.Algorithm, hash.GetHashAndReset());
        if (served == artifact.Digest && file.Length == artifact.Size)
            return true;
        var length = file.Length;
        file.SetLength(0);
        // What an earlier run left may have been of another release's making; the whole decides.
        throw earlier > 0
            ? new DeliveryException(DeliveryFailure.Transient, $"the rest of {artifact.Name} does not fit what came before", download.Reply.Uri.ToString())
            : Mismatch(download, artifact, served, length);
    }

    private static async Task ReceiveAsync(
        ArtifactDownload download, FileStream file, IncrementalHash hash, Consignment holder, Artifact artifact, CancellationToken cancellationToken)
    {
        var message = $"destination {holder.Destination}: {artifact.Name} was not received whole";
        await using var body = await download.Reply.OpenBodyAsync(cancellationToken);
        var buffer = new byte[BlockSize];
        while (await ReadAsync(body, buffer, message, cancellationToken) is > 0 and var count)
        {
            if (file.Length + count > artifact.Size)
            {
                file.SetLength(0);
                throw Mismatch(download, artifact, served: null, length: null);
            }

            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        // A length that was promised is kept, or the reading fails; without one, the end of a connection may be that of the file or not.
        if (file.Length < artifact.Size && download.Reply.Length is null)
            throw new DeliveryException(DeliveryFailure.Transient, message, $"{download.Reply.Uri}: {file.Length:N0} of {artifact.Size:N0} bytes came");
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, string message, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException broken)
        {
            throw new DeliveryException(DeliveryFailure.Transient, message, broken.Message, "run the command again: it goes on where it stopped", inner: broken);
        }
    }

    private static async Task HashAsync(FileStream file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var buffer = new byte[BlockSize];
        int count;
        while ((count = await file.ReadAsync(buffer, cancellationToken)) > 0)
            hash.AppendData(buffer, 0, count);
    }

    private static ReleaseException Mismatch(ArtifactDownload download, Artifact artifact, Digest? served, long? length) => new(
        ExitCode.Refused,
        $"artifact {artifact.Name} is not what the waybill states",
        served is null
            ? $"{download.Reply.Uri} serves more than the {artifact.Size:N0} bytes of {artifact.Digest}"
            : $"{download.Reply.Uri} serves {served} ({length:N0} bytes), the waybill says {artifact.Digest} ({artifact.Size:N0} bytes)",
        "nothing was sent; somebody replaced it after it was released: ask the project, and do not use this release until then");
}
