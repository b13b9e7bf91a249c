namespace Drayage.Oci.Distribution;

/// <summary>The <c>Link: &lt;address&gt;; rel="next"</c> by which registries page their lists (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>The next page, or null on the last. A page at another host is refused: its list would not be the registry's.</summary>
    public static Uri? Next(RegistryHost registry, RegistryRequest request, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
            return null;
        foreach (var link in values.SelectMany(value => value.Split(',')))
        {
            var parts = link.Split(';', StringSplitOptions.TrimEntries);
            var address = parts[0].Trim();
            if (!address.StartsWith('<') || !address.EndsWith('>') || !parts.Skip(1).Any(IsNext))
                continue;
            return Uri.TryCreate(request.Uri, address[1..^1], out var next) && registry.Owns(next)
                ? next
                : throw new RegistryException(request.Method, request.Uri, response.StatusCode, [], $"the next page is at another host: {address}");
        }
        return null;
    }

    private static bool IsNext(string parameter) =>
        parameter.Replace("\"", "", StringComparison.Ordinal).Equals("rel=next", StringComparison.OrdinalIgnoreCase);
}
