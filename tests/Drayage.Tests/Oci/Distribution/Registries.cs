using Drayage.Oci.Distribution;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Oci.References;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Tests.Oci.Distribution;

/// <summary>Clients as the product composes them, with short pauses.</summary>
internal static class Registries
{
    public static UploadOptions QuickUploads { get; } = new() { FirstPause = TimeSpan.FromMilliseconds(5) };

    public static RegistryClient Client(
        string authority, string? password = null, string user = "anyone", UploadOptions? uploads = null, HttpMessageHandler? handler = null)
    {
        var credentials = password is null
            ? StaticCredentials.Anonymous
            : StaticCredentials.For(authority, new RegistryCredential.Password(user, new Secret(password)));
        return new RegistryClient(
            handler is null ? Pipeline() : new HttpClient(handler), RegistryHost.Of(authority), credentials, uploads ?? QuickUploads, TimeProvider.System);
    }

    public static RepositoryClient Repository(this RegistryClient client, string name) => client.Repository(RepositoryName.Parse(name));

    private static HttpClient Pipeline()
    {
        var options = new HttpPipelineOptions { UserAgent = "drayage/test", FirstDelay = TimeSpan.FromMilliseconds(5) };
        return new HttpPipeline(options, TimeProvider.System, new Redactor()).NewClient();
    }
}
