using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Artifacts;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Publishing;

namespace Drayage.Tests.Ecosystems;

/// <summary>Small inputs for destinations' planning.</summary>
internal static class DeliveryContexts
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static DestinationContext Of(params ComponentDelivery[] components) => new()
    {
        Project = new ProjectSettings
        {
            Project = "tidewater",
            Repository = "example/tidewater",
            Components = [.. components.Select(component => component.Settings)],
            At = new SourceLocation("drayage.yaml", 1, 1),
        },
        Source = new SourceRevision(Commit, 1_700_000_000, IsDirty: false),
        Tree = new SourceTree("/nowhere", []),
        Components = [.. components],
        Checksums = ImmutableDictionary<string, string>.Empty,
    };

    /// <param name="artifacts">Kind and name.</param>
    public static ComponentDelivery Component(
        string id, string version, string package, string[] released, params (string Kind, string Name)[] artifacts)
    {
        var component = ComponentId.Parse(id);
        var parsed = ReleaseVersion.Recognise(version)!;
        return new ComponentDelivery(
            new ComponentSettings { Id = component, Ecosystem = "any", Path = "", Tag = "v{{ version }}", Own = new NoSettings(), At = new SourceLocation("drayage.yaml", 9, 3) },
            new PlannedComponent
            {
                Id = component,
                Ecosystem = "any",
                Path = "",
                Package = package,
                Version = version,
                Channel = parsed.Channel,
                NativeVersion = artifacts.Any(a => a.Kind == ArtifactKind.Wheel) && VersionMap.ToPep440(parsed) is MappedVersion.Mapped native ? native.Text : version,
                Tag = "v" + version,
                State = new ComponentState.ToRelease("the test says so"),
            },
            parsed,
            [.. artifacts.Select(artifact => new PlannedArtifact(artifact.Name, artifact.Kind, component, null, "step"))],
            [.. released.Select(text => ReleaseVersion.Recognise(text)!)]);
    }

    /// <summary>Reads one destination's section as it stands in <c>drayage.yaml</c>.</summary>
    public static (DestinationSettings Settings, ImmutableArray<ConfigProblem> Problems) Read(IDestinationKind kind, string id, params (string Key, string Value)[] entries)
    {
        var at = new SourceLocation("drayage.yaml", 4, 5);
        var mapping = new ConfigNode.Mapping([.. entries.Select(entry => new ConfigEntry(entry.Key, at, new ConfigNode.Scalar(entry.Value, IsPlain: true, at)))], at);
        var problems = new ConfigProblems();
        var settings = SectionReader.Read(mapping, kind.Section, problems, reader => kind.Read(reader, id))!;
        return (settings, problems.All);
    }

    private sealed record NoSettings : EcosystemSettings;
}
