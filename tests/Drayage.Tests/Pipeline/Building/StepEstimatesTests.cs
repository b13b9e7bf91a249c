using System.Collections.Immutable;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;
using Drayage.Pipeline.Layout;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Building;

/// <summary>What takes longest starts first.</summary>
public sealed class StepEstimatesTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void Without_an_earlier_run_the_kind_of_a_step_decides() =>
        Assert.Equal("heavy moderate light other", Ordered(Step("light"), Step("moderate", StepEffort.Moderate), Step("heavy", StepEffort.Heavy), Step("other")));

    [Fact]
    public void An_earlier_run_knows_better()
    {
        var light = Step("light");
        var heavy = Step("heavy", StepEffort.Heavy);
        Estimates().Remember([(light, TimeSpan.FromMinutes(9)), (heavy, TimeSpan.FromSeconds(2))]);

        Assert.Equal("light heavy", Ordered(heavy, light));
    }

    [Fact]
    public void What_others_wait_for_counts_with_them() =>
        Assert.Equal("first moderate last", Ordered(Step("moderate", StepEffort.Moderate), Step("last", StepEffort.Moderate, "first"), Step("first")));

    [Fact]
    public void Times_that_cannot_be_read_are_none()
    {
        directory.Write(".drayage/times.json", "{");
        Assert.Equal("heavy light", Ordered(Step("light"), Step("heavy", StepEffort.Heavy)));
    }

    public void Dispose() => directory.Dispose();

    private StepEstimates Estimates()
    {
        var layout = new WorkLayout(directory.Path);
        layout.Create();
        return new StepEstimates(layout);
    }

    private string Ordered(params ImmutableArray<BuildStep> steps) => string.Join(' ', Estimates().Order(steps).Select(step => step.Id));

    private static BuildStep Step(string id, StepEffort effort = StepEffort.Light, params ImmutableArray<string> needs) =>
        new() { Id = id, Component = ComponentId.Parse("t"), Ecosystem = "go", Inputs = [], Outputs = [], Effort = effort, Needs = needs };
}
