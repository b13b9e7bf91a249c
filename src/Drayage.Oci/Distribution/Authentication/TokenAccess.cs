using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution.Authentication;

/// <summary>
/// Reads the claim <c>access</c> of a registry's token, where it is a JSON Web Token of the form that the distribution project gives out
/// (docs/spec/auth/jwt). Others are opaque, and say nothing.
/// </summary>
internal static class TokenAccess
{
    public static PushRight Of(AuthenticationHeaderValue? header, RepositoryName repository)
    {
        if (header is not { Scheme: "Bearer", Parameter: { } token } || token.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
            return PushRight.Untold;
        try
        {
            if (JsonSerializer.Deserialize(Base64Url.DecodeFromChars(payload), RegistryJson.Default.TokenPayload) is not { Access: { IsDefault: false } access })
                return PushRight.Untold;
            return access.Any(grant => grant.Type == "repository" && grant.Name == repository.ToString() && grant.Actions is { } actions && (actions.Contains("push") || actions.Contains("*")))
                ? PushRight.Granted
                : PushRight.Denied;
        }
        catch (JsonException)
        {
            return PushRight.Untold;
        }
    }
}
