using Microsoft.Net.Http.Headers;

namespace Drayage.PythonIndex.Pages;

/// <summary>A form of the simple repository API, and how clients ask for it (PEP 691, "Version + Format Selection").</summary>
internal sealed record SimpleFormat
{
    private SimpleFormat(string mediaType, bool isJson) => (MediaType, IsJson) = (mediaType, isJson);

    public static SimpleFormat Json { get; } = new("application/vnd.pypi.simple.v1+json", isJson: true);

    public static SimpleFormat Html { get; } = new("application/vnd.pypi.simple.v1+html", isJson: false);

    /// <summary>What browsers and old clients read; also the answer to whoever states no preference.</summary>
    public static SimpleFormat PlainHtml { get; } = new("text/html", isJson: false);

    public string MediaType { get; }

    public bool IsJson { get; }

    /// <param name="accept">The values of the Accept header.</param>
    /// <returns>Null when nothing of what the client takes can be given.</returns>
    public static SimpleFormat? Choose(IList<string> accept)
    {
        if (accept.All(string.IsNullOrWhiteSpace))
            return PlainHtml;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var wanted))
            return null;
        // At the same preference the plainest form stands first, so that */* is answered as a browser expects.
        return new[] { PlainHtml, Html, Json }
            .Select(format => (Format: format, Quality: QualityOf(format, wanted)))
            .Where(choice => choice.Quality > 0)
            .OrderByDescending(choice => choice.Quality)
            .FirstOrDefault().Format;
    }

    /// <summary>The quality of the most specific range that fits (RFC 9110, 12.5.1).</summary>
    private static double QualityOf(SimpleFormat format, IList<MediaTypeHeaderValue> wanted)
    {
        var offered = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { format.MediaType, format.MediaType.Replace(".v1+", ".latest+", StringComparison.Ordinal) };
        var fitting = wanted.Where(range => offered.Contains(range.MediaType.Value ?? "") || range.MatchesAllTypes || (range.MatchesAllSubTypes && range.Type.Equals(format.MediaType.Split('/')[0], StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(range => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2)
            .FirstOrDefault();
        return fitting is null ? 0 : fitting.Quality ?? 1;
    }
}
