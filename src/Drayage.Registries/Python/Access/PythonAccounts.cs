using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Drayage.Registries.Access;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Python.Access;

/// <summary>Tells users by their tokens: that of the server, those of further accounts, and those that identities were exchanged for.</summary>
internal sealed class PythonAccounts(AccessControl access, PythonOptions options, TimeProvider clock)
{
    /// <summary>The user that the server's own token stands for.</summary>
    public const string Owner = "drayage";

    // As tokens of the Python Package Index begin.
    private const string Prefix = "pypi-";

    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    private readonly ExchangedTokens exchanged = new(new SignedTokens(access.DeriveKey("python trusted publishing")), clock);

    /// <exception cref="PythonRefusal">403: nobody's credentials, or none.</exception>
    public PythonUser RequireUploader(HttpRequest request)
    {
        return (Credentials.Of(request) is { Secret: var secret } ? Find(secret) : null)
            ?? throw new PythonRefusal(StatusCodes.Status403Forbidden, "Invalid or non-existent authentication information.");
    }

    /// <summary>Whether the credentials of a request, or none, let it read.</summary>
    public bool MayRead(HttpRequest request) => Credentials.Of(request) is { Secret: var secret } ? Find(secret) is not null : !access.ReadsNeedToken;

    /// <summary>A fresh token that a job may upload with for a while.</summary>
    public string Issue(TrustedJob job) => Prefix + exchanged.Issue(JsonSerializer.Serialize(job, PythonJson.Wire.TrustedJob), Lifetime);

    private PythonUser? Find(string secret)
    {
        if (access.Judge(secret) == Caller.Trusted)
            return new PythonUser(Owner);
        if (secret.StartsWith(Prefix, StringComparison.Ordinal) && JobOf(secret[Prefix.Length..]) is { } job)
            return new PythonUser(Owner, job);
        PythonUser? found = null;
        foreach (var account in options.Accounts)
            found = IsSame(account.Secret, secret) ? new PythonUser(account.Name) : found;
        return found;
    }

    private TrustedJob? JobOf(string token)
    {
        if (exchanged.HasExpired(token))
            throw new PythonRefusal(StatusCodes.Status403Forbidden, "Invalid API Token: token is expired");
        return exchanged.PurposeOf(token) is { } job ? JsonSerializer.Deserialize(job, PythonJson.Wire.TrustedJob) : null;
    }

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
