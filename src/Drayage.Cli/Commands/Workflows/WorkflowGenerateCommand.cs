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
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        var files = WorkflowGenerator.Generate(source);
        foreach (var file in files)
            updates.Add(FileUpdate.Of(file, await PresentAsync(project.Root, file.Path, cancellationToken)));
        foreach (var path in WorkflowGenerator.Paths.Except(files.Select(file => file.Path)))
        {
            if (await PresentAsync(project.Root, path, cancellationToken) is { } present && FileUpdate.Gone(path, present) is { } gone)
                updates.Add(gone);
        }

        return (source, updates.ToImmutable());
    }

    private static async Task<string?> PresentAsync(string root, string path, CancellationToken cancellationToken)
    {
        var full = Path.Combine(root, path);
        if (!File.Exists(full))
            return null;
        try
        {
            return Strict.GetString(await File.ReadAllBytesAsync(full, cancellationToken));
        }
        catch (DecoderFallbackException wrong)
        {
            throw new ReleaseException(ExitCode.Refused, $"{path} is not UTF-8", $"byte {wrong.Index:N0} begins no character", "save it as UTF-8, or take it away and generate it anew: drayage workflow generate --write");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Refused, $"{path} cannot be read", refused.Message, "take away what stands there, such as a link to nowhere: drayage workflow generate makes a file of it", refused);
        }
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
            "move it outside of the marks, into jobs and files that stay, or lose it: drayage workflow generate --write --force");
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
                await WriteAsync(composition, root, update, cancellationToken);
            return ExitCode.Done;
        }

        foreach (var update in stale)
            composition.Terminal.Output.Write(UnifiedDiff.Of(update.Path, update.Before ?? "", update.After ?? ""));
        if (!check)
        {
            composition.Terminal.Error.WriteLine("to write: drayage workflow generate --write");
            return ExitCode.Done;
        }

        throw new ReleaseException(
            ExitCode.Refused,
            $"{Counted.Of(stale.Length, "workflow")} {(stale.Length == 1 ? "is" : "are")} not as {(stale.Length == 1 ? "it" : "they")} would be generated",
            string.Join('\n', stale.Select(update => $"{update.Path}: {(update.Before is null ? "missing" : update.After is null ? "no longer generated" : "stale")}")),
            "write and commit them: drayage workflow generate --write");
    }

    private static async Task WriteAsync(Composition composition, string root, FileUpdate update, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, update.Path);
        try
        {
            if (update.After is { } text)
                await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), cancellationToken);
            else
                File.Delete(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{update.Path} cannot be written",
                refused.Message,
                $"{update.Path} must be a file, in a directory that you may write to; then: drayage workflow generate --write",
                refused);
        }

        composition.Terminal.Error.WriteLine($"{update.Path} is {(update.After is null ? "removed" : "written")}");
    }
}
