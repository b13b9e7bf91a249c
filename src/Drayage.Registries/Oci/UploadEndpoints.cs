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
        if (query.TryGetValue("mount", out var mount) && await TryMountAsync(context, repository, OciAddress.ParseDigest(mount.ToString())))
            return;
        Digest? digest = query.TryGetValue("digest", out var text) ? OciAddress.ParseDigest(text.ToString()) : null;
        var id = await uploads.BeginAsync(repository, context.RequestAborted);
        if (digest is null)
        {
            AnswerProgress(context, StatusCodes.Status202Accepted, repository, id, offset: 0);
            return;
        }
        using var held = await uploads.LockAsync(id, context.RequestAborted);
        await uploads.AppendAsync(id, context.Request.Body, long.MaxValue, context.RequestAborted);
        await FinishAsync(context, repository, id, digest);
    }

    /// <summary>GET: how far the upload is.</summary>
    public async Task StatusAsync(HttpContext context, RepositoryName repository, string id)
    {
        var offset = await DemandAsync(context, repository, id);
        AnswerProgress(context, StatusCodes.Status204NoContent, repository, id, offset);
    }

    /// <summary>PATCH: appends a stream, or with Content-Range the next chunk.</summary>
    public async Task AppendAsync(HttpContext context, RepositoryName repository, string id)
    {
        using var held = await uploads.LockAsync(id, context.RequestAborted);
        var offset = await DemandAsync(context, repository, id);
        await ReceiveAsync(context, repository, id, offset);
        offset = await DemandAsync(context, repository, id);
        AnswerProgress(context, StatusCodes.Status202Accepted, repository, id, offset);
    }

    /// <summary>PUT: the last chunk, or nothing, or the whole blob; the upload becomes a blob.</summary>
    public async Task CompleteAsync(HttpContext context, RepositoryName repository, string id)
    {
        var digest = OciAddress.ParseDigest(context.Request.Query["digest"].ToString());
        using var held = await uploads.LockAsync(id, context.RequestAborted);
        var offset = await DemandAsync(context, repository, id);
        await ReceiveAsync(context, repository, id, offset);
        await FinishAsync(context, repository, id, digest);
    }

    /// <summary>DELETE: forgets the upload.</summary>
    public async Task CancelAsync(HttpContext context, RepositoryName repository, string id)
    {
        using var held = await uploads.LockAsync(id, context.RequestAborted);
        await DemandAsync(context, repository, id);
        uploads.Drop(id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<bool> TryMountAsync(HttpContext context, RepositoryName repository, Digest digest)
    {
        if (!RepositoryName.TryParse(context.Request.Query["from"].ToString(), out var from)
            || !access.MayPull(context.Request, from!)
            || !repositories.HasBlob(from!, digest)
            || blobs.SizeOf(digest) is null)
            return false;
        await repositories.LinkBlobAsync(repository, digest, context.RequestAborted);
        AnswerCreated(context, repository, digest);
        return true;
    }

    private async Task<long> DemandAsync(HttpContext context, RepositoryName repository, string id) =>
        await uploads.OffsetAsync(repository, id, context.RequestAborted) ?? throw OciRefusal.UnknownUpload(id);

    private async Task ReceiveAsync(HttpContext context, RepositoryName repository, string id, long offset)
    {
        var request = context.Request;
        var limit = long.MaxValue;
        if (request.Headers.ContentRange.Count > 0)
        {
            var (start, length) = ParseRange(request.Headers.ContentRange.ToString());
            if (start != offset)
            {
                DescribeProgress(context, repository, id, offset);
                throw OciRefusal.InvalidUpload(StatusCodes.Status416RangeNotSatisfiable, $"the chunk begins at byte {start}, the upload is at byte {offset}");
            }
            if (request.ContentLength is { } announced && announced != length)
                throw OciRefusal.InvalidSize($"Content-Range spans {length} bytes, Content-Length says {announced}");
            limit = length;
        }
        if (!await uploads.AppendAsync(id, request.Body, limit, context.RequestAborted))
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

    private async Task FinishAsync(HttpContext context, RepositoryName repository, string id, Digest digest)
    {
        await uploads.FinishAsync(id, digest, context.RequestAborted);
        await repositories.LinkBlobAsync(repository, digest, context.RequestAborted);
        AnswerCreated(context, repository, digest);
    }

    private static void AnswerCreated(HttpContext context, RepositoryName repository, Digest digest)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v2/{repository}/blobs/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
    }

    private static void AnswerProgress(HttpContext context, int status, RepositoryName repository, string id, long offset)
    {
        context.Response.StatusCode = status;
        DescribeProgress(context, repository, id, offset);
    }

    // An empty upload says 0-0 like one of a single byte: that is what registries do, as no range means "nothing".
    private static void DescribeProgress(HttpContext context, RepositoryName repository, string id, long offset)
    {
        context.Response.Headers.Location = $"/v2/{repository}/blobs/uploads/{id}";
        context.Response.Headers["Docker-Upload-UUID"] = id;
        context.Response.Headers.Range = $"0-{Math.Max(0, offset - 1)}";
    }
}
