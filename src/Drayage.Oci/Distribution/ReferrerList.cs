using System.Collections.Immutable;
using System.Net;
using Drayage.Model;
using Drayage.Oci.Distribution.Authentication;
using Drayage.Oci.Documents;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>
/// The manifests that name another as their subject: through the referrers API (distribution specification 1.1, "Listing
/// Referrers"), or through the fallback tag where a registry has no such API.
/// </summary>
internal sealed class ReferrerList(RegistryTransport transport, RepositoryName repository, RegistryScope reading, FallbackIndex fallback)
{
    /// <summary>More than anybody attaches: what a registry sends is held in memory.</summary>
    private const int MaxEntries = 100_000;

    public async Task<ImmutableArray<Descriptor>> ListAsync(Digest subject, string? artifactType, CancellationToken cancellationToken) =>
        await ListByApiAsync(subject, artifactType, cancellationToken)
        ?? Filter(await fallback.ListAsync(subject, cancellationToken), artifactType);

    private async Task<ImmutableArray<Descriptor>?> ListByApiAsync(Digest subject, string? artifactType, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, Descriptor>();
        var filter = artifactType is null ? "" : $"?artifactType={Uri.EscapeDataString(artifactType)}";
        var trail = new PageTrail(transport.Registry, transport.Api($"{repository}/referrers/{subject}{filter}"));
        while (trail.Page is { } page)
        {
            var request = new RegistryRequest { Method = HttpMethod.Get, Uri = page, Scope = reading, Accept = [MediaTypes.OciIndex] };
            using var response = await transport.SendAsync(request, cancellationToken);
            if (IsAbsent(response))
                return null;
            if (response.StatusCode != HttpStatusCode.OK)
                throw await transport.RefusalAsync(request, response, cancellationToken);
            var entries = await ReadAsync(request, response, cancellationToken);
            foreach (var entry in IsFiltered(response) ? entries : Filter(entries, artifactType))
                found.TryAdd(entry.Digest, entry);
            if (found.Count > MaxEntries)
                throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"the list of referrers has more than {MaxEntries} entries");
            trail.Advance(request, response);
        }
        return [.. found.Values];
    }

    /// <summary>A registry that leaves the filter to its clients says nothing of it.</summary>
    private static bool IsFiltered(HttpResponseMessage response) =>
        response.Headers.TryGetValues("OCI-Filters-Applied", out var values)
        && values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Contains("artifactType", StringComparer.Ordinal);

    private static ImmutableArray<Descriptor> Filter(ImmutableArray<Descriptor> entries, string? artifactType) =>
        artifactType is null ? entries : [.. entries.Where(entry => entry.ArtifactType == artifactType)];

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
}
