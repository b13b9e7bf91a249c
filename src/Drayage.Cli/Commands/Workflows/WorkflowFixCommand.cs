using System.CommandLine;
using Drayage.Cli.Rendering;
using Drayage.Cli.Rendering.Workflows;
using Drayage.Model;
using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Pinning;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Cli.Commands.Workflows;

/// <summary><c>drayage workflow fix</c></summary>
internal static class WorkflowFixCommand
{
    public static Command Create(Composition composition)
    {
        var paths = new Argument<string[]>("paths") { Description = "Workflow files, guides, or folders that hold workflows; the whole repository by default.", Arity = ArgumentArity.ZeroOrMore };
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var write = new Option<bool>("--write") { Description = "Write the repaired files, instead of only showing what would change." };
        var rules = RuleOption.Create();
        var pins = new Option<string?>("--pins") { HelpName = "FILE", Description = "YAML or JSON with a line for each action: owner/action@tag: commit. Actions are pinned to these commits." };
        var command = new Command("fix", "Repair what lint finds in workflows, where there is one safe way.") { paths, directory, json, write, rules, pins };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var root = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var request = new FixRequest { Rules = RuleOption.Parse(parsed.GetValue(rules)!), Pins = await PinsAsync(root, parsed.GetValue(pins), cancellationToken) };
            var writer = new FixWriter(root);
            var isWritten = parsed.GetValue(write);
            foreach (var finished in isWritten ? await writer.FinishAsync(cancellationToken) : [])
                ErrorMessage.Warning(composition.Terminal, $"{Path.GetRelativePath(root, finished)}: finished an edit that was interrupted");
            var report = WorkflowFixer.Fix(await ChosenFiles.ReadAsync(root, [.. parsed.GetValue(paths)!], cancellationToken), request);
            // What happens to the files is shown before it happens.
            if (!parsed.GetValue(json))
                FixText.WriteDiff(composition.Terminal, report);
            if (isWritten)
                await writer.WriteAsync(report, cancellationToken);
            if (parsed.GetValue(json))
                FixDocument.Write(composition.Terminal, report, isWritten);
            else
                FixText.WriteSummary(composition.Terminal, report, isWritten);
            return (int)(report.Refused.Any() || (!isWritten && report.Changed.Any()) ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    private static async Task<ActionPins> PinsAsync(string root, string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return ActionPins.None;
        var full = Path.GetFullPath(path, root);
        if (!File.Exists(full))
            throw new ReleaseException(ExitCode.Usage, $"--pins: '{path}' does not exist", null, "name a file with a line for each action: actions/checkout@v4: COMMIT");
        return ActionPins.Parse(new SourceFile(path, await File.ReadAllTextAsync(full, cancellationToken)));
    }
}
