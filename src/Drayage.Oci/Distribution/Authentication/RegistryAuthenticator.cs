using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Drayage.Oci.Distribution.Credentials;

namespace Drayage.Oci.Distribution.Authentication;

/// <summary>
/// Answers a registry's challenges and remembers the answers: the kind of challenge for the registry, tokens for each
/// scope until they expire. Concurrent requests of one scope share one token request.
/// </summary>
internal sealed class RegistryAuthenticator
{
    private readonly RegistryHost registry;
    private readonly ICredentialSource credentials;
    private readonly TokenClient tokens;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, AuthAnswer> cache = new(StringComparer.Ordinal);
    private readonly AsyncLock gate = new();
    private volatile AuthChallenge? challenge;

    public RegistryAuthenticator(HttpClient http, RegistryHost registry, ICredentialSource credentials, TimeProvider time)
    {
        this.registry = registry;
        this.credentials = credentials;
        this.time = time;
        tokens = new TokenClient(http, registry, time);
    }

    /// <summary>The header to send at once, or null while the registry has not asked for one.</summary>
    public async Task<AuthenticationHeaderValue?> AuthorizeAsync(RegistryScope scope, CancellationToken cancellationToken) =>
        challenge is { } known ? await AnswerAsync(known, scope, null, cancellationToken) : null;

    /// <summary>The header to answer a 401 with, or null when there is nothing better than what was sent.</summary>
    public async Task<AuthenticationHeaderValue?> AnswerAsync(
        HttpResponseMessage refusal, AuthenticationHeaderValue? sent, RegistryScope scope, CancellationToken cancellationToken)
    {
        if (refusal.StatusCode != HttpStatusCode.Unauthorized)
            return null;
        var challenges = AuthChallenge.Of(refusal.Headers);
        var chosen = challenges.FirstOrDefault(candidate => candidate.IsBearer) ?? challenges.FirstOrDefault(candidate => candidate.IsBasic);
        if (chosen is null)
            return null;
        challenge = chosen;
        var answer = await AnswerAsync(chosen, scope, sent, cancellationToken);
        return answer is null || answer.Equals(sent) ? null : answer;
    }

    private async Task<AuthenticationHeaderValue?> AnswerAsync(
        AuthChallenge asked, RegistryScope scope, AuthenticationHeaderValue? refused, CancellationToken cancellationToken)
    {
        // One Basic header serves every scope of a repository.
        var key = asked.IsBasic ? $"basic {scope.Repository}" : scope.Key;
        if (Cached(key, refused) is { } early)
            return early;
        using var entry = await gate.EnterAsync(cancellationToken);
        if (Cached(key, refused) is { } cached)
            return cached;
        var credential = await credentials.FindAsync(registry.Name, scope.Repository, cancellationToken);
        var answer = asked.IsBasic ? Basic(credential) : await BearerAsync(asked, scope, credential, cancellationToken);
        if (answer is not null)
            cache[key] = answer;
        return answer?.Header;
    }

    private static AuthAnswer? Basic(RegistryCredential? credential) => credential is RegistryCredential.Password password
        ? new AuthAnswer(BasicHeader.Of(password), DateTimeOffset.MaxValue)
        : null;

    private async Task<AuthAnswer> BearerAsync(
        AuthChallenge asked, RegistryScope scope, RegistryCredential? credential, CancellationToken cancellationToken) =>
        credential is RegistryCredential.BearerToken finished
            ? AuthAnswer.Bearer(finished.Token.Reveal(), DateTimeOffset.MaxValue)
            : await tokens.FetchAsync(asked, scope, credential, cancellationToken);

    /// <summary>An answer that is still good and is not the one just refused.</summary>
    private AuthenticationHeaderValue? Cached(string key, AuthenticationHeaderValue? refused) =>
        cache.TryGetValue(key, out var answer) && answer.Expiry > time.GetUtcNow() && !answer.Header.Equals(refused)
            ? answer.Header
            : null;
}
