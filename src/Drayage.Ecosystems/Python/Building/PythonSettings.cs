using System.Collections.Immutable;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>What a component of the ecosystem <c>python</c> says beside the common keys.</summary>
public sealed record PythonSettings : EcosystemSettings
{
    private static readonly Setting<bool?> WheelKey = Settings.Flag("wheel", "Whether to build a wheel. Default: true.");
    private static readonly Setting<bool?> SourceKey = Settings.Flag("sdist", "Whether to build a source distribution; the wheel is then built from it. Default: true.");
    private static readonly Setting<string> PythonKey = Settings.Text("python", "The interpreter to build with. Default: python3 on PATH, or the system's where only that one has the build backend.");
    private static readonly Setting<bool?> IsolationKey = Settings.Flag("isolation", "Whether the build backend is installed afresh for the build, which needs an index. Default: false where the interpreter has what [build-system] requires.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> ConfigurationKey = Settings.Map("config-settings", "Settings for the build backend (PEP 517).");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> EnvironmentKey = Settings.Map("env", "Environment variables of the build. Never a secret.");
    private static readonly Setting<ImmutableArray<string>> InputsKey = Settings.Texts("inputs", "Further files and directories, relative to the repository, whose change means building again.");

    private static readonly Setting<bool?> CoreMetadataKey = Settings.Flag("core-metadata", "Whether the wheel's METADATA is delivered beside it as WHEEL.metadata (PEP 658), for static indexes over release files. Default: false.");
    private static readonly Setting<string> RepositoryKey = Settings.Text("repository", "The project's repository below an OCI registry, for destinations of kind oci. Default: python/NAME.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem python",
        "Builds the wheel and the source distribution of a Python project with its own build backend.",
        [WheelKey, SourceKey, PythonKey, IsolationKey, ConfigurationKey, EnvironmentKey, InputsKey, CoreMetadataKey, RepositoryKey]);

    public bool Wheel { get; init; } = true;

    public bool SourceDistribution { get; init; } = true;

    public string? Python { get; init; }

    /// <summary>Null to decide on the machine.</summary>
    public bool? Isolation { get; init; }

    public ImmutableSortedDictionary<string, string> Configuration { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>Whether the wheel's metadata is an artifact of its own.</summary>
    public bool CoreMetadata { get; init; }

    /// <summary>Null for the project's name below <c>python</c>.</summary>
    public string? Repository { get; init; }

    internal static PythonSettings Read(SectionReader reader)
    {
        var settings = new PythonSettings
        {
            Wheel = reader.Get(WheelKey) ?? true,
            SourceDistribution = reader.Get(SourceKey) ?? true,
            Python = reader.Get(PythonKey),
            Isolation = reader.Get(IsolationKey),
            Configuration = reader.Get(ConfigurationKey) ?? ImmutableSortedDictionary<string, string>.Empty,
            Environment = reader.Get(EnvironmentKey) ?? ImmutableSortedDictionary<string, string>.Empty,
            CoreMetadata = reader.Get(CoreMetadataKey) ?? false,
            Repository = reader.Get(RepositoryKey),
            Inputs = reader.Get(InputsKey) is { IsDefault: false } inputs ? inputs : [],
        };
        if (settings is { Wheel: false, SourceDistribution: false })
            reader.Problems.Add("neither wheel nor sdist is to be built", reader.LocationOf(WheelKey), "set one of them to true, or remove the component");
        return settings;
    }
}
