using System.Collections.Immutable;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>A repository of a registry. Every refusal is a <see cref="RegistryException"/>. Safe for use by many threads.</summary>
public sealed class RepositoryClient : IImageSource, IReferrerSource
{
    private const int MaxTagPage = 16 * 1024 * 1024;

    private readonly RegistryTransport transport;
    private readonly RegistryScope reading;
    private readonly UploadOptions uploads;
    private readonly Pauses pauses;
    private readonly ManifestStore manifests;
    private readonly FallbackIndex fallback;
    private readonly ReferrerList referrers;

    internal RepositoryClient(
        RegistryTransport transport, RepositoryName name, RegistryScope reading, UploadOptions uploads, Pauses pauses)
    {
        this.transport = transport;
        this.reading = reading;
        this.uploads = uploads;
        this.pauses = pauses;
        Name = name;
        manifests = new ManifestStore(transport, name, reading);
        fallback = new FallbackIndex(manifests, pauses);
        referrers = new ReferrerList(transport, name, reading, fallback);
    }

    public RepositoryName Name { get; }

    public RegistryHost Registry => transport.Registry;

    public string Origin => $"{transport.Registry.Name}/{Name}";

    /// <summary>
    /// The same repository for one who is going to write: reads ask for the token that the writes will need.
    /// </summary>
    internal RepositoryClient ForWriting() => new(transport, Name, RegistryScope.Push(Name), uploads, pauses);

    /// <summary>
    /// Asks for a token that allows pushing, and looks whether it does. Token servers give what they grant of the scope instead of
    /// refusing. Nothing is sent to the repository but a read of its tags.
    /// </summary>
    /// <exception cref="RegistryException">The credential is refused.</exception>
    public async Task<PushRight> AskForPushAsync(CancellationToken cancellationToken)
    {
        var scope = RegistryScope.Push(Name);
        var request = new RegistryRequest { Method = HttpMethod.Get, Uri = transport.Api($"{Name}/tags/list?n=1"), Scope = scope };
        using var response = await transport.SendAsync(
            request, cancellationToken, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized);
        return await transport.RightOfAsync(scope, cancellationToken);
    }

    /// <summary>The size of a blob in bytes, or null when the repository does not hold it.</summary>
    public async Task<long?> FindBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Head, Uri = BlobUri(digest), Scope = reading };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.OK, HttpStatusCode.NotFound);
        return response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength ?? 0 : null;
    }

    /// <summary>Opens a blob; broken connections are resumed, and reading to the end checks size and digest.</summary>
    public async Task<Stream> OpenBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var stream = await OpenUncheckedBlobAsync(descriptor, offset, cancellationToken);
        return offset == 0 ? new VerifiedStream(stream, descriptor, Origin) : stream;
    }

    /// <summary>As <see cref="OpenBlobAsync"/>, without the check of the digest.</summary>
    public async Task<Stream> OpenUncheckedBlobAsync(Descriptor descriptor, long offset, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Get, Uri = BlobUri(descriptor.Digest), Scope = reading };
        return await ResumingBlobStream.OpenAsync(transport, request, descriptor, offset, cancellationToken);
    }

    /// <summary>Sends a blob. Cuts are resumed from the byte that the registry reports.</summary>
    /// <param name="descriptor">What is sent.</param>
    /// <param name="source">Opens the bytes at an offset.</param>
    /// <param name="mountFrom">A repository of the same registry that may hold the blob, so that nothing need be sent.</param>
    /// <param name="cancellationToken">Ends the upload.</param>
    /// <returns>True when it was sent, false when it was mounted.</returns>
    public async Task<bool> UploadBlobAsync(
        Descriptor descriptor, BlobSource source, RepositoryName? mountFrom, CancellationToken cancellationToken)
    {
        using var entry = await transport.Uploads.EnterAsync(cancellationToken);
        return await new BlobUpload(transport, Name, uploads, pauses, descriptor, source).RunAsync(mountFrom, cancellationToken);
    }

    /// <returns>False when there was nothing to delete.</returns>
    public async Task<bool> DeleteBlobAsync(Digest digest, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest { Method = HttpMethod.Delete, Uri = BlobUri(digest), Scope = RegistryScope.Delete(Name) };
        using var response = await transport.SendAsync(
            request, cancellationToken, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    /// <summary>What a tag or digest names, or null. One HEAD request: does not count as a pull at Docker Hub.</summary>
    public Task<Descriptor?> ResolveAsync(string reference, CancellationToken cancellationToken) =>
        manifests.HeadAsync(reference, cancellationToken);

    /// <summary>Reads what a tag or digest names, or null. The digest of the answer is checked.</summary>
    public Task<ManifestDocument?> FindManifestAsync(string reference, CancellationToken cancellationToken) =>
        manifests.GetAsync(reference, cancellationToken);

    public async Task<ManifestDocument> ReadManifestAsync(Descriptor descriptor, CancellationToken cancellationToken) =>
        await manifests.GetAsync(descriptor.Digest.ToString(), cancellationToken)
        ?? throw new RegistryException(
            HttpMethod.Get, transport.Api($"{Name}/manifests/{descriptor.Digest}"), HttpStatusCode.NotFound, [], "404: the repository does not hold this manifest");

    /// <summary>
    /// Stores a manifest under its digest. Where it names a subject and the registry keeps no list of referrers, the
    /// fallback tag is brought up to date.
    /// </summary>
    public Task PutManifestAsync(ManifestDocument document, CancellationToken cancellationToken) =>
        PutManifestAsync(document, document.Digest.ToString(), cancellationToken);

    /// <summary>Stores a manifest under its digest and points a tag to it, in one request.</summary>
    public Task PutManifestAsync(ManifestDocument document, TagName tag, CancellationToken cancellationToken) =>
        PutManifestAsync(document, tag.Value, cancellationToken);

    private async Task PutManifestAsync(ManifestDocument document, string reference, CancellationToken cancellationToken)
    {
        var noted = await manifests.PutAsync(document, reference, cancellationToken);
        if (document.Subject is { } subject && !noted)
            await fallback.AddAsync(subject.Digest, document.ReferrerDescriptor, cancellationToken);
    }

    /// <summary>Points a tag to a manifest, which is sent once more: the protocol has no other way.</summary>
    public Task TagAsync(ManifestDocument document, TagName tag, CancellationToken cancellationToken) =>
        manifests.PutAsync(document, tag.Value, cancellationToken);

    /// <summary>Deletes a manifest with all its tags. False when there was nothing to delete.</summary>
    public Task<bool> DeleteManifestAsync(Digest digest, CancellationToken cancellationToken) =>
        manifests.DeleteAsync(digest.ToString(), cancellationToken);

    /// <summary>Removes one tag. Not every registry offers this.</summary>
    public Task<bool> DeleteTagAsync(TagName tag, CancellationToken cancellationToken) =>
        manifests.DeleteAsync(tag.Value, cancellationToken);

    /// <summary>The manifests whose subject is the digest given, by the referrers API or the fallback tag.</summary>
    public Task<ImmutableArray<Descriptor>> ListReferrersAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        referrers.ListAsync(subject, artifactType, cancellationToken);

    /// <summary>All tags in the registry's order, page by page. None for a repository that does not exist.</summary>
    public async IAsyncEnumerable<string> ListTagsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var trail = new PageTrail(transport.Registry, transport.Api($"{Name}/tags/list"));
        while (trail.Page is { } page)
        {
            var request = new RegistryRequest { Method = HttpMethod.Get, Uri = page, Scope = reading };
            using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.OK, HttpStatusCode.NotFound);
            if (response.StatusCode == HttpStatusCode.NotFound)
                yield break;
            foreach (var tag in await ReadTagsAsync(request, response, cancellationToken))
                yield return tag;
            trail.Advance(request, response);
        }
    }

    private async Task<ImmutableArray<string>> ReadTagsAsync(
        RegistryRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await ResponseBody.ReadAsync(request, response, MaxTagPage, transport.Stall, cancellationToken);
            var tags = JsonSerializer.Deserialize(bytes, RegistryJson.Default.TagPage)?.Tags;
            return tags is { IsDefault: false } listed ? [.. listed.OfType<string>()] : [];
        }
        catch (JsonException failure)
        {
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], "the list of tags cannot be read", failure);
        }
    }

    private Uri BlobUri(Digest digest) => transport.Api($"{Name}/blobs/{digest}");
}
