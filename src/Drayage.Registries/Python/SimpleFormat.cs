using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Drayage.Registries.Python;

/// <summary>Content negotiation of the simple repository API.</summary>
internal static class SimpleFormat
{
    public const string Json = "application/vnd.pypi.simple.v1+json";
    public const string Html = "application/vnd.pypi.simple.v1+html";
    public const string LegacyHtml = "text/html";

    // In the order of our preference; the second name of each is what is served when it is asked for.
    private static readonly ImmutableArray<(string Asked, string Served)> Offers =
    [
        (LegacyHtml, LegacyHtml),
        (Json, Json),
        (Html, Html),
        ("application/vnd.pypi.simple.latest+json", Json),
        ("application/vnd.pypi.simple.latest+html", Html),
    ];

    /// <summary>The content type to serve; null when the client accepts none of them. Without Accept it is text/html.</summary>
    public static string? Negotiate(HttpRequest request)
    {
        var header = request.Headers.Accept;
        if (header.Count == 0)
            return LegacyHtml;
        if (!MediaTypeHeaderValue.TryParseList(header, out var accepted))
            return null;
        return Offers
            .Select(offer => (offer.Served, Quality: QualityOf(accepted, offer.Asked)))
            .Where(offer => offer.Quality > 0)
            .OrderByDescending(offer => offer.Quality)
            .Select(offer => offer.Served)
            .FirstOrDefault();
    }

    // The most specific range that matches decides (RFC 9110 section 12.5.1).
    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> accepted, string type)
    {
        var offer = new MediaTypeHeaderValue(type);
        return accepted
            .Where(range => offer.IsSubsetOf(range) || range.MatchesAllTypes)
            .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
