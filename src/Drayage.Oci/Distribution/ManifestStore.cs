using System.Net;
using System.Net.Http.Headers;
using Drayage.Model;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>Reads, writes and deletes the manifests of one repository (distribution specification 1.1).</summary>
internal sealed class ManifestStore(RegistryTransport transport, RepositoryName repository, RegistryScope reading)
{
    private const string DigestHeader = "Docker-Content-Digest";

    public async Task<Descriptor?> HeadAsync(string reference, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Head, reference);
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.OK, HttpStatusCode.NotFound);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var length = response.Content.Headers.ContentLength;
        if (ReportedDigest(response) is { } digest && mediaType is not null && length is { } size)
        {
            if (Digest.TryParse(reference, out var asked) && asked != digest)
                throw Mismatch(request, response, asked, digest);
            return new Descriptor { MediaType = mediaType, Digest = digest, Size = size };
        }
        // Old registries leave the headers out: the document itself tells.
        return (await GetAsync(reference, cancellationToken))?.Descriptor;
    }

    public async Task<ManifestDocument?> GetAsync(string reference, CancellationToken cancellationToken) =>
        (await GetWithStateAsync(reference, cancellationToken)).Document;

    /// <summary>Reads what a reference names, and the condition under which a write would replace just that.</summary>
    public Task<(ManifestDocument? Document, Precondition State)> GetWithStateAsync(string reference, CancellationToken cancellationToken) =>
        transport.RepeatAsync(() => GetOnceAsync(reference, cancellationToken), cancellationToken);

    private async Task<(ManifestDocument? Document, Precondition State)> GetOnceAsync(string reference, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Get, reference);
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.OK, HttpStatusCode.NotFound);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return (null, Precondition.Absent);
        var bytes = await ResponseBody.ReadAsync(request, response, ManifestDocument.MaxSize, transport.Stall, cancellationToken);
        try
        {
            var document = ManifestDocument.Parse(bytes, response.Content.Headers.ContentType?.MediaType);
            CheckDigest(request, response, reference, document);
            return (document, new Precondition(response.Headers.ETag));
        }
        catch (FormatException failure)
        {
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"the manifest cannot be read: {failure.Message}", failure);
        }
    }

    /// <returns>Whether the registry took note of the manifest's subject.</returns>
    public Task<bool> PutAsync(ManifestDocument document, string reference, CancellationToken cancellationToken) =>
        PutAsync(document, reference, null, cancellationToken);

    /// <param name="document">What is stored.</param>
    /// <param name="reference">A tag or the document's digest.</param>
    /// <param name="condition">What must stand there; a registry that knows conditions answers 412 where something else does.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Whether the registry took note of the manifest's subject.</returns>
    public async Task<bool> PutAsync(ManifestDocument document, string reference, Precondition? condition, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Put, reference) with
        {
            Accept = [],
            Scope = RegistryScope.Push(repository),
            Repeatable = true,
            Condition = condition,
            Body = _ => Task.FromResult<HttpContent>(new ReadOnlyMemoryContent(document.Bytes)
            {
                Headers = { ContentType = new MediaTypeHeaderValue(document.MediaType) },
            }),
        };
        using var response = await transport.SendAsync(request, cancellationToken, HttpStatusCode.Created, HttpStatusCode.OK);
        if (ReportedDigest(response) is { } reported && reported.Algorithm == document.Digest.Algorithm && reported != document.Digest)
            throw Mismatch(request, response, document.Digest, reported);
        return response.Headers.Contains("OCI-Subject");
    }

    /// <returns>False when there was nothing to delete.</returns>
    public async Task<bool> DeleteAsync(string reference, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Delete, reference) with { Accept = [], Scope = RegistryScope.Delete(repository) };
        using var response = await transport.SendAsync(
            request, cancellationToken, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    /// <summary>The error of a reference that cannot be written, although the registry would take it.</summary>
    public RegistryException Unusable(string reference, string detail) =>
        new(HttpMethod.Put, Request(HttpMethod.Put, reference).Uri, HttpStatusCode.Conflict, [], detail);

    private RegistryRequest Request(HttpMethod method, string reference) => new()
    {
        Method = method,
        Uri = transport.Api($"{repository}/manifests/{reference}"),
        Scope = reading,
        Accept = [MediaTypes.OciIndex, MediaTypes.OciManifest, MediaTypes.DockerManifestList, MediaTypes.DockerManifest],
    };

    private static void CheckDigest(RegistryRequest request, HttpResponseMessage response, string reference, ManifestDocument document)
    {
        if (Digest.TryParse(reference, out var asked) && asked != DigestOf(document, asked))
            throw Mismatch(request, response, asked, DigestOf(document, asked));
        if (ReportedDigest(response) is { } reported && reported != DigestOf(document, reported))
            throw Mismatch(request, response, reported, DigestOf(document, reported));
    }

    private static Digest DigestOf(ManifestDocument document, Digest like)
    {
        using var hash = like.NewHash();
        hash.AppendData(document.Bytes.Span);
        return Digest.FromHash(like.Algorithm, hash.GetHashAndReset());
    }

    private static Digest? ReportedDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues(DigestHeader, out var values) && Digest.TryParse(values.First(), out var digest) ? digest : null;

    private static RegistryException Mismatch(RegistryRequest request, HttpResponseMessage response, Digest expected, Digest actual) => new(
        request.Method, request.Uri, response.StatusCode, [], $"the manifest should be {expected} but is {actual}");
}
