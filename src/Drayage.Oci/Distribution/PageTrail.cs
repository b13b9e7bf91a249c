namespace Drayage.Oci.Distribution;

/// <summary>Follows a paged list to its end, and no farther: a registry may link in circles or without end.</summary>
internal sealed class PageTrail(RegistryHost registry, Uri first)
{
    private const int MaxPages = 10_000;

    private readonly HashSet<Uri> seen = [first];

    /// <summary>The page to ask for; null after the last.</summary>
    public Uri? Page { get; private set; } = first;

    /// <exception cref="RegistryException">The next page is at another host, or the list has no end.</exception>
    public void Advance(RegistryRequest request, HttpResponseMessage response)
    {
        Page = LinkHeader.Next(registry, request, response);
        if (Page is null)
            return;
        if (!seen.Add(Page))
            throw Endless(request, response, "a page links back to one that was read");
        if (seen.Count > MaxPages)
            throw Endless(request, response, $"it has more than {MaxPages} pages");
    }

    private static RegistryException Endless(RegistryRequest request, HttpResponseMessage response, string how) =>
        new(request.Method, request.Uri, response.StatusCode, [], $"the list has no end: {how}");
}
