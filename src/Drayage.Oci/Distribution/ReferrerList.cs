using System.Collections.Immutable;
using System.Net;
using Drayage.Model;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>
/// The manifests that name another as their subject: through the referrers API, or through the index under the tag
/// <c>sha256-HEX</c> where a registry has no such API (distribution specification 1.1, "Referrers Tag Schema").
/// </summary>
internal sealed class ReferrerList(
    RegistryTransport transport, RepositoryName repository, RegistryScope reading, ManifestStore manifests)
{
    /// <summary>Two of our own uploads must not each write an index that lacks the other's entry.</summary>
    private readonly AsyncLock gate = new();

    public static TagName FallbackTag(Digest subject) => TagName.Parse($"{subject.Algorithm}-{subject.Hex}");

    public async Task<ImmutableArray<Descriptor>> ListAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var found = await ListByApiAsync(subject, artifactType, cancellationToken)
            ?? await ListByTagAsync(subject, cancellationToken);
        // Registries may ignore the filter; the fallback index knows none.
        return artifactType is null ? found : [.. found.Where(referrer => referrer.ArtifactType == artifactType)];
    }

    /// <summary>Lists a manifest under the fallback tag of its subject, as clients must where the registry does not.</summary>
    public async Task AddToFallbackAsync(Digest subject, Descriptor referrer, CancellationToken cancellationToken)
    {
        using var entry = await gate.EnterAsync(cancellationToken);
        var listed = await ListByTagAsync(subject, cancellationToken);
        if (listed.Any(other => other.Digest == referrer.Digest))
            return;
        var index = ManifestDocument.Of(new ImageIndex
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciIndex,
            Manifests = [.. listed, referrer],
        });
        await manifests.PutAsync(index, FallbackTag(subject).Value, cancellationToken);
    }

    private async Task<ImmutableArray<Descriptor>?> ListByApiAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<Descriptor>();
        var filter = artifactType is null ? "" : $"?artifactType={Uri.EscapeDataString(artifactType)}";
        Uri? page = transport.Api($"{repository}/referrers/{subject}{filter}");
        while (page is not null)
        {
            var request = new RegistryRequest
            {
                Method = HttpMethod.Get,
                Uri = page,
                Scope = reading,
                Accept = [MediaTypes.OciIndex],
            };
            using var response = await transport.SendAsync(request, cancellationToken);
            if (IsAbsent(response))
                return null;
            if (response.StatusCode != HttpStatusCode.OK)
                throw await transport.RefusalAsync(request, response, cancellationToken);
            found.AddRange(await ReadAsync(request, response, cancellationToken));
            page = LinkHeader.Next(transport.Registry, request, response);
        }
        return found.ToImmutable();
    }

    /// <summary>No such API: 404 by the specification, 405 or a page of another kind from some registries.</summary>
    private static bool IsAbsent(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
        || (response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType != MediaTypes.OciIndex);

    private async Task<ImmutableArray<Descriptor>> ReadAsync(
        RegistryRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await ResponseBody.ReadAsync(request, response, ManifestDocument.MaxSize, transport.Stall, cancellationToken);
        try
        {
            return ManifestDocument.Parse(bytes, MediaTypes.OciIndex) is ManifestDocument.Index index ? index.Content.Manifests : [];
        }
        catch (FormatException failure)
        {
            throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"the list of referrers cannot be read: {failure.Message}", failure);
        }
    }

    private async Task<ImmutableArray<Descriptor>> ListByTagAsync(Digest subject, CancellationToken cancellationToken) =>
        await manifests.GetAsync(FallbackTag(subject).Value, cancellationToken) is ManifestDocument.Index index
            ? index.Content.Manifests
            : [];
}
