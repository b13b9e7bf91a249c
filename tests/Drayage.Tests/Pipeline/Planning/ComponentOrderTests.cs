using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Planning;
using Drayage.Tests.Pipeline.StandIns;
using Xunit;

namespace Drayage.Tests.Pipeline.Planning;

/// <summary>The planner puts components behind what they need, and refuses needs that no order can meet.</summary>
public sealed class ComponentOrderTests
{
    [Fact]
    public void Components_stand_behind_those_that_they_need()
    {
        var settings = StandInParts.Configuration.Read(
            "schema: 1\nproject: tide\ncomponents:\n  image: { ecosystem: container, from: tide }\n  tide: { ecosystem: go, needs: core }\n  core: { ecosystem: cargo }\n", "drayage.yaml");

        Assert.Equal(["core", "tide", "image"], ComponentOrder.Sort(settings.Components).Select(c => c.Id.Text));
    }

    [Theory]
    [InlineData(
        "  tide: { ecosystem: go, needs: tide }\n",
        "a component needs itself: tide → tide",
        "drayage.yaml:4:3: tide needs tide")]
    [InlineData(
        "  core: { ecosystem: cargo }\n  tide: { ecosystem: go, needs: [core, image] }\n  image: { ecosystem: container, from: tide }\n",
        "components need each other in a circle: tide → image → tide",
        "drayage.yaml:5:3: tide needs image\ndrayage.yaml:6:3: image needs tide")]
    [InlineData(
        "  app: { ecosystem: go, needs: a }\n  a: { ecosystem: go, needs: b }\n  b: { ecosystem: go, needs: c }\n  c: { ecosystem: go, needs: a }\n",
        "components need each other in a circle: a → b → c → a",
        "drayage.yaml:5:3: a needs b\ndrayage.yaml:6:3: b needs c\ndrayage.yaml:7:3: c needs a")]
    public void Needs_in_a_circle_are_refused_with_the_place_of_each(string components, string message, string because)
    {
        var refused = Assert.Throws<ReleaseException>(() => Plan("schema: 1\nproject: tide\ncomponents:\n" + components));

        Assert.Equal(ExitCode.Usage, refused.Code);
        Assert.Equal(message, refused.Message);
        Assert.Equal(because, refused.Because);
        Assert.Equal("remove one of these 'needs' (or 'from') entries: what is needed must be there first", refused.Hint);
        Assert.Equal(because[..because.IndexOf(": ", StringComparison.Ordinal)], refused.At?.ToString());
    }

    private static Plan Plan(string configuration) =>
        new Planner(StandInParts.Ecosystems.ToDictionary(e => e.Name), StandInParts.Kinds.ToDictionary(k => k.Kind)).Plan(new PlanRequest
        {
            Settings = StandInParts.Configuration.Read(configuration, "drayage.yaml"),
            Catalog = new Catalog { Packages = [], Warnings = [] },
            Tree = new SourceTree("/nowhere", ["drayage.yaml"]),
            Source = new SourceRevision(new string('a', 40), 0, IsDirty: false),
            Tags = [],
            ChangedSince = _ => [],
            CommitsSince = _ => null,
        });
}
