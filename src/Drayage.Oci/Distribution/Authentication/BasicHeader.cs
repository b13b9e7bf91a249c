using System.Net.Http.Headers;
using System.Text;
using Drayage.Oci.Distribution.Credentials;

namespace Drayage.Oci.Distribution.Authentication;

internal static class BasicHeader
{
    public static AuthenticationHeaderValue Of(RegistryCredential.Password password) => new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{password.UserName}:{password.Secret.Reveal()}")));
}
