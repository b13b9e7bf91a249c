using System.Globalization;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Journaling.Postgres;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Cli.Runs.Delivery;

/// <summary>Which journal a command means: the option, else the environment, else the configuration, else the file.</summary>
internal static class JournalChoice
{
    public const string Variable = "DRAYAGE_JOURNAL";
    private const string LeaseVariable = "DRAYAGE_LEASE";

    /// <summary>What the command line and the environment say; null when they leave it to the configuration.</summary>
    /// <exception cref="ReleaseException">The text is no reference.</exception>
    public static SecretReference? Of(Composition composition, string? option) =>
        Parse("--journal", option) ?? Parse(Variable, composition.Environment.Find(Variable));

    /// <returns>Null for the file.</returns>
    public static SecretReference? Of(Composition composition, string? option, ProjectSettings settings) => Of(composition, option) ?? settings.Journal;

    /// <summary>DRAYAGE_LEASE: how many seconds a runner that died is waited for.</summary>
    public static LeaseTimes LeaseTimes(ProcessEnvironment environment) => environment.Find(LeaseVariable) is not { } text
        ? Pipeline.Journaling.Postgres.LeaseTimes.Default
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.5 and <= 3600
            ? new LeaseTimes(TimeSpan.FromSeconds(seconds))
            : throw new ReleaseException(ExitCode.Usage, $"{LeaseVariable} is no duration", $"'{text}'", "write seconds, from 0.5 to 3600");

    private static SecretReference? Parse(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return SecretReference.TryParse(text, out var reference) ? reference : throw new ReleaseException(
            ExitCode.Usage, $"{name} is no reference to a connection string", "its value is not shown: it may be a secret", "write env:NAME or file:PATH");
    }
}
