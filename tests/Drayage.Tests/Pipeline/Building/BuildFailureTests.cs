using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;
using Xunit;

namespace Drayage.Tests.Pipeline.Building;

/// <summary>What a failed build says of the steps that did not fail. A letter a step: f failed, s skipped, b built.</summary>
public sealed class BuildFailureTests
{
    [Theory]
    [InlineData("f", "cause")]
    [InlineData("fb", "cause\nthe other step finished and is kept")]
    [InlineData("fbbb", "cause\nthe other 3 steps finished and are kept")]
    [InlineData("fs", "cause\nnot started for want of it: t/1")]
    [InlineData("fsb", "cause\nnot started for want of it: t/1; 1 other step finished and is kept")]
    [InlineData("fssbb", "cause\nnot started for want of it: t/1, t/2; 2 other steps finished and are kept")]
    public void The_rest_is_counted(string ends, string because) => Assert.Equal(because, Fail(ends).Because);

    [Fact]
    public void Several_failures_are_told_together()
    {
        var failed = Fail("ffs");
        Assert.Equal("2 of 3 build steps failed: t/0, t/1", failed.Message);
        Assert.Equal("broken\ncause\nbroken\ncause\nnot started for want of them: t/2", failed.Because);
    }

    private static ReleaseException Fail(string ends)
    {
        ImmutableArray<BuildStep> steps = [.. ends.Select((_, i) => new BuildStep { Id = $"t/{i}", Component = ComponentId.Parse("t"), Ecosystem = "go", Inputs = [], Outputs = [] })];
        var outcomes = steps.Zip(ends).ToDictionary(pair => pair.First.Id, pair => Outcome(pair.Second));
        return BuildFailure.From([.. steps.Where(s => outcomes[s.Id] is StepOutcome.Failed)], steps, outcomes);
    }

    private static StepOutcome Outcome(char end) => end switch
    {
        'f' => new StepOutcome.Failed(new ReleaseException(ExitCode.Refused, "broken", "cause", "hint"), TimeSpan.Zero),
        's' => new StepOutcome.Skipped("t/0"),
        _ => new StepOutcome.Built([], TimeSpan.Zero),
    };
}
