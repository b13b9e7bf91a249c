using System.Collections.Immutable;
using Drayage.Model.Planning;
using Drayage.Pipeline.Planning;
using Drayage.Tests.Ecosystems;
using Xunit;

namespace Drayage.Tests.Pipeline.Planning;

/// <summary>Components with tags of their own, whose patterns begin alike, as Apache Iggy has them.</summary>
public sealed class ComponentStatesTests : IDisposable
{
    private const string Here = "1111111111111111111111111111111111111111";
    private const string Before = "2222222222222222222222222222222222222222";

    private const string Configuration = """
        schema: 1
        project: stream
        components:
          sdk: { ecosystem: cargo, path: core/sdk, version: own, tag: "stream-{{ version }}" }
          cli: { ecosystem: cargo, path: core/cli, version: own, tag: "stream-cli-{{ version }}" }
          go: { ecosystem: go, path: foreign/go, version: git-tag, tag: "foreign/go/v{{ version }}" }
          python: { ecosystem: python, path: foreign/python, version: own, tag: "python-sdk-{{ version }}" }
        """;

    private readonly ForeignTree tree = new()
    {
        { "core/sdk/Cargo.toml", "[package]\nname = \"stream\"\nversion = \"0.10.0\"\n" },
        { "core/sdk/src/lib.rs", "" },
        { "core/cli/Cargo.toml", "[package]\nname = \"stream-cli\"\nversion = \"0.11.2-edge.10\"\n" },
        { "core/cli/src/main.rs", "fn main() {}" },
        { "foreign/go/go.mod", "module github.com/tide/stream/foreign/go\n" },
        { "foreign/go/client.go", "package client\n" },
        { "foreign/python/pyproject.toml", "[project]\nname = \"stream\"\nversion = \"0.6.0.dev10\"\n[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n" },
    };

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Tags_belong_to_components_by_whole_patterns_and_are_ordered_as_versions()
    {
        var states = States(
            ["core/cli/src/main.rs", "foreign/python/pyproject.toml"],
            (Before, "stream-0.9.5"), (Before, "stream-0.10.0-edge.9"), (Before, "stream-cli-0.11.2-edge.9"), (Before, "stream-cli-0.10.0"),
            (Here, "foreign/go/v0.9.1"), (Here, "foreign/go/v0.10.0"), (Before, "python-sdk-0.6.0.dev9"), (Before, "nightly"), (Before, "v1"));

        Assert.Equal(
            [
                "sdk stream-0.10.0: none of its paths changed since stream-0.10.0-edge.9",
                "cli stream-cli-0.11.2-edge.10: tag stream-cli-0.11.2-edge.10 does not exist yet",
                "go foreign/go/v0.10.0: tag foreign/go/v0.10.0 names this commit",
                "python python-sdk-0.6.0.dev10: tag python-sdk-0.6.0.dev10 does not exist yet",
            ],
            states);
    }

    /// <summary>Else a release of one component would be refused until all others have a new version.</summary>
    [Fact]
    public void A_version_released_earlier_is_taken_only_by_what_has_changed_since()
    {
        var states = States(["core/cli/src/main.rs"], (Before, "stream-0.10.0"), (Before, "stream-cli-0.11.2-edge.10"));

        Assert.Equal("sdk stream-0.10.0: none of its paths changed since stream-0.10.0", states[0]);
        Assert.StartsWith("cli stream-cli-0.11.2-edge.10: tag stream-cli-0.11.2-edge.10 names commit 222222222222, not this one", states[1], StringComparison.Ordinal);
    }

    private string[] States(ImmutableArray<string> changed, params (string Commit, string Name)[] tags)
    {
        var plan = new Planner(LandedParts.Ecosystems.ToDictionary(e => e.Name), LandedParts.Kinds.ToDictionary(k => k.Kind)).Plan(new PlanRequest
        {
            Settings = LandedParts.Configuration.Read(Configuration, "drayage.yaml"),
            Catalog = LandedParts.Detection.Run(tree.Tree, null, [], CancellationToken.None),
            Tree = tree.Tree,
            Source = new SourceRevision(Here, 0, IsDirty: false),
            Tags = [.. tags.Select(tag => new ExistingTag(tag.Name, tag.Commit))],
            ChangedSince = _ => changed,
            CommitsSince = _ => 5,
        });
        return [.. plan.Components.Select(component => $"{component.Id} {component.Tag}: {component.State.Reason}")];
    }
}
