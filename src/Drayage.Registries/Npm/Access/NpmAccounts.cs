using System.Security.Cryptography;
using System.Text;
using Drayage.Registries.Access;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Npm.Access;

/// <summary>Tells users by their tokens: that of the server, those of further accounts, and those that identities were exchanged for.</summary>
internal sealed class NpmAccounts(AccessControl access, NpmOptions options, TimeProvider clock)
{
    /// <summary>The user that the server's own token stands for.</summary>
    public const string Owner = "drayage";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // No account has such a name.
    private const string Workflow = "trusted:workflow";

    private readonly ExchangedTokens exchanged = new(new SignedTokens(access.DeriveKey("npm trusted publishing")), clock);

    public bool ReadsNeedToken => access.ReadsNeedToken;

    /// <returns>Null for a request without credentials.</returns>
    /// <exception cref="NpmRefusal">401: the credentials are nobody's, or have expired.</exception>
    public NpmUser? Identify(HttpRequest request) =>
        Credentials.Of(request) is { } credentials ? Judge(credentials.Secret) ?? throw NpmRefusal.Unauthorized() : null;

    /// <exception cref="NpmRefusal">401: there are none, or not enough.</exception>
    public NpmUser RequireWriter(HttpRequest request)
    {
        var user = Identify(request) ?? throw NpmRefusal.Unauthorized("You must be logged in to publish packages.");
        if (options.Accounts.FirstOrDefault(account => account.Name == user.Name) is { OneTimePassword: { } password } && request.Headers["npm-otp"] != password)
            throw NpmRefusal.PasswordWanted();
        return user;
    }

    /// <summary>Tells a user by password or token.</summary>
    /// <returns>The user whose secret it is; null for nobody's.</returns>
    public NpmUser? Judge(string secret)
    {
        if (access.Judge(secret) == Caller.Trusted)
            return new NpmUser(Owner);
        var now = clock.GetUtcNow();
        if (exchanged.PurposeOf(secret) is { } package)
            return new NpmUser(Workflow, package);
        NpmUser? found = null;
        foreach (var account in options.Accounts.Where(account => account.Expires is not { } end || end > now))
            found = Same(account.Secret, secret) ? new NpmUser(account.Name) : found;
        return found;
    }

    /// <summary>A fresh token that may publish one package for a while.</summary>
    public string Issue(string package) => exchanged.Issue(package, Lifetime);

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
