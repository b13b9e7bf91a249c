using Drayage.Platform.Secrets;

namespace Drayage.Pipeline.Publishing;

/// <summary>
/// Environment variables that hold the credentials of a destination by its id, for machines that have the waybill and no
/// configuration: <c>DRAYAGE_GHCR_PASSWORD</c> for the password of <c>ghcr</c>.
/// </summary>
public static class DestinationVariables
{
    /// <param name="destination">Id of the destination.</param>
    /// <param name="what"><c>TOKEN</c>, <c>USERNAME</c> or <c>PASSWORD</c>.</param>
    public static SecretReference Of(string destination, string what) =>
        new SecretReference.Variable($"DRAYAGE_{destination.Replace('-', '_').ToUpperInvariant()}_{what}");

    /// <summary>The same where the machine has it; null where it has not.</summary>
    public static SecretReference? Find(this SecretResolver secrets, string destination, string what) =>
        Of(destination, what) is var named && secrets.IsPresent(named) ? named : null;
}
