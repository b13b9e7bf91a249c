using Drayage.Model;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python;

/// <summary>Downloads: distribution files, and beside each wheel <c>FILE.metadata</c>.</summary>
internal sealed class FileEndpoints(IndexStore store, BlobStore blobs)
{
    private const string MetadataSuffix = ".metadata";

    public async Task GetAsync(HttpContext context, string index, string project, string file)
    {
        if (file.EndsWith(MetadataSuffix, StringComparison.Ordinal)
            && await store.FindAsync(index, project, file[..^MetadataSuffix.Length], context.RequestAborted) is { MetadataSha256: { } metadata })
            await SendAsync(context, metadata, "text/plain; charset=utf-8");
        else if (await store.FindAsync(index, project, file, context.RequestAborted) is { } record)
            await SendAsync(context, record.Sha256, "application/octet-stream");
        else
            throw PythonRefusal.NotFound(file);
    }

    private Task SendAsync(HttpContext context, string sha256, string contentType)
    {
        var digest = Digest.Parse($"{Digest.Sha256}:{sha256}");
        return Answer.FileAsync(context, blobs.PathOf(digest), digest, contentType);
    }
}
