using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Helm;

/// <summary>What a component of the Helm ecosystem may say of itself.</summary>
public sealed record HelmSettings : EcosystemSettings
{
    private static readonly Setting<string> AppVersionKey = Settings.Choice(
        "app-version", "What the packed chart's appVersion says: \"manifest\" leaves it as Chart.yaml has it (the default), \"release\" sets the release's version.", "manifest", "release");

    private static readonly Setting<bool?> LockstepKey = Settings.Flag(
        "lockstep", "Whether subcharts of this repository, and the pins on them, get the release's version too. Default: false.");

    private static readonly Setting<string> RepositoryKey = Settings.Text(
        "repository", "The chart's repository below an OCI registry. Default: charts/NAME, since an image of that name often stands beside it.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem helm", "A Helm chart.", [AppVersionKey, LockstepKey, RepositoryKey]);

    public bool SetsAppVersion { get; init; }

    public bool Lockstep { get; init; }

    /// <summary>Null for the chart's name.</summary>
    public string? Repository { get; init; }

    internal static HelmSettings Read(SectionReader reader) => new()
    {
        SetsAppVersion = reader.Get(AppVersionKey) == "release",
        Lockstep = reader.Get(LockstepKey) ?? false,
        Repository = reader.Get(RepositoryKey),
    };
}
