using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace Drayage.Oci.Distribution.Authentication;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, 11.6.1).</summary>
internal sealed record AuthChallenge
{
    public required string Scheme { get; init; }

    /// <summary>Names in lower case.</summary>
    public required ImmutableDictionary<string, string> Parameters { get; init; }

    public bool IsBearer => Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    public bool IsBasic => Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    public string? Find(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>The challenges of an answer. Parts that cannot be read are left out.</summary>
    public static ImmutableArray<AuthChallenge> Of(HttpResponseHeaders headers) =>
        [.. headers.WwwAuthenticate.Select(header => new AuthChallenge
        {
            Scheme = header.Scheme,
            Parameters = ParseParameters(header.Parameter ?? ""),
        })];

    internal static ImmutableDictionary<string, string> ParseParameters(string text)
    {
        var parameters = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var position = 0;
        while (position < text.Length)
        {
            var equals = text.IndexOf('=', position);
            if (equals < 0)
                break;
            var name = text[position..equals].Trim(' ', ',', '\t').ToLowerInvariant();
            position = equals + 1;
            var value = position < text.Length && text[position] == '"' ? Quoted(text, ref position) : Token(text, ref position);
            parameters[name] = value;
        }
        return parameters.ToImmutable();
    }

    private static string Quoted(string text, ref int position)
    {
        var value = new System.Text.StringBuilder();
        for (position++; position < text.Length && text[position] != '"'; position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
                position++;
            value.Append(text[position]);
        }
        position++;
        return value.ToString();
    }

    private static string Token(string text, ref int position)
    {
        var end = text.IndexOf(',', position);
        var start = position;
        position = end < 0 ? text.Length : end;
        return text[start..position].Trim();
    }
}
