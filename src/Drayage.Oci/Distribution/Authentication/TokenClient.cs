using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using Drayage.Oci.Distribution.Credentials;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Oci.Distribution.Authentication;

/// <summary>
/// Fetches bearer tokens from the server that a challenge names (Docker registry token authentication, and its OAuth 2
/// variant for identity tokens).
/// </summary>
internal sealed class TokenClient(HttpClient http, RegistryHost registry, TimeProvider time)
{
    private const string ClientId = "drayage";
    private const int MaxAnswer = 1024 * 1024;

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    /// <summary>What the specification assumes when the server does not say.</summary>
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(60);

    public async Task<AuthAnswer> FetchAsync(
        AuthChallenge challenge, RegistryScope scope, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        var realm = RealmOf(challenge);
        using var request = credential is RegistryCredential.IdentityToken identity
            ? Refresh(realm, challenge, scope, identity.Token)
            : Get(realm, challenge, scope, credential as RegistryCredential.Password);
        var asked = time.GetUtcNow();
        using var response = await SendAsync(request, cancellationToken);
        var body = await ResponseBody.ReadAsync(request.Method, realm, response, MaxAnswer, Stall, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var errors = RegistryErrorBody.Parse(body);
            throw new RegistryException(request.Method, realm, response.StatusCode, errors, Refusal(response.StatusCode, errors, credential));
        }

        return Read(request.Method, realm, body, asked);
    }

    private Uri RealmOf(AuthChallenge challenge)
    {
        if (!Uri.TryCreate(challenge.Find("realm"), UriKind.Absolute, out var realm) || realm.Scheme is not ("http" or "https"))
            throw Nonsense(registry.Address, $"the challenge names no token server (realm '{challenge.Find("realm")}')");
        var secure = realm.Scheme == Uri.UriSchemeHttps || RegistryHost.IsLoopback(realm.Authority);
        if (!secure && !registry.IsPlainHttp)
            throw Nonsense(realm, $"{registry.Name} wants its credential sent over plain http, which is refused");
        return realm;
    }

    private static HttpRequestMessage Get(Uri realm, AuthChallenge challenge, RegistryScope scope, RegistryCredential.Password? password)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        Append(query, "service", challenge.Find("service"));
        foreach (var text in Scopes(challenge, scope))
            Append(query, "scope", text);
        if (password is not null)
            Append(query, "account", password.UserName);
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (password is not null)
            request.Headers.Authorization = BasicHeader.Of(password);
        return request;
    }

    private static HttpRequestMessage Refresh(Uri realm, AuthChallenge challenge, RegistryScope scope, Secret token) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "refresh_token",
                ["service"] = challenge.Find("service") ?? "",
                ["client_id"] = ClientId,
                ["scope"] = string.Join(' ', Scopes(challenge, scope)),
                ["refresh_token"] = token.Reveal(),
            }),
        };

    /// <summary>Our own scope; the registry's wish only where we have none, for it may ask for one action at a time.</summary>
    private static ImmutableArray<string> Scopes(AuthChallenge challenge, RegistryScope scope)
    {
        if (!scope.Texts.IsEmpty)
            return scope.Texts;
        return challenge.Find("scope") is { Length: > 0 } wished ? [wished] : [];
    }

    private static void Append(StringBuilder query, string name, string? value)
    {
        if (value is null)
            return;
        if (query.Length > 0)
            query.Append('&');
        query.Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw new RegistryException(request.Method, request.RequestUri!, null, [], $"the token server does not answer: {failure.Message}", failure);
        }
    }

    private static AuthAnswer Read(HttpMethod method, Uri realm, byte[] body, DateTimeOffset asked)
    {
        TokenAnswer? answer = null;
        try
        {
            answer = JsonSerializer.Deserialize(body, RegistryJson.Default.TokenAnswer);
        }
        catch (JsonException)
        {
            // Reported below: an answer without a token is as useless.
        }
        var token = answer?.Token is { Length: > 0 } docker ? docker : answer?.AccessToken;
        if (string.IsNullOrEmpty(token))
            throw new RegistryException(method, realm, HttpStatusCode.OK, [], "the token server's answer holds no token");
        var lifetime = answer!.ExpiresIn is > 0 and < 1e8 and { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;
        // The server's own clock (issued_at) is not trusted: ours started before the token did.
        return AuthAnswer.Bearer(token, asked + (lifetime * 0.9));
    }

    private static string Refusal(HttpStatusCode status, ImmutableArray<RegistryError> errors, RegistryCredential? credential) =>
        $"the token server answered {(int)status} {(credential is null ? "to an anonymous request" : "to the credential given")}"
        + (errors.IsEmpty ? "" : $" ({string.Join("; ", errors)})");

    private static RegistryException Nonsense(Uri uri, string detail) => new(HttpMethod.Get, uri, HttpStatusCode.Unauthorized, [], detail);
}
