using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Rendering.Versions;
using Drayage.Cli.Runs.Versioning;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Commands.Versions;

/// <summary>What all commands that edit versions can be told.</summary>
internal sealed class VersionEditOptions
{
    private readonly Option<string> directory = SharedOptions.Directory();
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<string[]> only = VersionCommand.Only();
    private readonly Option<bool> dry = new("--dry-run") { Description = "Show what would be edited; write nothing." };

    public void AddTo(Command command)
    {
        command.Add(directory);
        command.Add(json);
        command.Add(only);
        command.Add(dry);
    }

    public async Task<VersionEdit> OpenAsync(Composition composition, ParseResult parsed, CancellationToken cancellationToken)
    {
        var (where, isDry) = (SharedOptions.Resolve(composition, parsed.GetValue(directory)), parsed.GetValue(dry));
        var run = isDry
            ? await VersionRun.OpenAsync(composition, where, cancellationToken)
            : await VersionRun.OpenForEditAsync(composition, where, cancellationToken);
        return new VersionEdit(composition, run, SharedOptions.ParseComponents(parsed.GetValue(only)!), isDry, parsed.GetValue(json));
    }
}

/// <summary>An edit under way.</summary>
/// <param name="Only">The components whose versions are edited.</param>
/// <param name="IsDry">Nothing is written.</param>
/// <param name="IsJson">The result goes to programs.</param>
internal sealed record VersionEdit(Composition Composition, VersionRun Run, ImmutableArray<ComponentId> Only, bool IsDry, bool IsJson)
{
    public async Task<int> ApplyAsync(ImmutableArray<VersionMove> moves, CancellationToken cancellationToken)
    {
        // A dry run makes the edits in memory, so that it fails where a real one would.
        if (IsDry)
            _ = VersionMove.Edited(Run.Project.Tree, moves);
        else
            await Run.ApplyAsync(moves, cancellationToken);
        var stale = VersionMove.Stale(Run.Survey, moves);
        if (IsJson)
            Composition.Terminal.Output.WriteLine(VersionEditDocument.Write(moves, stale, IsDry));
        else
            VersionTable.WriteMoves(Composition.Terminal, moves, stale, IsDry);
        return (int)ExitCode.Done;
    }
}
