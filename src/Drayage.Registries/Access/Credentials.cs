using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Access;

/// <summary>The Authorization header of a request, taken apart (RFC 9110 section 11.4, RFC 7617, RFC 6750).</summary>
/// <param name="Scheme">Lower case: <c>basic</c>, <c>bearer</c> or <c>token</c>.</param>
/// <param name="Secret">The password of a Basic header, the token of the others.</param>
internal sealed record Credentials(string Scheme, string Secret)
{
    public const string Basic = "basic";
    public const string Bearer = "bearer";

    /// <summary>Null when the request has no Authorization header. A header that cannot be read gives an empty secret.</summary>
    public static Credentials? Of(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return null;
        if (!AuthenticationHeaderValue.TryParse(header, out var value))
            return new Credentials("", "");
        var scheme = value.Scheme.ToLowerInvariant();
        var parameter = value.Parameter ?? "";
        return new Credentials(scheme, scheme == Basic ? PasswordOf(parameter) : parameter);
    }

    private static string PasswordOf(string base64)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length))
            return "";
        var pair = Encoding.UTF8.GetString(buffer, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : pair[(colon + 1)..];
    }

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"Credentials {{ Scheme = {Scheme} }}";
}
