using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Identity;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing.Trust;

/// <summary>
/// The upload token that an index gives for the CI job's identity (docs.pypi.org/trusted-publishers). It lives for a quarter of an hour,
/// which a long release outlasts: it is asked for anew in good time, and when the index says that it is over.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class TrustedUploads(PublisherContext context, string destination)
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan UseFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile HeldToken? held;

    /// <summary>As GitLab's jobs are given it, by the name of whom it is for: <c>PYPI_ID_TOKEN</c>.</summary>
    public static string IdentityVariable(string audience) =>
        $"{string.Concat(audience.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'))}_ID_TOKEN";

    /// <param name="upload">The index's upload API.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <exception cref="ReleaseException">The job has no identity.</exception>
    /// <exception cref="DeliveryException">The index does not trust it.</exception>
    public async ValueTask<Secret> TakeAsync(Uri upload, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            // An identity that serves once gives one token, which is used as long as it is taken.
            if (held is not { } token || (token.IsRenewable && AgeOf(token) > UseFor))
                held = token = await ExchangeAsync(TokenHost.Of(upload), cancellationToken);
            return token.Secret;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The index did not take the token.</summary>
    /// <returns>Whether a new one may help: not where this one was new itself, or where there can be no other.</returns>
    public bool Forget()
    {
        var refused = Interlocked.Exchange(ref held, null);
        return refused is { IsRenewable: true } && AgeOf(refused) > Fresh;
    }

    /// <summary>What the job can show the index, without an exchange: that may make a project there.</summary>
    /// <exception cref="ReleaseException">The job has no identity.</exception>
    /// <exception cref="DeliveryException">The index knows no trusted publishing.</exception>
    public async Task<JobStanding> LookAsync(Uri upload, CancellationToken cancellationToken)
    {
        var audience = await AudienceAsync(TokenHost.Of(upload), cancellationToken);
        if (context.Rehearsal is not null)
            return new JobStanding(IsRenewable: true, "");
        var identity = IdentityFor(audience);
        return new JobStanding(identity.IsRenewable, JobClaims.Describe(await identity.TokenAsync(audience, cancellationToken)));
    }

    /// <summary>Whether the job has an identity and the index would look at it.</summary>
    public async Task<bool> IsToBeHadAsync(Uri upload, CancellationToken cancellationToken)
    {
        if (!WorkloadIdentity.MayBePresent(context.Client.Environment))
            return false;
        try
        {
            return Identity(await AudienceAsync(TokenHost.Of(upload), cancellationToken)).IsPresent;
        }
        catch (DeliveryException unknown) when (unknown.Failure == DeliveryFailure.Refused)
        {
            return false;
        }
    }

    private TimeSpan AgeOf(HeldToken token) => context.Clock.GetElapsedTime(token.Since);

    private async Task<HeldToken> ExchangeAsync(Uri host, CancellationToken cancellationToken)
    {
        var audience = await AudienceAsync(host, cancellationToken);
        var (jwt, isRenewable) = await IdentityAsync(audience, cancellationToken);
        var body = new JsonObject { ["token"] = jwt.Reveal() }.ToJsonString();
        var call = new HttpCall
        {
            Method = HttpMethod.Post,
            Uri = new Uri(host, "_/oidc/mint-token"),
            Content = () => new StringContent(body, Encoding.UTF8, "application/json"),
            Repeatable = false,
        };
        using var reply = await context.Http.FetchAsync(call, LargestAnswer, Message(host), cancellationToken);
        if (!reply.IsSuccess)
            throw ExchangeRefusals.Explain(host, Message(host), await reply.ToFailureAsync(cancellationToken), JobClaims.Describe(jwt));
        var token = await ReadAsync(reply, "token", host, cancellationToken);
        return new HeldToken(context.Secrets.Learn(token), isRenewable, context.Clock.GetTimestamp());
    }

    private async Task<string> AudienceAsync(Uri host, CancellationToken cancellationToken)
    {
        using var reply = await context.Http.FetchAsync(HttpCall.Get(new Uri(host, "_/oidc/audience")), LargestAnswer, Message(host), cancellationToken);
        if (reply.IsSuccess)
            return await ReadAsync(reply, "audience", host, cancellationToken);
        var failure = await reply.ToFailureAsync(cancellationToken);
        throw failure.ToDelivery(
            Message(host),
            reply.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Forbidden ? $"{host.Authority} knows no trusted publishing; {TokenHint}" : null);
    }

    private async Task<(Secret Token, bool IsRenewable)> IdentityAsync(string audience, CancellationToken cancellationToken)
    {
        if (context.Rehearsal is { } rehearsal)
            return (context.Secrets.Learn(RehearsedIdentity.TokenFor(audience, rehearsal.Token, context.Clock.GetUtcNow())), true);
        var identity = IdentityFor(audience);
        return (await identity.TokenAsync(audience, cancellationToken), identity.IsRenewable);
    }

    private WorkloadIdentity Identity(string audience) => new(context.Client.Environment, context.Http, context.Secrets, IdentityVariable(audience));

    private WorkloadIdentity IdentityFor(string audience)
    {
        var identity = Identity(audience);
        return identity.IsPresent ? identity : throw new ReleaseException(
            ExitCode.Usage,
            $"destination {destination}: there is no credential",
            $"neither 'token' nor 'password' is set, the variables of twine and uv and ~/.pypirc hold no login for this index, and the job has no identity that could be exchanged for an upload token (ACTIONS_ID_TOKEN_REQUEST_URL and {IdentityVariable(audience)} are not set)",
            $"{TokenHint}, or in GitHub Actions give the job: permissions: id-token: write");
    }

    private async Task<string> ReadAsync(HttpReply reply, string member, Uri host, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(await reply.ReadBodyAsync(LargestAnswer, cancellationToken));
            if (document.RootElement.TryGetProperty(member, out var value) && value.GetString() is { Length: > 0 } text)
                return text;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Told below, like an answer without it.
        }

        throw new DeliveryException(DeliveryFailure.Refused, Message(host), $"the answer of {reply.Uri} holds no '{member}'", $"{host.Authority} may know no trusted publishing; {TokenHint}");
    }

    private string Message(Uri host) => $"destination {destination}: {host.Authority} gave no upload token in exchange for the job's identity";

    private string TokenHint => $"write token: env:NAME into destination {destination}";

    private sealed record HeldToken(Secret Secret, bool IsRenewable, long Since);
}

/// <summary>What a job can show an index.</summary>
/// <param name="IsRenewable">Whether its identity can be exchanged as often as one likes.</param>
/// <param name="Claims">What the index compares, in words; empty when that cannot be read.</param>
internal sealed record JobStanding(bool IsRenewable, string Claims);
