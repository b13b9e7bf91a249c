using Drayage.Registries.Access;

namespace Drayage.Registries.Npm.Access;

/// <summary>Tells whose CI jobs may publish a package.</summary>
internal sealed class TrustedPublishing(NpmOptions options, Identities identities)
{
    /// <param name="token">The job's identity.</param>
    /// <param name="audience">Whom it must be meant for.</param>
    /// <exception cref="NpmRefusal">401: it is not one that counts for this package.</exception>
    public void Check(string token, string package, string audience)
    {
        switch (identities.Check(token, audience))
        {
            case IdentityCheck.Refused refused:
                throw NpmRefusal.Unauthorized($"OIDC token exchange error - {refused.Reason}");
            case IdentityCheck.Accepted accepted when !options.TrustedPublishers.Any(trusted =>
                trusted.Package == package && accepted.Subject.StartsWith($"repo:{trusted.Repository}:", StringComparison.Ordinal)):
                throw NpmRefusal.Unauthorized($"OIDC token exchange error - package {package} does not trust {accepted.Subject}");
        }
    }
}
