using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Http;

/// <summary>Headers as they may be shown.</summary>
public static class RedactedHeaders
{
    private static readonly string[] Telltale = ["auth", "token", "secret", "key", "cookie", "otp", "password", "signature"];

    private static readonly FrozenSet<string> Addresses =
        new[] { "Location", "Content-Location", "Link", "Referer" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lines <c>Name: value</c>. Credentials are masked, and so are query values of addresses.</summary>
    public static ImmutableArray<string> Render(params IEnumerable<HttpHeaders?> headers) =>
    [
        .. headers.OfType<HttpHeaders>().SelectMany(group => group.NonValidated)
            .Select(header => $"{header.Key}: {Value(header.Key, string.Join(", ", header.Value))}"),
    ];

    private static string Value(string name, string value)
    {
        if (Addresses.Contains(name))
            return Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out var uri) ? RedactedUri.Render(uri) : Secret.Mask;
        // WWW-Authenticate says where to get a token, and is none.
        var isChallenge = name.EndsWith("-Authenticate", StringComparison.OrdinalIgnoreCase);
        return !isChallenge && Telltale.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? Secret.Mask : value;
    }
}
