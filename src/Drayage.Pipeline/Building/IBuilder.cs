using Drayage.Model.Planning;

namespace Drayage.Pipeline.Building;

/// <summary>Plans and performs the builds of one ecosystem.</summary>
public interface IBuilder
{
    /// <summary>
    /// Plans the component's steps. Pure: the same context gives the same steps on every machine.
    /// </summary>
    /// <exception cref="Model.ReleaseException">The settings ask for what the package does not have, with the place in <c>drayage.yaml</c>.</exception>
    ComponentSteps Plan(ComponentContext component);

    /// <summary>
    /// Performs one step: its outputs stand where the plan says when this returns. Steps with commands run them through
    /// <see cref="IStepRun.RunCommandsAsync"/>; others do their work here.
    /// </summary>
    Task BuildAsync(BuildStep step, IStepRun run, CancellationToken cancellationToken);
}
