using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Model;

namespace Drayage.Cli.Checking;

/// <summary>All points of the checklist, in their order. One that fails or crashes never stops the others.</summary>
internal sealed class Checklist(Composition composition)
{
    private readonly ImmutableArray<ICheck> points =
    [
        new WorkTreeCheck(),
        new ConfigurationCheck(composition),
        new VersionsCheck(composition),
        new WorkflowsCheck(),
        new DestinationsCheck(composition),
    ];

    /// <param name="only">Names of the points to look at; empty for all.</param>
    /// <param name="skip">Names of points to leave out.</param>
    /// <exception cref="ReleaseException">A name is unknown.</exception>
    public async Task<ImmutableArray<CheckedPoint>> RunAsync(OpenedProject project, string[] only, string[] skip, CancellationToken cancellationToken)
    {
        var names = points.Select(point => point.Name).ToArray();
        if (only.Concat(skip).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw new ReleaseException(ExitCode.Usage, $"the checklist has no point '{unknown}'", null, $"its points are: {string.Join(", ", names)}");
        var found = ImmutableArray.CreateBuilder<CheckedPoint>();
        foreach (var point in points.Where(point => (only.Length == 0 || only.Contains(point.Name)) && !skip.Contains(point.Name)))
            found.Add(new CheckedPoint(point.Name, await LookAsync(point, project, cancellationToken)));
        return found.ToImmutable();
    }

    private static async Task<CheckOutcome> LookAsync(ICheck point, OpenedProject project, CancellationToken cancellationToken)
    {
        try
        {
            return await point.RunAsync(project, cancellationToken);
        }
        catch (ReleaseException refused)
        {
            return new CheckOutcome.Bad(refused.Because is null ? refused.Message : $"{refused.Message} ({refused.Because})", refused.Hint);
        }
        catch (Exception crashed) when (crashed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new CheckOutcome.Bad($"this point crashed: {crashed.GetType().Name}: {crashed.Message}", "report it; the other points were looked at");
        }
    }
}
