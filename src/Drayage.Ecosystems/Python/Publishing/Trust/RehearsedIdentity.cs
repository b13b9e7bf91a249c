using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing.Trust;

/// <summary>
/// Stands in a rehearsal for the identity of a CI job, which the machine of a rehearsal need not have: a JSON Web Token (RFC 7519) that is
/// signed with the secret of the embedded registries, the one issuer that they trust.
/// </summary>
internal static class RehearsedIdentity
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <param name="audience">Whom it is shown to.</param>
    /// <param name="issuer">The secret of the embedded registries.</param>
    /// <param name="now">When it begins.</param>
    public static string TokenFor(string audience, Secret issuer, DateTimeOffset now)
    {
        var claims = new JsonObject { ["sub"] = "rehearsal", ["aud"] = audience, ["exp"] = (now + Lifetime).ToUnixTimeSeconds() };
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(issuer.Reveal()), Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
