using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Registries.Hosting;
using Drayage.Registries.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.Oci;

/// <summary>Pulling, pushing and deleting manifests and tags.</summary>
/// <param name="largest">Bytes of a manifest.</param>
internal sealed class ManifestEndpoints(RepositoryStore repositories, BlobStore blobs, int largest)
{
    private readonly ManifestCache cache = new();

    /// <summary>GET and HEAD, as it was pushed, byte for byte and under the same Content-Type.</summary>
    public async Task GetAsync(HttpContext context, RepositoryName repository, ManifestReference reference)
    {
        var digest = await DemandDigestAsync(context, repository, reference);
        var manifest = cache.Find(repository, digest) ?? await LoadAsync(context, repository, digest);
        var headers = context.Response.Headers;
        headers["Docker-Content-Digest"] = manifest.Record.Descriptor.Digest;
        headers.ETag = manifest.Tag;
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(manifest.Tag, StringComparison.Ordinal))
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        else
            await Answer.BytesAsync(context, StatusCodes.Status200OK, manifest.Content, manifest.Record.Descriptor.MediaType);
    }

    public async Task PutAsync(HttpContext context, RepositoryName repository, ManifestReference reference)
    {
        var tags = TagsOf(context.Request, reference);
        var body = await ReadAsync(context);
        var digest = DigestOf(body, reference);
        var content = ManifestContent.Parse(body);
        var mediaType = MediaTypeOf(context.Request, content);
        // No collection comes between the look at what the manifest refers to and the manifest that keeps it.
        using var held = await repositories.LockAsync(repository, context.RequestAborted);
        using var pin = blobs.Pin(digest);
        await CheckReferencesAsync(context, repository, content);
        // What arrived in whole is kept, whether or not the client is still there to hear of it.
        await blobs.PutAsync(digest, body, CancellationToken.None);
        await repositories.PutManifestAsync(repository, Describe(digest, mediaType, body.Length, content), CancellationToken.None);
        cache.Forget(repository, digest);
        await repositories.PutTagsAsync(repository, tags, digest, CancellationToken.None);
        context.Response.StatusCode = StatusCodes.Status201Created;
        if (reference is ManifestReference.ByDigest && tags.Length > 0)
            context.Response.Headers["OCI-Tag"] = new StringValues([.. tags]);
        context.Response.Headers.Location = $"/v2/{repository}/manifests/{digest}";
        context.Response.Headers["Docker-Content-Digest"] = digest.ToString();
        if (content.Subject is { } subject)
            context.Response.Headers["OCI-Subject"] = subject.ToString();
    }

    /// <summary>By tag only the tag goes; by digest the manifest and all its tags.</summary>
    public async Task DeleteAsync(HttpContext context, RepositoryName repository, ManifestReference reference)
    {
        using var held = await repositories.LockAsync(repository, context.RequestAborted);
        var digest = await DemandDigestAsync(context, repository, reference);
        var record = await repositories.ManifestAsync(repository, digest, context.RequestAborted) ?? throw OciRefusal.UnknownManifest(digest.ToString());
        if (reference is ManifestReference.ByTag byTag)
            await repositories.DeleteTagAsync(repository, byTag.Tag, CancellationToken.None);
        else
            await repositories.DeleteManifestAsync(repository, record, CancellationToken.None);
        cache.Forget(repository, digest);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>Deletes a manifest with its tags.</summary>
    /// <returns>False when it was not there.</returns>
    public async Task<bool> DropAsync(RepositoryName repository, Digest digest, CancellationToken cancellationToken)
    {
        using var held = await repositories.LockAsync(repository, cancellationToken);
        if (await repositories.ManifestAsync(repository, digest, cancellationToken) is not { } record)
            return false;
        await repositories.DeleteManifestAsync(repository, record, CancellationToken.None);
        cache.Forget(repository, digest);
        return true;
    }

    private async Task<Digest> DemandDigestAsync(HttpContext context, RepositoryName repository, ManifestReference reference) => reference switch
    {
        ManifestReference.ByDigest byDigest => byDigest.Digest,
        ManifestReference.ByTag byTag => await repositories.TagAsync(repository, byTag.Tag, context.RequestAborted)
            ?? throw Unknown(repository, byTag.Tag),
        _ => throw new InvalidOperationException($"a reference of no kind: {reference}"),
    };

    private async Task<CachedManifest> LoadAsync(HttpContext context, RepositoryName repository, Digest digest)
    {
        var stamp = cache.Stamp;
        var record = await repositories.ManifestAsync(repository, digest, context.RequestAborted) ?? throw Unknown(repository, digest.ToString());
        try
        {
            var manifest = new CachedManifest(record, await File.ReadAllBytesAsync(blobs.PathOf(digest), context.RequestAborted));
            cache.Add(repository, digest, manifest, stamp);
            return manifest;
        }
        catch (FileNotFoundException)
        {
            // Deleted and collected between the two looks.
            throw OciRefusal.UnknownManifest(digest.ToString());
        }
    }

    private OciRefusal Unknown(RepositoryName repository, string reference) =>
        repositories.Exists(repository) ? OciRefusal.UnknownManifest(reference) : OciRefusal.UnknownName(repository);

    // A manifest pushed by digest may bring tags along (?tag=a&tag=b), which is the only way to tag one by SHA-512.
    private static ImmutableArray<string> TagsOf(HttpRequest request, ManifestReference reference)
    {
        if (reference is ManifestReference.ByTag byTag)
            return [byTag.Tag];
        ImmutableArray<string> tags = [.. request.Query["tag"].OfType<string>().Distinct(StringComparer.Ordinal)];
        return tags.FirstOrDefault(tag => !ManifestReference.IsTag(tag)) is { } invalid ? throw OciRefusal.InvalidTag(invalid) : tags;
    }

    private async Task<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > largest)
            throw TooLarge();
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > largest)
                throw TooLarge();
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private OciRefusal TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, "SIZE_INVALID", "manifest too large", $"the limit is {largest} bytes");

    private static Digest DigestOf(byte[] body, ManifestReference reference)
    {
        if (reference is not ManifestReference.ByDigest { Digest: var claimed })
            return Digest.OfSha256(body);
        using var hash = claimed.NewHash();
        hash.AppendData(body);
        var actual = Digest.FromHash(claimed.Algorithm, hash.GetHashAndReset());
        return actual == claimed ? actual : throw OciRefusal.DigestMismatch(claimed, actual);
    }

    private static string MediaTypeOf(HttpRequest request, ManifestContent content)
    {
        var declared = request.ContentType is { } header && MediaTypeHeaderValue.TryParse(header, out var parsed)
            ? parsed.MediaType.ToString()
            : null;
        if (declared is not null && content.MediaType is { } own && own != declared)
            throw OciRefusal.InvalidManifest($"Content-Type is {declared}, mediaType is {own}");
        return declared ?? content.MediaType ?? throw OciRefusal.InvalidManifest("neither Content-Type nor mediaType");
    }

    private async Task CheckReferencesAsync(HttpContext context, RepositoryName repository, ManifestContent content)
    {
        foreach (var blob in content.Blobs)
            CheckSize(blob, repositories.HasBlob(repository, blob.Digest) ? blobs.SizeOf(blob.Digest) : null);
        foreach (var child in content.Manifests)
        {
            var record = await repositories.ManifestAsync(repository, child.Digest, context.RequestAborted);
            CheckSize(child, record?.Descriptor.Size);
        }
    }

    private static void CheckSize(ManifestContent.Reference reference, long? actual)
    {
        if (actual is null)
            throw OciRefusal.MissingReference(reference.Digest);
        if (actual != reference.Size)
            throw OciRefusal.InvalidManifest($"{reference.Digest} has {actual} bytes, the descriptor says {reference.Size}");
    }

    private static ManifestRecord Describe(Digest digest, string mediaType, long size, ManifestContent content) => new()
    {
        Descriptor = new OciDescriptor
        {
            MediaType = mediaType,
            Digest = digest.ToString(),
            Size = size,
            ArtifactType = content.ArtifactType,
            Annotations = content.Annotations,
        },
        Subject = content.Subject?.ToString(),
    };
}
