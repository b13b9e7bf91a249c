using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Drayage.Model;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Http;

/// <summary>
/// How a request proves who sends it. The secret is fetched when the request is sent, goes to the host of the request
/// only, and is never forwarded to another host by a redirect.
/// </summary>
public abstract record HttpCredential
{
    private HttpCredential()
    {
    }

    /// <summary><c>Authorization: Bearer SECRET</c></summary>
    public sealed record Bearer(SecretSource Secret) : HttpCredential;

    /// <summary><c>Authorization: Basic base64(USER:SECRET)</c></summary>
    public sealed record Basic(string User, SecretSource Secret) : HttpCredential;

    /// <summary>Any other header: <c>NAME: PREFIX SECRET</c>, for example <c>X-NuGet-ApiKey</c>, or crates' bare <c>Authorization</c>.</summary>
    /// <param name="Prefix">Put before the secret as it is; <c>"token "</c> has its space, the empty text puts nothing.</param>
    public sealed record Header(string Name, string Prefix, SecretSource Secret) : HttpCredential;

    /// <summary>Several at once, such as a login at the host and a key for what is done there.</summary>
    public sealed record Several(params ImmutableArray<HttpCredential> Parts) : HttpCredential;

    internal async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (this)
        {
            case Bearer bearer:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await ValueAsync(bearer.Secret, cancellationToken));
                break;
            case Basic basic:
                var pair = $"{basic.User}:{await ValueAsync(basic.Secret, cancellationToken)}";
                request.Headers.Authorization =
                    new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
                break;
            case Header header:
                request.Headers.TryAddWithoutValidation(
                    header.Name, header.Prefix + await ValueAsync(header.Secret, cancellationToken));
                break;
            case Several several:
                foreach (var part in several.Parts)
                    await part.ApplyAsync(request, cancellationToken);
                break;
        }
    }

    private static async ValueTask<string> ValueAsync(SecretSource source, CancellationToken cancellationToken)
    {
        var value = (await source(cancellationToken)).Reveal();
        if (value.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            throw new ReleaseException(
                ExitCode.Usage,
                "a secret cannot be sent in a header",
                "it holds a line end or another control character",
                "check how it was stored: base64 -w0 keeps long values on one line");
        }
        return value;
    }
}
