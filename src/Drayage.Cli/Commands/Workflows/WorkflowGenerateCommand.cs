using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Platform.Storage;
using Drayage.Workflows.Fixing.Diffs;
using Drayage.Workflows.Generating;
using Drayage.Workflows.Generating.Marking;

namespace Drayage.Cli.Commands.Workflows;

/// <summary><c>drayage workflow generate</c></summary>
internal static class WorkflowGenerateCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var check = new Option<bool>("--check") { Description = "Write nothing; end with 1 where a file is not as it would be generated: for CI." };
        var write = new Option<bool>("--write") { Description = "Write the files. Without it the differences are shown." };
        var force = new Option<bool>("--force") { Description = "Replace generated lines that were changed by hand, and files that were not generated." };
        var command = new Command("generate", "Generate the CI workflows that drayage.yaml asks for. What stands outside of the marks is kept.") { directory, check, write, force };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var root = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var (source, updates) = await UpdatesAsync(composition, root, cancellationToken);
            if (!parsed.GetValue(force))
                RefuseEdits(updates);
            foreach (var note in WorkflowGenerator.Notes(source))
                composition.Terminal.Error.WriteLine($"note: {note}");
            return (int)await EndAsync(composition, source.Tree.Root, [.. updates.Where(update => update.IsStale)], parsed.GetValue(write), parsed.GetValue(check), cancellationToken);
        });
        return command;
    }

    private static async Task<(GenerationSource Source, ImmutableArray<FileUpdate> Updates)> UpdatesAsync(Composition composition, string directory, CancellationToken cancellationToken)
    {
        var loader = new ProjectLoader(composition);
        var project = await loader.OpenAsync(directory, cancellationToken);
        var source = new GenerationSource
        {
            Project = project.Settings,
            Plan = await loader.PlanAsync(project, PlanChoices.All, cancellationToken),
            Tree = project.Tree,
            Needs = project.Settings.Destinations.ToImmutableDictionary(d => d.Id, d => composition.Destinations[d.Kind].NeedsOf(d, project.Settings)),
            Version = Composition.Version.Split('+')[0],
        };
        var updates = ImmutableArray.CreateBuilder<FileUpdate>();
        foreach (var file in WorkflowGenerator.Generate(source))
        {
            var path = Path.Combine(project.Root, file.Path);
            updates.Add(FileUpdate.Of(file, File.Exists(path) ? Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path, cancellationToken)) : null));
        }

        return (source, updates.ToImmutable());
    }

    private static void RefuseEdits(ImmutableArray<FileUpdate> updates)
    {
        var edits = updates.SelectMany(update => update.Edits).ToArray();
        if (edits.Length == 0)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            "generating would lose what was changed by hand",
            string.Join('\n', edits),
            "move the changes outside of the marks, where they are kept, or lose them: drayage workflow generate --write --force");
    }

    private static async Task<ExitCode> EndAsync(
        Composition composition, string root, ImmutableArray<FileUpdate> stale, bool write, bool check, CancellationToken cancellationToken)
    {
        if (stale.IsEmpty)
        {
            composition.Terminal.Error.WriteLine("every workflow is as it would be generated");
            return ExitCode.Done;
        }

        if (write && !check)
        {
            foreach (var update in stale)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, update.Path))!);
                await AtomicFile.WriteAsync(Path.Combine(root, update.Path), Encoding.UTF8.GetBytes(update.After), cancellationToken);
                composition.Terminal.Error.WriteLine($"{update.Path} is written");
            }

            return ExitCode.Done;
        }

        foreach (var update in stale)
            composition.Terminal.Output.Write(UnifiedDiff.Of(update.Path, update.Before ?? "", update.After));
        if (!check)
        {
            composition.Terminal.Error.WriteLine("to write: drayage workflow generate --write");
            return ExitCode.Done;
        }

        throw new ReleaseException(
            ExitCode.Refused,
            $"{Counted.Of(stale.Length, "workflow")} {(stale.Length == 1 ? "is" : "are")} not as {(stale.Length == 1 ? "it" : "they")} would be generated",
            string.Join('\n', stale.Select(update => $"{update.Path}: {(update.Before is null ? "missing" : "stale")}")),
            "write and commit them: drayage workflow generate --write");
    }
}
