using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Tests.Pipeline.StandIns;

/// <summary>A component's keys in an ecosystem that has one of every shape.</summary>
internal sealed record StandInSettings : EcosystemSettings
{
    private static readonly Setting<ImmutableArray<string>> BinariesKey = Settings.Texts("binaries", "Programs.");
    private static readonly Setting<ImmutableArray<string>> PackagesKey = Settings.Texts("packages", "Names of packages that the build gives.");
    private static readonly Setting<ImmutableArray<TargetPlatform>> PlatformsKey = Settings.ParsedList("platforms", "Platforms. Default: linux/amd64.", TargetPlatform.Parse);
    private static readonly Setting<ImmutableArray<ComponentId>> FromKey = Settings.ParsedList("from", "Components whose programs go in.", ComponentId.Parse);
    private static readonly Setting<string> ModeKey = Settings.Choice("mode", "How it is built.", "pack", "publish");
    private static readonly Setting<bool?> CgoKey = Settings.Flag("cgo", "Whether cgo is on. Default: false.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> EnvironmentKey = Settings.Map("env", "Variables of the build.");

    public static SettingsSection Section { get; } = new(
        "component of a stand-in", "Stands in for an ecosystem.", [BinariesKey, PackagesKey, PlatformsKey, FromKey, ModeKey, CgoKey, EnvironmentKey]);

    public ImmutableArray<string> Binaries { get; init; } = [];

    public ImmutableArray<string> Packages { get; init; } = [];

    public ImmutableArray<TargetPlatform> Platforms { get; init; } = [];

    public ImmutableArray<ComponentId> From { get; init; } = [];

    public override ImmutableArray<ComponentId> Needs => From;

    public static StandInSettings Read(SectionReader reader)
    {
        _ = reader.Get(ModeKey);
        _ = reader.Get(CgoKey);
        _ = reader.Get(EnvironmentKey);
        return new StandInSettings
        {
            Binaries = OrEmpty(reader.Get(BinariesKey)),
            Packages = OrEmpty(reader.Get(PackagesKey)),
            Platforms = reader.Get(PlatformsKey) is { IsDefaultOrEmpty: false } platforms ? platforms : [TargetPlatform.Parse("linux/amd64")],
            From = OrEmpty(reader.Get(FromKey)),
        };
    }

    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;
}
