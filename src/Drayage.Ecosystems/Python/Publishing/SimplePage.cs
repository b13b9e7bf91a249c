using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Reads a project's page of the simple repository API (packaging.python.org), as JSON or as HTML.</summary>
internal static partial class SimplePage
{
    public const string Json = "application/vnd.pypi.simple.v1+json";

    /// <summary>What to ask for: the JSON form where the index has it.</summary>
    public const string Accept = $"{Json}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

    /// <param name="mediaType">Of the answer.</param>
    /// <param name="address">Where the page came from; relative addresses begin there.</param>
    /// <exception cref="FormatException">The page is no such page.</exception>
    public static ImmutableArray<IndexFile> Read(string? mediaType, ReadOnlyMemory<byte> page, Uri address) =>
        mediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true ? ReadJson(page, address) : ReadHtml(page, address);

    private static ImmutableArray<IndexFile> ReadJson(ReadOnlyMemory<byte> page, Uri address)
    {
        try
        {
            using var document = JsonDocument.Parse(page);
            return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(file => new IndexFile(
                file.GetProperty("filename").GetString()!,
                new Uri(address, file.GetProperty("url").GetString()!),
                file.TryGetProperty("hashes", out var hashes) && hashes.TryGetProperty("sha256", out var sha256) ? sha256.GetString()?.ToLowerInvariant() : null,
                // True, or the reason as text.
                file.TryGetProperty("yanked", out var yanked) && yanked.ValueKind is JsonValueKind.True or JsonValueKind.String,
                file.TryGetProperty("provenance", out var provenance) && provenance.ValueKind == JsonValueKind.String ? new Uri(address, provenance.GetString()!) : null))];
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or UriFormatException)
        {
            throw new FormatException($"{address} is no page of the simple repository API: {malformed.Message}", malformed);
        }
    }

    private static ImmutableArray<IndexFile> ReadHtml(ReadOnlyMemory<byte> page, Uri address)
    {
        var html = Comments().Replace(Encoding.UTF8.GetString(page.Span), "");
        var start = BaseTag().Match(html) is { Success: true } match ? Address(match, address) ?? address : address;
        var files = ImmutableArray.CreateBuilder<IndexFile>();
        foreach (Match anchor in Anchor().Matches(html))
        {
            if (Address(anchor, start) is not { } url)
                continue;
            var name = WebUtility.HtmlDecode(Tags().Replace(anchor.Groups["text"].Value, "")).Trim();
            var hash = Sha256Fragment().Match(url.Fragment);
            var attributes = anchor.Groups["attributes"].Value;
            var provenance = Provenance().Match(attributes) is { Success: true } attested ? Address(attested, start) : null;
            files.Add(new IndexFile(name, url, hash.Success ? hash.Groups["hex"].Value.ToLowerInvariant() : null, Yanked().IsMatch(attributes), provenance));
        }

        return files.ToImmutable();
    }

    private static Uri? Address(Match tag, Uri start) =>
        Uri.TryCreate(start, WebUtility.HtmlDecode(tag.Groups["href"].Value), out var url) ? url : null;

    private const string Href = """\bhref\s*=\s*(?:"(?<href>[^"]*)"|'(?<href>[^']*)'|(?<href>[^\s>]+))""";

    [GeneratedRegex($"<a\\s(?<attributes>[^>]*?{Href}[^>]*)>(?<text>.*?)</a\\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Anchor();

    [GeneratedRegex($"<base\\s[^>]*?{Href}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex BaseTag();

    [GeneratedRegex("#(.*&)?sha256=(?<hex>[0-9a-fA-F]{64})", RegexOptions.ExplicitCapture)]
    private static partial Regex Sha256Fragment();

    [GeneratedRegex(@"(?<=^|\s)data-yanked(?=[\s=]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Yanked();

    [GeneratedRegex("""(?<=^|\s)data-provenance\s*=\s*(?:"(?<href>[^"]+)"|'(?<href>[^']+)')""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Provenance();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
