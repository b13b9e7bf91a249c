using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Drayage.Testing;

/// <summary>Identity tokens as a CI system would give a job, from the one issuer that the embedded registries trust.</summary>
public static class CiIdentity
{
    public const string Subject = "repo:tidewater/tidewater:ref:refs/tags/v0.4.0";

    /// <param name="audience">Whom it is meant for.</param>
    /// <param name="expires">End of validity; null for in ten minutes.</param>
    /// <param name="issuer">The secret that it is signed with; the registries trust their own write token.</param>
    /// <param name="more">Further claims.</param>
    public static string TokenFor(string audience, DateTimeOffset? expires = null, string issuer = RegistryFixture.Token, params IEnumerable<(string Name, string Value)> more)
    {
        var claims = new JsonObject
        {
            ["iss"] = "https://ci.example.org",
            ["sub"] = Subject,
            ["aud"] = audience,
            ["exp"] = (expires ?? DateTimeOffset.UtcNow.AddMinutes(10)).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in more)
            claims[name] = value;
        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(issuer), Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
