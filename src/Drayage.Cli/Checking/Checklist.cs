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
        new TagCheck(composition),
        new VersionsCheck(composition),
        new LockFilesCheck(composition),
        new ToolchainsCheck(composition),
        new ChangelogCheck(composition),
        new LicencesCheck(composition),
        new WorkflowsCheck(),
        new DestinationsCheck(composition),
        new PreviousReleaseCheck(composition),
    ];

    /// <param name="only">Names of the points to look at; empty for all.</param>
    /// <param name="skip">Names of points to leave out.</param>
    /// <exception cref="ReleaseException">A name is unknown, or there is no repository.</exception>
    public async Task<ImmutableArray<CheckedPoint>> RunAsync(string directory, string[] only, string[] skip, CancellationToken cancellationToken)
    {
        var names = points.Select(point => point.Name).ToArray();
        if (only.Concat(skip).FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw new ReleaseException(ExitCode.Usage, $"the checklist has no point '{unknown}'", null, $"its points are: {string.Join(", ", names)}");
        var subject = await CheckSubject.OpenAsync(new ProjectLoader(composition), directory, cancellationToken);
        var found = ImmutableArray.CreateBuilder<CheckedPoint>();
        foreach (var point in points.Where(point => (only.Length == 0 || only.Contains(point.Name)) && !skip.Contains(point.Name)))
            found.Add(new CheckedPoint(point.Name, await LookAsync(point, subject, cancellationToken)));
        return found.ToImmutable();
    }

    private static async Task<CheckOutcome> LookAsync(ICheck point, CheckSubject subject, CancellationToken cancellationToken)
    {
        try
        {
            return await point.RunAsync(subject, cancellationToken);
        }
        catch (ReleaseException refused)
        {
            return new CheckOutcome.Bad(refused.Because is null ? refused.Message : $"{refused.Message} ({refused.Because.ReplaceLineEndings("; ")})", refused.Hint?.ReplaceLineEndings("; "));
        }
        catch (UnreadableConfigurationException)
        {
            return new CheckOutcome.Unknown("the configuration cannot be read");
        }
        catch (Exception crashed) when (crashed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new CheckOutcome.Bad($"this point crashed: {crashed.GetType().Name}: {crashed.Message}", "report it; the other points were looked at");
        }
    }
}
