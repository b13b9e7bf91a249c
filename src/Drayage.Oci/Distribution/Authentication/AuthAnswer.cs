using System.Net.Http.Headers;

namespace Drayage.Oci.Distribution.Authentication;

/// <summary>An answer to a challenge and the time from which it is no longer used.</summary>
internal sealed class AuthAnswer(AuthenticationHeaderValue header, DateTimeOffset expiry)
{
    public AuthenticationHeaderValue Header => header;

    public DateTimeOffset Expiry => expiry;

    public static AuthAnswer Bearer(string token, DateTimeOffset expiry) => new(new AuthenticationHeaderValue("Bearer", token), expiry);
}
