using System.Globalization;
using Drayage.Model;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>Pushing blobs: at once, in a stream, in chunks, or by mounting (distribution specification, "Pushing blobs").</summary>
internal sealed class UploadEndpoints(RepositoryStore repositories, BlobStore blobs, UploadStore uploads, OciAccess access)
{
    /// <summary>POST: mounts, or takes the whole blob with <c>?digest=</c>, or begins an upload.</summary>
    public async Task BeginAsync(HttpContext context, RepositoryName repository)
    {
        var query = context.Request.Query;
        Digest? mount = query.TryGetValue("mount", out var wanted) ? OciAddress.ParseDigest(wanted.ToString()) : null;
        if (mount is not null && TryMount(context, repository, mount))
            return;
        Digest? digest = query.TryGetValue("digest", out var claimed) ? OciAddress.ParseDigest(claimed.ToString()) : null;
        var upload = await uploads.BeginAsync(repository, AlgorithmOf(context.Request, digest ?? mount), context.RequestAborted);
        if (digest is null)
        {
            AnswerProgress(context, StatusCodes.Status202Accepted, repository, upload);
            return;
        }
        try
        {
            await uploads.AppendAsync(upload, context.Request.BodyReader, long.MaxValue, context.RequestAborted);
            await FinishAsync(context, repository, upload, digest);
        }
        finally
        {
            // The client was never told of it, so nobody would go on with it.
            if (!upload.Over)
                uploads.Drop(upload);
        }
    }

    /// <summary>GET: how far the upload is.</summary>
    public Task StatusAsync(HttpContext context, RepositoryName repository, string id)
    {
        AnswerProgress(context, StatusCodes.Status204NoContent, repository, uploads.Find(repository, id));
        return Task.CompletedTask;
    }

    /// <summary>PATCH: appends a stream, or with Content-Range the next chunk.</summary>
    public async Task AppendAsync(HttpContext context, RepositoryName repository, string id)
    {
        var (upload, held) = await uploads.LockAsync(repository, id, context.RequestAborted);
        using var until = held;
        await ReceiveAsync(context, repository, upload);
        AnswerProgress(context, StatusCodes.Status202Accepted, repository, upload);
    }

    /// <summary>PUT: the last chunk, or nothing, or the whole blob; the upload becomes a blob.</summary>
    public async Task CompleteAsync(HttpContext context, RepositoryName repository, string id)
    {
        var digest = OciAddress.ParseDigest(context.Request.Query["digest"].ToString());
        var (upload, held) = await uploads.LockAsync(repository, id, context.RequestAborted);
        using var until = held;
        upload.HashAs(digest.Algorithm);
        await ReceiveAsync(context, repository, upload);
        await FinishAsync(context, repository, upload, digest);
    }

    /// <summary>DELETE: forgets the upload.</summary>
    public async Task CancelAsync(HttpContext context, RepositoryName repository, string id)
    {
        var (upload, held) = await uploads.LockAsync(repository, id, context.RequestAborted);
        using var until = held;
        uploads.Drop(upload);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Without a source any repository will do that the caller may pull from.
    private bool TryMount(HttpContext context, RepositoryName repository, Digest digest)
    {
        using var pin = blobs.Pin(digest);
        if (blobs.SizeOf(digest) is null)
            return false;
        var from = context.Request.Query["from"].ToString();
        var found = from.Length == 0
            ? repositories.Holds(digest, name => access.MayPull(context.Request, name))
            : RepositoryName.TryParse(from, out var source) && access.MayPull(context.Request, source!) && repositories.HasBlob(source!, digest);
        if (!found)
            return false;
        repositories.LinkBlob(repository, digest);
        AnswerCreated(context, repository, digest);
        return true;
    }

    // Some clients tell beforehand which digest the upload will have (?digest-algorithm=sha512), so that it is hashed as it comes.
    private static string AlgorithmOf(HttpRequest request, Digest? expected) => expected?.Algorithm
        ?? (request.Query["digest-algorithm"] == Digest.Sha512 ? Digest.Sha512 : Digest.Sha256);

    private async Task ReceiveAsync(HttpContext context, RepositoryName repository, Upload upload)
    {
        var request = context.Request;
        var limit = long.MaxValue;
        if (request.Headers.ContentRange.Count > 0)
        {
            var (start, length) = ParseRange(request.Headers.ContentRange.ToString());
            if (start != upload.Length)
            {
                DescribeProgress(context, repository, upload);
                throw OciRefusal.InvalidUpload(StatusCodes.Status416RangeNotSatisfiable, $"the chunk begins at byte {start}, the upload is at byte {upload.Length}");
            }
            if (request.ContentLength is { } announced && announced != length)
                throw OciRefusal.InvalidSize($"Content-Range spans {length} bytes, Content-Length says {announced}");
            limit = length;
        }
        if (request.ContentLength is 0)
            return;
        if (!await uploads.AppendAsync(upload, request.BodyReader, limit, context.RequestAborted))
            throw OciRefusal.InvalidSize($"the body is longer than the {limit} bytes of Content-Range");
    }

    // The specification writes "start-end", both inclusive; some clients send RFC 9110's "bytes start-end/total".
    private static (long Start, long Length) ParseRange(string header)
    {
        var text = header.StartsWith("bytes ", StringComparison.Ordinal) ? header[6..] : header;
        var ends = text.Split('/')[0].Split('-');
        if (ends.Length == 2
            && long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            && end >= start)
            return (start, end - start + 1);
        throw OciRefusal.InvalidUpload(StatusCodes.Status400BadRequest, $"Content-Range '{header}' is not <start>-<end>");
    }

    private async Task FinishAsync(HttpContext context, RepositoryName repository, Upload upload, Digest digest)
    {
        using var pin = blobs.Pin(digest);
        await uploads.FinishAsync(upload, digest, context.RequestAborted);
        repositories.LinkBlob(repository, digest);
        AnswerCreated(context, repository, digest);
    }

    private static void AnswerCreated(HttpContext context, RepositoryName repository, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
    }

    private static void AnswerProgress(HttpContext context, int status, RepositoryName repository, Upload upload)
    {
        context.Response.StatusCode = status;
        DescribeProgress(context, repository, upload);
    }

    // An empty upload says 0-0 like one of a single byte: that is what registries do, as no range means "nothing".
    private static void DescribeProgress(HttpContext context, RepositoryName repository, Upload upload)
    {
        context.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{upload.Id}";
        context.Response.Headers["Docker-Upload-UUID"] = upload.Id;
        context.Response.Headers.Range = $"0-{Math.Max(0, upload.Length - 1)}";
    }
}
