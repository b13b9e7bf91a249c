using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building.Execution;

/// <summary>Follows a build while it runs. Called from several threads.</summary>
public interface IBuildObserver
{
    void Started(BuildStep step);

    /// <summary>A line of the toolchain's output, for a live display.</summary>
    void Line(BuildStep step, string text);

    void Finished(BuildStep step, StepOutcome outcome);
}
