using System.Text.Json;
using Drayage.Model;
using Drayage.Platform.Http;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Platform.Identity;

/// <summary>
/// The identity that a CI system gives a job: a short-lived OpenID Connect token for one audience, which a registry that trusts the
/// workflow exchanges for a token of its own. GitHub Actions hands it out on request to jobs with <c>permissions: id-token: write</c>;
/// others put it into a variable.
/// </summary>
/// <param name="variable">Where a CI system without requests leaves the token for this registry, such as <c>NPM_ID_TOKEN</c>.</param>
public sealed class WorkloadIdentity(ProcessEnvironment environment, HttpPipeline http, SecretResolver secrets, string variable)
{
    private const string RequestUrl = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string RequestToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const int LargestAnswer = 64 * 1024;

    /// <summary>Whether a job may have an identity for somebody: cheaper to tell than for whom.</summary>
    public static bool MayBePresent(ProcessEnvironment environment) =>
        environment.Find(RequestUrl) is not null || environment.Variables.Any(variable => variable.Key.EndsWith("_ID_TOKEN", StringComparison.Ordinal));

    /// <summary>Whether the job has an identity.</summary>
    public bool IsPresent => environment.Find(variable) is not null || (environment.Find(RequestUrl) is not null && environment.Find(RequestToken) is not null);

    /// <summary>Whether every token is a new one; a variable holds the same one for the whole job.</summary>
    public bool IsRenewable => IsPresent && environment.Find(variable) is null;

    /// <summary>A fresh token.</summary>
    /// <param name="audience">Whom it is shown to, as the registry defines it.</param>
    /// <exception cref="ReleaseException">The job has no identity, or the CI system refuses.</exception>
    public async Task<Secret> TokenAsync(string audience, CancellationToken cancellationToken)
    {
        if (environment.Find(variable) is { } given)
            return secrets.Learn(given);
        if (environment.Find(RequestUrl) is not { } url || environment.Find(RequestToken) is not { } token)
            throw Refused($"neither {RequestUrl} nor {variable} is set", "in GitHub Actions give the job: permissions: id-token: write");
        var call = HttpCall.Get(new Uri($"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}audience={Uri.EscapeDataString(audience)}")) with
        {
            Credential = new HttpCredential.Bearer(_ => ValueTask.FromResult(secrets.Learn(token))),
        };
        var asked = await http.FetchAsync(call, LargestAnswer, cancellationToken);
        using var reply = await asked.RequireSuccessAsync(Message, cancellationToken);
        return secrets.Learn(ValueOf(await reply.ReadBodyAsync(LargestAnswer, cancellationToken)));
    }

    private const string Message = "the CI system gave this job no identity token";

    private static string ValueOf(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.TryGetProperty("value", out var value) && value.GetString() is { Length: > 0 } token)
                return token;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Told below, like an answer without the value.
        }

        throw Refused("its answer holds no 'value'", hint: null);
    }

    private static ReleaseException Refused(string because, string? hint) => new(ExitCode.Refused, Message, because, hint);
}
