using System.Collections.Immutable;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.DotNet;

/// <summary>What a component of the .NET ecosystem may say of itself.</summary>
public sealed record DotNetSettings : EcosystemSettings
{
    private static readonly Setting<string> ModeKey = Settings.Choice(
        "mode", "\"pack\" makes a NuGet package, \"publish\" one program file a platform. Default: publish where platforms are given, else pack.", "pack", "publish");

    private static readonly Setting<ImmutableArray<TargetPlatform>> PlatformsKey = Settings.ParsedList(
        "platforms", "The platforms to publish for, such as linux/amd64.", TargetPlatform.Parse);

    private static readonly Setting<bool?> SelfContainedKey = Settings.Flag(
        "self-contained", "Whether the published program carries the .NET runtime. Default: true.");

    private static readonly Setting<bool?> MuslKey = Settings.Flag(
        "musl", "Whether programs for Linux are made for musl (Alpine, scratch images) instead of glibc. Default: false.");

    private static readonly Setting<string> ConfigurationKey = Settings.Text("configuration", "The build configuration. Default: Release.");

    private static readonly Setting<ImmutableSortedDictionary<string, string>> PropertiesKey = Settings.Map(
        "properties", "Further MSBuild properties, passed as -p:NAME=VALUE.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem dotnet", "A .NET project.", [ModeKey, PlatformsKey, SelfContainedKey, MuslKey, ConfigurationKey, PropertiesKey]);

    public bool Publishes { get; init; }

    public ImmutableArray<TargetPlatform> Platforms { get; init; } = [];

    public bool SelfContained { get; init; } = true;

    public bool Musl { get; init; }

    public string Configuration { get; init; } = "Release";

    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal static DotNetSettings Read(SectionReader reader)
    {
        var platforms = reader.Get(PlatformsKey);
        platforms = platforms.IsDefault ? [] : platforms;
        var mode = reader.Get(ModeKey);
        if (mode == "publish" && platforms.IsEmpty)
            reader.Problems.Add("mode publish needs platforms", reader.LocationOf(ModeKey), "add for instance `platforms: [linux/amd64]`");
        if (mode == "pack" && !platforms.IsEmpty)
            reader.Problems.Add("a NuGet package has no platforms", reader.LocationOf(PlatformsKey), "remove `platforms`, or set `mode: publish`");
        return new DotNetSettings
        {
            Publishes = (mode ?? (platforms.IsEmpty ? "pack" : "publish")) == "publish",
            Platforms = platforms,
            SelfContained = reader.Get(SelfContainedKey) ?? true,
            Musl = reader.Get(MuslKey) ?? false,
            Configuration = reader.Get(ConfigurationKey) ?? "Release",
            Properties = reader.Get(PropertiesKey) ?? ImmutableSortedDictionary<string, string>.Empty,
        };
    }
}
