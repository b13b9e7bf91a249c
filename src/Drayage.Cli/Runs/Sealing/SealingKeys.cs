using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Runs.Sealing;

/// <summary>Finds the key that seals a release.</summary>
internal static class SealingKeys
{
    private const string PasswordVariable = "DRAYAGE_KEY_PASSWORD";

    /// <summary>The key, loaded when it is asked for.</summary>
    /// <param name="named">What the command line says, or else the configuration; null where neither does.</param>
    /// <exception cref="ReleaseException">No key is named, or not as a reference.</exception>
    public static Func<CancellationToken, Task<SigningKey>> Find(Composition composition, string? named, string? password)
    {
        var text = named ?? throw new ReleaseException(
            ExitCode.Usage,
            "no key to seal the release with",
            $"neither --key nor 'signing-key' in {ConfigurationFile.Name} names one",
            "make one: drayage key generate --out release.key, then name it: --key file:release.key");
        var reference = Parse(text, "the signing key");
        var unlocking = password is not null
            ? Parse(password, "--key-password")
            : composition.Environment.Find(PasswordVariable) is null ? null : new SecretReference.Variable(PasswordVariable);
        return cancellationToken => SigningKey.LoadAsync(reference, unlocking, composition.Secrets, cancellationToken);
    }

    private static SecretReference Parse(string text, string what)
    {
        try
        {
            return SecretReference.Parse(text);
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, $"{what} is no reference", malformed.Message, "write file:PATH or env:NAME");
        }
    }
}
