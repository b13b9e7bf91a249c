using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>The <c>n</c> and <c>last</c> parameters of the lists, and the Link header to the next page (RFC 5988).</summary>
internal static class Paging
{
    /// <param name="order">The order that <paramref name="all"/> is in; <c>last</c> need not be an element.</param>
    public static ImmutableArray<string> Page(HttpContext context, ImmutableArray<string> all, IComparer<string> order)
    {
        var query = context.Request.Query;
        var rest = query.TryGetValue("last", out var last)
            ? [.. all.Where(entry => order.Compare(entry, last.ToString()) > 0)]
            : all;
        if (!query.TryGetValue("n", out var text))
            return rest;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            throw OciRefusal.InvalidPage(text.ToString());
        if (count > 0 && count < rest.Length)
            context.Response.Headers.Link = $"<{context.Request.Path}?n={count}&last={Uri.EscapeDataString(rest[count - 1])}>; rel=\"next\"";
        return [.. rest.Take(count)];
    }
}
