using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Rendering.Versions;
using Drayage.Cli.Runs.Changelogs;
using Drayage.Cli.Runs.Versioning;
using Drayage.Model;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Commands.Versions;

/// <summary><c>drayage version next</c>: what the commits ask for.</summary>
internal static class VersionProposals
{
    public static Command Next(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = VersionCommand.Only();
        var command = new Command("next", "Say which version the commits since the last tag ask for, and why.") { directory, json, only };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await VersionRun.OpenAsync(composition, SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var lines = run.AllOr(SharedOptions.ParseComponents(parsed.GetValue(only)!));
            var proposals = await OfAsync(run, lines, cancellationToken);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(ProposalDocument.Write(lines, proposals));
            else
                VersionTable.WriteProposals(composition.Terminal, lines, proposals);
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>The proposals of some lines, from one reading of the history.</summary>
    public static async Task<ImmutableDictionary<VersionLine, VersionProposal>> OfAsync(
        VersionRun run, ImmutableArray<VersionLine> lines, CancellationToken cancellationToken)
    {
        ChangelogRun.RefuseCutHistory(run.Project.Git);
        var settings = run.Project.Settings;
        var withPaths = lines.Any(line => ChangePaths.Of(settings, line.Members, isOfComponent: false).AreNeeded);
        var commits = await run.Project.Git.HistoryAsync(run.Project.Source.Commit, withPaths, cancellationToken);
        return lines.ToImmutableDictionary(line => line, line =>
        {
            var changes = LineChanges.Of(settings, line.Members, isOfComponent: false, commits);
            return VersionProposal.Of(changes.Unreleased(version: null).Changes, changes.Newest?.Version, line.IsFromTags ? null : line.Version, settings.Changelog) with { Since = changes.Newest?.Tag };
        });
    }
}
