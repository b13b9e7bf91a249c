using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Go.Building;

/// <summary>What a component of the ecosystem <c>go</c> says beside the common keys.</summary>
public sealed record GoSettings : EcosystemSettings
{
    private static readonly Setting<ImmutableArray<string>> MainKey = Settings.Texts("main", "Directories of the main packages to build, relative to the module, such as ./cmd/server. Default: every main package of the module, but those of tests and examples.");
    private static readonly Setting<ImmutableArray<TargetPlatform>> PlatformsKey = Settings.ParsedList("platforms", "Platforms to build for. Default: linux/amd64.", TargetPlatform.Parse);
    private static readonly Setting<ImmutableArray<string>> LinkerFlagsKey = Settings.Texts("ldflags", "Flags for the linker; may hold template variables. Default: -s -w -X main.version={{ version }}, and -X for version variables that detection found.");
    private static readonly Setting<ImmutableArray<string>> TagsKey = Settings.Texts("tags", "Build tags.");
    private static readonly Setting<ImmutableArray<string>> FlagsKey = Settings.Texts("flags", "Further flags of go build, such as -pgo=off.");
    private static readonly Setting<bool?> CgoKey = Settings.Flag("cgo", "Whether cgo is on (CGO_ENABLED). Default: false, for programs without a C library.");
    private static readonly Setting<bool?> WorkspaceKey = Settings.Flag("workspace", "Whether go.work counts; false sets GOWORK=off. Default: as the go command finds it.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> EnvironmentKey = Settings.Map("env", "Environment variables of the build, such as CC for cgo. Never a secret.");
    private static readonly Setting<ImmutableArray<string>> InputsKey = Settings.Texts("inputs", "Further files and directories, relative to the repository, whose change means building again.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem go",
        "Builds the programs of a Go module.",
        [MainKey, PlatformsKey, LinkerFlagsKey, TagsKey, FlagsKey, CgoKey, WorkspaceKey, EnvironmentKey, InputsKey]);

    /// <summary>Module-relative directories; empty for all main packages.</summary>
    public ImmutableArray<string> Main { get; init; } = [];

    public ImmutableArray<TargetPlatform> Platforms { get; init; } = [];

    /// <summary>Null for the default.</summary>
    public ImmutableArray<string>? LinkerFlags { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public ImmutableArray<string> Flags { get; init; } = [];

    public bool Cgo { get; init; }

    public bool UsesWorkspace { get; init; }

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>Where <c>main</c> stands, or the component.</summary>
    public required SourceLocation MainAt { get; init; }

    /// <summary>Where <c>ldflags</c> stands, or the component.</summary>
    public required SourceLocation LinkerFlagsAt { get; init; }

    internal static GoSettings Read(SectionReader reader) => new()
    {
        Main = List(reader, MainKey),
        Platforms = List(reader, PlatformsKey) is { IsEmpty: false } platforms
            ? [.. platforms.Select(platform => platform.Normalized).Distinct()]
            : [TargetPlatform.Parse("linux/amd64")],
        LinkerFlags = reader.Has(LinkerFlagsKey) ? List(reader, LinkerFlagsKey) : null,
        Tags = List(reader, TagsKey),
        Flags = List(reader, FlagsKey),
        Cgo = reader.Get(CgoKey) ?? false,
        UsesWorkspace = reader.Get(WorkspaceKey) ?? true,
        Environment = reader.Get(EnvironmentKey) ?? ImmutableSortedDictionary<string, string>.Empty,
        Inputs = List(reader, InputsKey),
        MainAt = reader.LocationOf(MainKey),
        LinkerFlagsAt = reader.LocationOf(LinkerFlagsKey),
    };

    private static ImmutableArray<T> List<T>(SectionReader reader, Setting<ImmutableArray<T>> key) => reader.Get(key) is { IsDefault: false } list ? list : [];
}
